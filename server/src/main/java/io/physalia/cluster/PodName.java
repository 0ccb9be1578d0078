package io.physalia.cluster;

import java.util.regex.Pattern;

/**
 * The name of a pod, unique among live pods: 1 to 63 of {@code A-Z a-z 0-9 . _ -}, starting with a letter or digit.
 */
public record PodName(String value) implements Comparable<PodName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public PodName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("pod name: \"" + value
                    + "\" (expected: 1 to 63 letters, digits, '.', '_' or '-', starting with a letter or digit)");
        }
    }

    @Override
    public int compareTo(PodName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
