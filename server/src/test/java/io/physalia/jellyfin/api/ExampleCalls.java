package io.physalia.jellyfin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a call of an operation out of what its document says and what there is on the server. */
final class ExampleCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final int DEEPEST = 4;

    /** Values by the names of parameters; a name with an operation before it counts for that one only. */
    private final Map<String, String> values;

    ExampleCalls(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The path with its parameters filled in. */
    String path(OpenApi.Operation operation) {
        Matcher matcher = PARAMETER.matcher(operation.template());
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            String value = value(operation, matcher.group(1), "x");
            matcher.appendReplacement(
                    path,
                    Matcher.quoteReplacement(
                            URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        }
        return matcher.appendTail(path).toString();
    }

    /** @param all every parameter that the document knows, else those that must be there and those that we have a value for */
    String query(OpenApi api, OpenApi.Operation operation, boolean all) {
        String own = values.get(key(operation, "query"));
        if (own != null) {
            return "?" + own;
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (JsonNode parameter : operation.parameters("query")) {
            String name = parameter.get("name").asText();
            boolean isNeeded = parameter.path("required").asBoolean() || values.containsKey(key(operation, name));
            if (isNeeded || all) {
                String example = example(api, parameter.path("schema"));
                query.put(name, value(operation, name, example));
            }
        }
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /** A body with every member that the document knows. */
    String body(OpenApi api, OpenApi.Operation operation) {
        String own = values.get(operation.verb() + " " + operation.template() + " body");
        if (own != null) {
            return own;
        }
        return operation
                .requestSchema()
                .map(schema -> json(api, schema, 0).toString())
                .orElse("");
    }

    /** What is right to answer to this call, where that is no success; else 0. */
    int status(OpenApi.Operation operation) {
        return Integer.parseInt(values.getOrDefault(key(operation, "status"), "0"));
    }

    private String value(OpenApi.Operation operation, String name, String otherwise) {
        return values.getOrDefault(key(operation, name), values.getOrDefault(name, otherwise));
    }

    private static String key(OpenApi.Operation operation, String name) {
        return operation.verb() + " " + operation.template() + " " + name;
    }

    private String example(OpenApi api, JsonNode unresolved) {
        JsonNode schema = whole(api, unresolved);
        if (schema.has("enum")) {
            return schema.get("enum").get(0).asText();
        }
        return switch (schema.path("type").asText()) {
            case "array" -> example(api, schema.path("items"));
            case "boolean" -> "true";
            case "integer", "number" -> "1";
            default ->
                switch (schema.path("format").asText()) {
                    case "uuid" -> values.getOrDefault("itemId", "");
                    case "date-time" -> "2020-01-01T00:00:00Z";
                    default -> "x";
                };
        };
    }

    private JsonNode json(OpenApi api, JsonNode unresolved, int depth) {
        JsonNode schema = whole(api, unresolved);
        if (schema.has("oneOf") || depth > DEEPEST) {
            return JSON.nullNode();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties").properties().forEach(member -> {
                    JsonNode value = values.containsKey("body." + member.getKey())
                            ? JSON.getNodeFactory().textNode(values.get("body." + member.getKey()))
                            : json(api, member.getValue(), depth + 1);
                    if (!value.isNull()) {
                        object.set(member.getKey(), value);
                    }
                });
                yield object;
            }
            case "array" -> {
                JsonNode item = json(api, schema.path("items"), depth + 1);
                yield item.isNull()
                        ? JSON.createArrayNode()
                        : JSON.createArrayNode().add(item);
            }
            case "boolean" ->
                JSON.getNodeFactory().booleanNode(schema.path("default").asBoolean());
            case "integer", "number" -> JSON.getNodeFactory().numberNode(1);
            case "string" -> JSON.getNodeFactory().textNode(example(api, schema));
            default -> JSON.nullNode();
        };
    }

    /** The schema itself, also where it is wrapped only to be described or to be nullable. */
    private static JsonNode whole(OpenApi api, JsonNode schema) {
        JsonNode resolved = api.resolve(schema);
        return resolved.path("allOf").size() == 1
                ? api.resolve(resolved.get("allOf").get(0))
                : resolved;
    }
}
