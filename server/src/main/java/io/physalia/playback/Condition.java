package io.physalia.playback;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One condition of a device profile about a media file.
 *
 * @param value what to compare with; for {@link Comparison#EQUALS_ANY} several, parted by {@code |}
 * @param required whether a file of which the property is unknown fails
 */
public record Condition(Comparison comparison, MediaProperty property, String value, boolean required) {

    /** How the file's value and the condition's are compared. */
    public enum Comparison {
        EQUALS,
        NOT_EQUALS,
        LESS_THAN_EQUAL,
        GREATER_THAN_EQUAL,
        EQUALS_ANY
    }

    /** The condition's values, at least one. */
    public List<String> values() {
        return comparison == Comparison.EQUALS_ANY
                ? Arrays.stream(value.split("\\|")).map(String::strip).toList()
                : List.of(value.strip());
    }

    /** Whether a file with these facts meets the condition. */
    public boolean holds(MediaFacts facts) {
        Optional<String> actual = facts.find(property);
        if (actual.isEmpty()) {
            return !required;
        }
        String fact = actual.get();
        return switch (comparison) {
            case EQUALS, EQUALS_ANY -> values().stream().anyMatch(wanted -> same(fact, wanted));
            case NOT_EQUALS -> !same(fact, value.strip());
            case LESS_THAN_EQUAL -> compare(fact) <= 0;
            case GREATER_THAN_EQUAL -> compare(fact) >= 0;
        };
    }

    private boolean same(String fact, String wanted) {
        if (property == MediaProperty.VIDEO_RANGE_TYPE
                && fact.equalsIgnoreCase("HDR10Plus")
                && wanted.equalsIgnoreCase("HDR10")) {
            return true; // every HDR10+ picture is an HDR10 picture with something on top
        }
        if (fact.equalsIgnoreCase(wanted)) {
            return true;
        }
        try {
            return Double.parseDouble(fact) == Double.parseDouble(wanted);
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** Negative, 0 or positive; NaN, which is neither, for what cannot be compared. */
    private double compare(String fact) {
        try {
            return Double.parseDouble(fact) - Double.parseDouble(value.strip());
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}
