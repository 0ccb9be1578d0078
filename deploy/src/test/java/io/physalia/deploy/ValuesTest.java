package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every value has a comment in values.yaml, a line in the chart's README and a place in its schema. */
class ValuesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINE = Pattern.compile("^( *)([A-Za-z][A-Za-z0-9]*):(.*)$");
    private static final String HEADING = "| value | default | meaning |\n| --- | --- | --- |\n";

    /** What the chart sets by itself. */
    private static final Set<String> CHARTS_OWN = Set.of(
            "config",
            "port",
            "data-dir",
            "cache-dir",
            "transcode-dir",
            "transcode-shared",
            "database-url",
            "redis-url",
            "pod-name",
            "pod-address",
            "cluster-secret",
            "drain-delay",
            "discovery-port");

    /** {@code -Dphysalia.values=write} writes the table anew. */
    @Test
    void theReadmeListsEveryValue() throws IOException {
        StringBuilder table = new StringBuilder(HEADING);
        documented()
                .forEach((path, text) -> table.append(
                        "| `%s` | `%s` | %s |%n".formatted(path, shown(value(path)), text.replace("|", "\\|"))));
        Path readme = Chart.directory().resolve("README.md");
        String page = Files.readString(readme);
        int start = page.indexOf(HEADING);
        String before = start < 0 ? page : page.substring(0, start);
        if ("write".equals(System.getProperty("physalia.values"))) {
            Files.writeString(readme, before + table);
        }
        assertThat(Files.readString(readme)).isEqualTo(before + table);
    }

    @Test
    void everyValueIsDocumented() throws IOException {
        Set<String> leaves = new TreeSet<>();
        collect(values(), "", documented().keySet(), leaves);
        assertThat(documented().keySet()).containsAll(leaves);
    }

    @Test
    void everyValueIsInTheSchemaAndNoOther() throws IOException {
        JsonNode schema =
                JSON.readTree(Chart.directory().resolve("values.schema.json").toFile());
        compare(JSON.valueToTree(values()), schema, "");
    }

    @Test
    void theSchemaKnowsTheProgramsSettings() throws IOException {
        JsonNode schema =
                JSON.readTree(Chart.directory().resolve("values.schema.json").toFile());
        List<String> known = new ArrayList<>();
        schema.at("/properties/settings/propertyNames/enum").forEach(each -> known.add(each.asText()));
        Matcher rows = Pattern.compile("^\\| `PHYSALIA_\\w+` \\| `[^`]+` \\| `([^`]+)`", Pattern.MULTILINE)
                .matcher(Chart.read("docs/configuration.md"));
        Set<String> settings = new TreeSet<>();
        while (rows.find()) {
            settings.add(rows.group(1));
        }
        assertThat(settings).containsAll(CHARTS_OWN);
        settings.removeAll(CHARTS_OWN);
        assertThat(known).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static Map<String, Object> values() {
        return Chart.parse(Chart.read("deploy/helm/physalia/values.yaml"));
    }

    private static Object value(String path) {
        return new KubernetesObject(values()).find(path).orElseThrow(() -> new AssertionError(path));
    }

    private static String shown(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Path to comment, as values.yaml has them. */
    private static Map<String, String> documented() {
        Map<String, String> found = new LinkedHashMap<>();
        Deque<String> path = new ArrayDeque<>();
        String comment = "";
        for (String line :
                Chart.read("deploy/helm/physalia/values.yaml").lines().toList()) {
            String bare = line.strip();
            Matcher key = LINE.matcher(line);
            if (bare.startsWith("# -- ")) {
                comment = bare.substring("# -- ".length());
            } else if (key.matches()) {
                int depth = key.group(1).length() / 2;
                while (path.size() > depth) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (!comment.isEmpty()) {
                    found.put(String.join(".", path), comment);
                    comment = "";
                }
            }
        }
        return found;
    }

    /** The paths of values; what is below a documented value is part of it. */
    private static void collect(Map<?, ?> tree, String prefix, Set<String> documented, Set<String> leaves) {
        tree.forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Map<?, ?> map && !map.isEmpty() && !documented.contains(path)) {
                collect(map, path + ".", documented, leaves);
            } else {
                leaves.add(path);
            }
        });
    }

    private static void compare(JsonNode value, JsonNode schema, String path) {
        JsonNode members = schema.get("properties");
        if (!value.isObject()
                || members == null
                || schema.path("additionalProperties").asBoolean(true)) {
            return;
        }
        Set<String> inSchema = new TreeSet<>();
        members.fieldNames().forEachRemaining(inSchema::add);
        Set<String> inValues = new TreeSet<>();
        value.fieldNames().forEachRemaining(inValues::add);
        if (path.isEmpty()) {
            inSchema.remove("global");
        }
        if (path.endsWith("resources.")) {
            assertThat(inSchema).as(path).containsAll(inValues);
            return;
        }
        assertThat(inSchema).as(path).isEqualTo(inValues);
        for (String name : inValues) {
            compare(value.get(name), Objects.requireNonNull(members.get(name)), path + name + ".");
        }
    }
}
