package io.physalia.cluster;

import java.util.regex.Pattern;

/**
 * What a lease is about: a kind ({@code transcode}, {@code leader}) and an id within the kind. Written {@code kind:id}.
 *
 * @param kind 1 to 32 of {@code a-z -}
 * @param id 1 to 128 of {@code A-Z a-z 0-9 . _ -}
 */
public record LeaseName(String kind, String id) {
    private static final Pattern KIND = Pattern.compile("[a-z-]{1,32}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    public LeaseName {
        if (!KIND.matcher(kind).matches() || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("lease name: \"" + kind + ":" + id
                    + "\" (expected: a kind of a-z and '-', a colon, an id of letters, digits, '.', '_' and '-')");
        }
    }

    /** Reads the form that {@link #toString()} writes. */
    public static LeaseName parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("lease name: \"" + text + "\" (expected: kind:id)");
        }
        return new LeaseName(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
