package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.architecture.Documents;
import io.physalia.jellyfin.wire.DeclaredRoutes;
import io.physalia.jellyfin.wire.DeclaredRoutes.Declared;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls every operation of both of Jellyfin's documents, and those that no document lists, as an administrator and as nobody, compares what comes
 * with the document, and holds {@code docs/compatibility.md} to it. {@code -Dphysalia.compatibility=write} writes the page anew.
 */
@SuppressWarnings("NullAway.Init")
class CompatibilityIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** They take away what other calls need, so they come last, with things of their own to take away. */
    private static final List<String> CALLED_LAST = List.of(
            "POST /System/Configuration",
            "POST /System/Configuration/{key}",
            "POST /Startup/Configuration",
            "POST /Startup/User",
            "POST /Users",
            "POST /Users/{userId}",
            "POST /Users/Password",
            "POST /Users/{userId}/Password",
            "POST /Users/{userId}/Policy",
            "POST /Users/{userId}/Authenticate",
            "POST /Users/AuthenticateByName",
            "POST /Sessions/Logout",
            "DELETE /Items",
            "DELETE /Items/{itemId}",
            "DELETE /Auth/Keys/{key}",
            "DELETE /Devices",
            "DELETE /Library/VirtualFolders",
            "DELETE /Users/{userId}");

    /** They end the pod. */
    private static final Set<String> NOT_CALLED = Set.of("POST /System/Restart", "POST /System/Shutdown");

    /** What only looks comes first, what removes last. */
    private static final List<String> CALLED_IN_ORDER = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** Answered without a token although a document asks for one: by the time it is looked at, nothing is given away. */
    private static final Set<String> OPEN_ON_PURPOSE = Set.of();

    @TempDir
    static Path directory;

    private static CompatibilityWorld world;
    private static ExampleCalls examples;
    private static OpenApi present;
    private static OpenApi former;

    @BeforeAll
    static void start() throws Exception {
        Path contract = Documents.root().resolve("../shared/contract").normalize();
        assumeThat(contract.resolve("jellyfin-openapi-12.0.0.json"))
                .as("Jellyfin's documents are not in this copy of the project")
                .exists();
        present = new OpenApi(contract.resolve("jellyfin-openapi-12.0.0.json"));
        former = new OpenApi(contract.resolve("jellyfin-openapi-10.11.11.json"));
        world = CompatibilityWorld.open(directory);
        examples = new ExampleCalls(world.values());
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.close();
        }
    }

    /** An operation, the document that describes its answer, and where it is listed. */
    private record Subject(OpenApi api, OpenApi.Operation operation, String documents) {
        String name() {
            return operation.verb() + " " + operation.template();
        }
    }

    private static List<Subject> subjects() throws IOException {
        Map<String, Subject> all = new LinkedHashMap<>();
        present.operations().forEach(operation -> put(all, new Subject(present, operation, "12")));
        for (OpenApi.Operation operation : former.operations()) {
            Subject known = all.get(new Subject(former, operation, "").name());
            put(
                    all,
                    known == null
                            ? new Subject(former, operation, "10")
                            : new Subject(known.api(), known.operation(), "10, 12"));
        }
        try (InputStream file = CompatibilityIT.class.getResourceAsStream("/hidden-operations.txt")) {
            if (file == null) {
                throw new IOException("the test lacks hidden-operations.txt");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> hide(all, line));
        }
        return all.values().stream()
                .sorted(Comparator.comparing((Subject subject) -> CALLED_LAST.indexOf(subject.name()))
                        .thenComparing(subject ->
                                CALLED_IN_ORDER.indexOf(subject.operation().verb()))
                        .thenComparing(Subject::name))
                .toList();
    }

    private static void put(Map<String, Subject> all, Subject subject) {
        all.put(subject.name(), subject);
    }

    private static void hide(Map<String, Subject> all, String line) {
        String[] parts = line.split(" = ");
        String[] name = parts[0].split(" ");
        Subject like = Optional.ofNullable(all.get(parts[1])).orElseThrow(() -> new AssertionError(line));
        OpenApi.Operation operation = new OpenApi.Operation(
                name[0],
                name[1],
                like.operation().description(),
                like.operation().needsToken());
        all.putIfAbsent(parts[0], new Subject(like.api(), operation, "none"));
    }

    @Test
    void nothingIsWorseThanThePageSays() throws Exception {
        CompatibilityPage page = CompatibilityPage.read();
        List<CompatibilityPage.Row> rows = examineAll(page);
        if ("write".equals(System.getProperty("physalia.compatibility"))) {
            page.write(rows);
        }
        assertThat(CompatibilityPage.read().findWorse(rows))
                .as("docs/compatibility.md; if this is meant, -Dphysalia.compatibility=write writes it anew")
                .isEmpty();
    }

    private static List<CompatibilityPage.Row> examineAll(CompatibilityPage page) throws Exception {
        List<Declared> declared = DeclaredRoutes.list();
        List<CompatibilityPage.Row> rows = new ArrayList<>();
        for (Subject subject : subjects()) {
            Optional<Declared> route = DeclaredRoutes.find(
                            declared, subject.operation().verb(), examples.path(subject.operation()))
                    .filter(candidate -> isFor(candidate, subject.operation().template()));
            rows.add(examined(subject, route, page));
        }
        Set<String> listed = new TreeSet<>();
        rows.forEach(row -> listed.add(row.operation()));
        for (Declared route : declared) {
            if (!listed.contains(name(route))) {
                rows.add(new CompatibilityPage.Row(name(route), route.access(), "own", "done", List.of()));
            }
        }
        rows.sort(Comparator.comparing((CompatibilityPage.Row row) ->
                        row.operation().replaceFirst("\\S+ ", "").toLowerCase(Locale.ROOT))
                .thenComparing(CompatibilityPage.Row::operation));
        return rows;
    }

    /** Not for what is said outright in the document and a parameter in the code: {@code /Items/Counts} is no {@code /Items/{itemId}}. */
    private static boolean isFor(Declared route, String template) {
        String[] ours = route.template().split("/");
        String[] theirs = template.split("/");
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < ours.length; i++) {
            if (!theirs[i].contains("{") && ours[i].contains("{")) {
                return false;
            }
        }
        return true;
    }

    private static CompatibilityPage.Row examined(Subject subject, Optional<Declared> route, CompatibilityPage page)
            throws Exception {
        if (route.isEmpty()) {
            return new CompatibilityPage.Row(subject.name(), "-", subject.documents(), "not yet", List.of());
        }
        // Where the names of parameters differ, the code's count.
        String name = sameBut(route.get().template())
                        .equals(sameBut(subject.operation().template()))
                ? subject.operation().verb() + " " + route.get().template()
                : subject.name();
        List<String> found = new ArrayList<>(withoutToken(subject));
        if (NOT_CALLED.contains(subject.name())) {
            found.add("not called by this test: it ends the pod");
            return new CompatibilityPage.Row(
                    name,
                    route.get().access(),
                    subject.documents(),
                    "done",
                    found.stream().map(deviation -> "`" + deviation + "`").toList());
        }
        found.addAll(deviations(subject, false));
        if (subject.operation().verb().equals("GET")) {
            deviations(subject, true).stream()
                    .filter(deviation -> !found.contains(deviation))
                    .forEach(found::add);
        }
        boolean isWhole = found.isEmpty() && !page.note(name).contains("not yet");
        return new CompatibilityPage.Row(
                name,
                route.get().access(),
                subject.documents(),
                isWhole ? "done" : "partly",
                found.stream().map(deviation -> "`" + deviation + "`").toList());
    }

    private static String name(Declared route) {
        return route.verb() + " " + route.template();
    }

    private static String sameBut(String template) {
        return template.replaceAll("\\{[^}]*}", "{}").toLowerCase(Locale.ROOT);
    }

    /** Whether somebody without a token is sent away where the document says so. */
    private static List<String> withoutToken(Subject subject) throws Exception {
        if (!subject.operation().needsToken() || OPEN_ON_PURPOSE.contains(subject.name())) {
            return List.of();
        }
        String path = examples.path(subject.operation()) + examples.query(subject.api(), subject.operation(), false);
        int status = world.anonymous().status(subject.operation().verb(), path, "{}");
        return status == 401 ? List.of() : List.of("without a token: " + status);
    }

    private static List<String> deviations(Subject subject, boolean all) throws Exception {
        OpenApi.Operation operation = subject.operation();
        String path = examples.path(operation) + examples.query(subject.api(), operation, all);
        HttpResponse<byte[]> response = world.client(subject.name())
                .send(
                        operation.verb(),
                        path,
                        examples.body(subject.api(), operation),
                        "Content-Type",
                        "application/json");
        int status = response.statusCode();
        if (status == examples.status(operation)) {
            return List.of();
        }
        if (status >= 300 && status != 302) {
            return List.of((all ? "with every parameter: " : "") + status);
        }
        if (!operation.knows(status) && !(operation.knows(200) && status == 206)) {
            return List.of(status + " instead of "
                    + String.join(
                            " or ",
                            new TreeSet<>(operation
                                    .description()
                                    .path("responses")
                                    .propertyStream()
                                    .map(Map.Entry::getKey)
                                    .filter(known -> known.startsWith("2"))
                                    .toList())));
        }
        Optional<JsonNode> schema = operation.responseSchema(status);
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        if (schema.isEmpty() || operation.verb().equals("HEAD")) {
            return List.of();
        }
        if (!isJson
                && operation.answers(
                        status, response.headers().firstValue("Content-Type").orElse(""))) {
            return List.of();
        }
        return isJson
                ? SchemaCheck.deviations(subject.api(), schema.get(), JSON.readTree(response.body()))
                : List.of("the answer is no JSON");
    }
}
