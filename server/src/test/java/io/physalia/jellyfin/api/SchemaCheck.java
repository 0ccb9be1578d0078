package io.physalia.jellyfin.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares JSON with a schema of an OpenAPI document: types, formats, enums, and that no member is there that the document does not know.
 * Members may be missing, as Jellyfin leaves out what is null.
 */
final class SchemaCheck {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final int MOST = 5;

    private final OpenApi api;
    private final List<String> deviations = new ArrayList<>();

    private SchemaCheck(OpenApi api) {
        this.api = api;
    }

    /** What is not as the schema says, at most a few; empty: all is. */
    static List<String> deviations(OpenApi api, JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck(api);
        check.check("", schema, value);
        return List.copyOf(check.deviations);
    }

    private void add(String at, String what) {
        String deviation = (at.isEmpty() ? "the answer" : at) + " " + what;
        if (deviations.size() < MOST && !deviations.contains(deviation)) {
            deviations.add(deviation);
        }
    }

    private void check(String at, JsonNode unresolved, JsonNode value) {
        JsonNode schema = api.resolve(unresolved);
        if (value.isNull()) {
            if (!unresolved.path("nullable").asBoolean()
                    && !schema.path("nullable").asBoolean()) {
                add(at, "is null");
            }
            return;
        }
        schema.path("allOf").forEach(part -> check(at, part, value));
        if (schema.has("oneOf")) {
            boolean fits = false;
            for (JsonNode part : schema.get("oneOf")) {
                fits |= deviations(api, part, value).isEmpty();
            }
            if (!fits) {
                add(at, "is none of the alternatives");
            }
            return;
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            add(at, "is \"" + value.asText() + "\", which the document does not know");
        }
        switch (schema.path("type").asText()) {
            case "object" -> object(at, schema, value);
            case "array" -> array(at, schema, value);
            case "string" -> text(at, schema, value);
            case "integer" -> expect(at, value.isIntegralNumber(), "a whole number");
            case "number" -> expect(at, value.isNumber(), "a number");
            case "boolean" -> expect(at, value.isBoolean(), "true or false");
            default -> {}
        }
    }

    private void expect(String at, boolean fits, String type) {
        if (!fits) {
            add(at, "is not " + type);
        }
    }

    private void text(String at, JsonNode schema, JsonNode value) {
        if (schema.path("format").asText().equals("binary")) {
            return; // whatever the server answers
        }
        if (!value.isTextual()) {
            add(at, "is not a text");
            return;
        }
        switch (schema.path("format").asText()) {
            case "uuid" -> expect(at, ID.matcher(value.asText()).matches(), "an id");
            case "date-time" -> expect(at, TIME.matcher(value.asText()).matches(), "a time");
            default -> {}
        }
    }

    private void array(String at, JsonNode schema, JsonNode value) {
        if (!value.isArray()) {
            add(at, "is not a list");
            return;
        }
        value.forEach(each -> check(at + "[]", schema.path("items"), each));
    }

    private void object(String at, JsonNode schema, JsonNode value) {
        if (!value.isObject()) {
            add(at, "is not an object");
            return;
        }
        JsonNode known = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(member -> {
            String place = at.isEmpty() ? member.getKey() : at + "." + member.getKey();
            if (known.has(member.getKey())) {
                check(place, known.get(member.getKey()), member.getValue());
            } else if (others.isObject()) {
                check(at + ".*", others, member.getValue());
            } else if (others.isBoolean() && !others.asBoolean()) {
                add(place, "is unknown to the document");
            }
        });
    }

    private static boolean contains(JsonNode values, JsonNode wanted) {
        for (JsonNode value : values) {
            if (value.asText().equals(wanted.asText())) {
                return true;
            }
        }
        return false;
    }
}
