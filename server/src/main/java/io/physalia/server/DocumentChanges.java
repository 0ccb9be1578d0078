package io.physalia.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** JSON documents of which a default says what members there are and of what type. */
public final class DocumentChanges {
    private static final int LONGEST_TEXT = 200_000;

    private DocumentChanges() {}

    /** The defaults with what was stored over them; members that are no longer there are dropped. */
    public static ObjectNode overlay(ObjectNode defaults, ObjectNode stored) {
        ObjectNode all = defaults.deepCopy();
        stored.properties().forEach(member -> {
            if (all.has(member.getKey())) {
                all.set(member.getKey(), member.getValue());
            }
        });
        return all;
    }

    /**
     * The document with some members changed. Names ignore case; null gives the default back.
     *
     * @throws Failure {@code INVALID_PARAMETER} if a member has the wrong type
     */
    public static ObjectNode apply(ObjectNode document, ObjectNode defaults, JsonNode changes) {
        if (!changes.isObject()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: no JSON object");
        }
        ObjectNode changed = document.deepCopy();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            findName(defaults, change.getKey()).ifPresent(name -> {
                JsonNode standard = defaults.get(name);
                changed.set(name, change.getValue().isNull() ? standard : converted(name, standard, change.getValue()));
            });
        }
        return changed;
    }

    private static Optional<String> findName(ObjectNode defaults, String name) {
        if (defaults.has(name)) {
            return Optional.of(name);
        }
        return defaults.properties().stream()
                .map(Map.Entry::getKey)
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst();
    }

    private static JsonNode converted(String name, JsonNode standard, JsonNode value) {
        if (value.isTextual() && value.textValue().length() > LONGEST_TEXT) {
            throw wrong(name, "at most " + LONGEST_TEXT + " characters");
        }
        return switch (standard.getNodeType()) {
            case BOOLEAN -> flag(name, value);
            case NUMBER -> number(name, standard, value);
            case STRING -> require(name, "a text", value, value.isTextual());
            case ARRAY -> require(name, "a list", value, value.isArray());
            case OBJECT -> require(name, "an object", value, value.isObject());
            default -> require(name, "a text or a number", value, value.isValueNode());
        };
    }

    private static JsonNode flag(String name, JsonNode value) {
        String text = value.asText("").toLowerCase(Locale.ROOT);
        return BooleanNode.valueOf(require(name, "true or false", value, text.equals("true") || text.equals("false"))
                .asBoolean());
    }

    private static JsonNode number(String name, JsonNode standard, JsonNode value) {
        try {
            BigDecimal number = new BigDecimal(value.asText("").strip());
            return standard.isIntegralNumber()
                    ? LongNode.valueOf(number.longValueExact())
                    : DecimalNode.valueOf(number);
        } catch (ArithmeticException | NumberFormatException _) {
            throw wrong(name, standard.isIntegralNumber() ? "a whole number" : "a number");
        }
    }

    private static JsonNode require(String name, String expected, JsonNode value, boolean holds) {
        if (!holds) {
            throw wrong(name, expected);
        }
        return value;
    }

    private static Failure wrong(String name, String expected) {
        return new Failure(FailureCode.INVALID_PARAMETER, name + ": wrong (expected: " + expected + ")");
    }
}
