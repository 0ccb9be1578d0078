package io.physalia.library;

import java.text.Normalizer;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names folded for sorting and for searching. */
final class SortName {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern ARTICLE = Pattern.compile("^(?:the|an|a) (?=\\S)");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}\\s]+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int DIGITS = 10;

    private SortName() {}

    /** Lower case, without accents, punctuation and a leading article, numbers padded so that 2 comes before 10. */
    static String sorted(String name) {
        String plain = ARTICLE.matcher(searched(name)).replaceFirst("");
        return NUMBER.matcher(plain).replaceAll(SortName::padded);
    }

    /** Lower case, without accents and punctuation; a search term is folded likewise and looked for in it. */
    static String searched(String name) {
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD);
        String bare = MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
        String folded = PUNCTUATION.matcher(bare).replaceAll(" ").strip();
        // A name of punctuation only is all there is to go by.
        return folded.isEmpty() ? bare.strip() : folded;
    }

    /** What a number puts before a name, e.g. {@code 0002 - }; nothing for none. */
    static String numbered(OptionalInt number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%04d - ", number.getAsInt()) : "";
    }

    private static String padded(MatchResult number) {
        String digits = number.group();
        return digits.length() >= DIGITS ? digits : "0".repeat(DIGITS - digits.length()) + digits;
    }
}
