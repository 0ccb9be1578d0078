package io.physalia.library.naming;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one of several files that a film is split into: {@code Film-cd1}, {@code Film part 2}, {@code Film (disc a)}. Only names that share their stack and
 * type are parts of one film, and only if there are at least two.
 *
 * @param stack what comes before the part's mark
 * @param type in lower case, e.g. {@code cd}
 * @param number from 1; letters count from a
 */
public record PartName(String stack, String type, int number, boolean isLetter) {
    private static final Pattern FORM = Pattern.compile(
            "(?<stack>.*?)(?:(?<=[\\])}])|[ _.-]+)[(\\[]?(?<type>cd|dvd|part|pt|dis[ck])[ _.-]*(?<number>\\d{1,3}|[a-d])[)\\]]?",
            Pattern.CASE_INSENSITIVE);

    /** @param base a file's name without extension */
    public static Optional<PartName> find(String base) {
        Matcher form = FORM.matcher(base);
        if (!form.matches() || form.group("stack").isBlank()) {
            return Optional.empty();
        }
        String number = form.group("number").toLowerCase(Locale.ROOT);
        boolean isLetter = !Character.isDigit(number.charAt(0));
        return Optional.of(new PartName(
                form.group("stack"),
                form.group("type").toLowerCase(Locale.ROOT),
                isLetter ? number.charAt(0) - 'a' + 1 : Integer.parseInt(number),
                isLetter));
    }

    /** Whether both may be parts of one film. */
    public boolean stacksWith(PartName other) {
        return stack.equalsIgnoreCase(other.stack) && type.equals(other.type) && isLetter == other.isLetter;
    }
}
