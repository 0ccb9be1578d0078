package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.architecture.Documents;
import io.physalia.jellyfin.wire.DeclaredRoutes;
import io.physalia.jellyfin.wire.DeclaredRoutes.Declared;
import io.physalia.media.TestFfmpeg;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls every operation of both of Jellyfin's documents with what it cannot use: the status says so, the text says what was wrong and nothing of our insides,
 * and nothing is logged as an error.
 */
@SuppressWarnings("NullAway.Init")
class BadInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "0123456789abcdef0123456789abcdef";
    private static final Pattern INSIDES = Pattern.compile(
            "java\\.|jakarta\\.|io\\.physalia|org\\.\\w+\\.|Exception|\\tat |<html", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNRESOLVED = Pattern.compile("/x(/|\\?|$)");

    /** What the server has nothing of yet, whatever is asked: live television, channels, providers of metadata. */
    private static final Pattern NOTHING_YET =
            Pattern.compile("^/(LiveTv|Channels)\\b|/RemoteImages$|^/Items/RemoteSearch/\\w+$");

    private static final Set<String> LOOKS_FIRST = Set.of("/LiveStreams/Open", "/Audio/{itemId}/universal");

    /** They end the server, or the session of the test. */
    private static final Set<String> NOT_CALLED =
            Set.of("POST /System/Restart", "POST /System/Shutdown", "POST /Sessions/Logout");

    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client admin;
    private static Client guest;
    private static final Map<String, String> VALUES = new HashMap<>();
    private static final List<Subject> SUBJECTS = new ArrayList<>();

    /** An operation that the server has, and the document that describes it. */
    private record Subject(OpenApi api, OpenApi.Operation operation, Declared route) {
        String name() {
            return operation.verb() + " " + operation.template();
        }

        boolean is(String... verbs) {
            return Set.of(verbs).contains(operation.verb());
        }

        /** The names of its parameters whose values are ids of items or users. */
        List<String> ids(String in) {
            return operation.parameters(in).stream()
                    .filter(parameter -> isId(parameter.path("schema")))
                    .map(parameter -> parameter.get("name").asText())
                    .toList();
        }

        private boolean isId(JsonNode schema) {
            JsonNode resolved = api.resolve(schema);
            return resolved.path("format").asText().equals("uuid")
                    || resolved.path("items").path("format").asText().equals("uuid");
        }

        boolean takes(String in, String name) {
            return operation.parameters(in).stream()
                    .anyMatch(parameter -> parameter.get("name").asText().equalsIgnoreCase(name));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Path contract = Documents.root().resolve("../shared/contract").normalize();
        assumeThat(contract.resolve("jellyfin-openapi-12.0.0.json"))
                .as("Jellyfin's documents are not in this copy of the project")
                .exists();
        Path films = Files.createDirectories(directory.resolve("films"));
        TestFfmpeg.film(films.resolve("Film (2000).mp4"));
        pod = TestPod.start(directory);
        admin = FirstSteps.setUp(pod);
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        admin.json("POST", "/Users/New", "{\"Name\":\"guest\",\"Password\":\"pw\"}");
        guest = Client.anonymous(pod.address()).signIn("guest", "pw", "guest-device");
        String film = admin.json("/Items?recursive=true&includeItemTypes=Movie")
                .get("Items")
                .get(0)
                .get("Id")
                .asText();
        VALUES.put("itemId", film);
        VALUES.put("mediaSourceId", film);
        VALUES.put("userId", admin.json("/Users/Me").get("Id").asText());
        VALUES.put("sessionId", adminsSession());
        VALUES.put("imageType", "Primary");
        VALUES.put("container", "mp4");
        readSubjects(contract);
    }

    /** Which of two sessions of the same moment comes first in a list is chance. */
    private static String adminsSession() throws Exception {
        for (JsonNode session : admin.json("/Sessions")) {
            if (session.path("UserId").asText().equals(VALUES.get("userId"))) {
                return session.get("Id").asText();
            }
        }
        throw new AssertionError("the administrator has no session");
    }

    private static void readSubjects(Path contract) throws IOException {
        List<Declared> declared = DeclaredRoutes.list();
        ExampleCalls examples = new ExampleCalls(VALUES);
        Map<String, Subject> all = new LinkedHashMap<>();
        for (String document : List.of("jellyfin-openapi-12.0.0.json", "jellyfin-openapi-10.11.11.json")) {
            OpenApi api = new OpenApi(contract.resolve(document));
            for (OpenApi.Operation operation : api.operations()) {
                String name = operation.verb() + " " + operation.template();
                boolean isCalled = !NOT_CALLED.contains(name)
                        && !NOTHING_YET.matcher(operation.template()).find();
                if (isCalled) {
                    DeclaredRoutes.find(declared, operation.verb(), examples.path(operation))
                            .ifPresent(route -> all.putIfAbsent(name, new Subject(api, operation, route)));
                }
            }
        }
        SUBJECTS.addAll(all.values());
    }

    @AfterAll
    static void stop() {
        if (pod != null) {
            pod.close();
            assertThat(pod.log()).as("the log").noneMatch(line -> line.contains(" ERROR ") || line.contains("\tat "));
        }
    }

    /** What was wrong with the answers to some calls; empty is well. */
    private static final class Findings {
        private final List<String> all = new ArrayList<>();
        private int calls;

        void call(Subject subject, Client client, Map<String, String> values, String body, IntPredicate right)
                throws Exception {
            Map<String, String> given = new HashMap<>(VALUES);
            values.forEach((name, value) -> given.put(subject.name() + " " + name, value));
            ExampleCalls examples = new ExampleCalls(given);
            String path =
                    examples.path(subject.operation()) + examples.query(subject.api(), subject.operation(), false);
            HttpResponse<byte[]> response =
                    client.send(subject.operation().verb(), path, body, "Content-Type", "application/json");
            calls++;
            int status = response.statusCode();
            // What the library does not have is missed first.
            boolean isMissed = UNRESOLVED.matcher(path).find() && (status == 400 || status == 404);
            String what = subject.operation().verb() + " " + path + " " + body + " -> " + status + " ";
            if (!(isMissed || right.test(status)) || status >= 500) {
                all.add(what + shortened(Client.text(response)));
            } else if (status >= 400) {
                complaint(response, subject.is("HEAD")).forEach(found -> all.add(what + found));
            }
        }

        private static String shortened(String text) {
            return text.substring(0, Math.min(text.length(), 120));
        }

        /** What is wrong with the body of a refusal. */
        private static List<String> complaint(HttpResponse<byte[]> response, boolean isHead) throws IOException {
            String text = Client.text(response);
            String type = response.headers().firstValue("Content-Type").orElse("");
            List<String> found = new ArrayList<>();
            if (INSIDES.matcher(text).find()) {
                found.add("tells of the insides: " + shortened(text));
            }
            if (isHead) {
                return found;
            }
            if (text.isBlank()) {
                found.add("says nothing");
            } else if (type.startsWith("application/problem+json")) {
                JsonNode problem = JSON.readTree(text);
                if (problem.path("status").asInt() != response.statusCode()
                        || problem.path("title").asText().isEmpty()
                        || problem.path("errors").isEmpty()) {
                    found.add("is no whole problem: " + shortened(text));
                }
            } else if (!type.startsWith("text/plain")) {
                found.add("is of type " + type);
            }
            return found;
        }

        void areNone(int leastCalls) {
            assertThat(all).as("of %d calls", calls).isEmpty();
            assertThat(calls).as("calls").isGreaterThanOrEqualTo(leastCalls);
        }
    }

    @Test
    void idsThatAreNoneAreRefused() throws Exception {
        Findings findings = new Findings();
        for (Subject subject : SUBJECTS) {
            for (String in : List.of("path", "query")) {
                for (String name : subject.ids(in)) {
                    findings.call(
                            subject, admin, Map.of(name, "no-id"), "{}", status -> status == 400 || status == 404);
                }
            }
        }
        findings.areNone(200);
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        Findings findings = new Findings();
        for (Subject subject : SUBJECTS) {
            for (String name : subject.ids("path")) {
                // What is to be forgotten, and is unknown, is forgotten.
                IntPredicate right = subject.is("DELETE")
                        ? status -> status == 404 || status == 400 || status == 204
                        : status -> status == 404 || status == 400;
                findings.call(subject, admin, Map.of(name, UNKNOWN), "{}", right);
            }
        }
        findings.areNone(100);
    }

    @Test
    void nobodyActsForAnother() throws Exception {
        Findings findings = new Findings();
        for (Subject subject : SUBJECTS) {
            for (String in : List.of("path", "query")) {
                boolean isOpen = subject.route().access().equals("anonymous");
                if (!isOpen && subject.takes(in, "userId")) {
                    findings.call(
                            subject,
                            guest,
                            Map.of("userId", VALUES.getOrDefault("userId", "")),
                            "{}",
                            // These look at what else is asked first.
                            status -> status == 403
                                    || (status == 400
                                            && LOOKS_FIRST.contains(
                                                    subject.operation().template())));
                }
            }
        }
        findings.areNone(80);
    }

    @Test
    void numbersBeyondReasonDoNoHarm() throws Exception {
        Findings findings = new Findings();
        for (Subject subject : SUBJECTS) {
            for (String name : List.of("limit", "startIndex")) {
                if (subject.is("GET") && subject.takes("query", name)) {
                    for (String refused : List.of("-1", "many", "99999999999999999999")) {
                        findings.call(subject, admin, Map.of(name, refused), "", status -> status == 400);
                    }
                    findings.call(subject, admin, Map.of(name, "2147483647"), "", status -> status == 200);
                }
            }
        }
        findings.areNone(100);
    }

    @Test
    void bodiesThatCannotBeReadAreRefused() throws Exception {
        Findings findings = new Findings();
        for (Subject subject : SUBJECTS) {
            if (subject.operation().requestSchema().isPresent()) {
                for (String body : List.of("{\"Name\":", "\"text\"", "<xml/>", "[[[[")) {
                    findings.call(subject, admin, Map.of(), body, status -> status >= 400);
                }
            }
        }
        findings.areNone(100);
    }

    @Test
    void aBodyBeyondReasonIsRefused() throws Exception {
        String huge = "{\"Name\":\"" + "x".repeat(5 << 20) + "\"}";
        for (String path : List.of("/Users/New", "/Playlists", "/Sessions/Playing")) {
            assertThat(admin.status("POST", path, huge)).as(path).isBetween(400, 413);
        }
        assertThat(admin.status("GET", "/System/Info", "")).isEqualTo(200);
    }
}
