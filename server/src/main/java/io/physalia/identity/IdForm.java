package io.physalia.identity;

import java.util.Locale;
import java.util.Optional;

/** The form of all ids: 32 hexadecimal digits in lower case. Read for every item of every list, and so without regular expressions. */
public final class IdForm {
    private static final int LENGTH = 32;
    private static final int DASHED_LENGTH = 36;

    private IdForm() {}

    /** Whether a text is an id as it is kept. */
    public static boolean isPlain(String text) {
        return text.length() == LENGTH && isHex(text, false) && text.equals(text.toLowerCase(Locale.ROOT));
    }

    /** Reads an id in either case, with or without the four dashes of RFC 9562; empty if the text is no id. */
    public static Optional<String> find(String text) {
        boolean dashed = text.length() == DASHED_LENGTH;
        if (!(dashed || text.length() == LENGTH) || !isHex(text, dashed)) {
            return Optional.empty();
        }
        return Optional.of((dashed ? text.replace("-", "") : text).toLowerCase(Locale.ROOT));
    }

    private static boolean isHex(String text, boolean dashed) {
        for (int i = 0; i < text.length(); i++) {
            boolean mayBeDash = dashed && (i == 8 || i == 13 || i == 18 || i == 23);
            char c = text.charAt(i);
            if (mayBeDash ? c != '-' : !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
