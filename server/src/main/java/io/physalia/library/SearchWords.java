package io.physalia.library;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names taken apart for searching: into folded words, and words into trigrams. */
public final class SearchWords {
    private static final int MOST_WORDS = 24;
    private static final int LONGEST = 48;

    /** Letters that Unicode does not take apart into another and a mark, as who has no such key types them. */
    private static final Map<Integer, String> LETTERS = Map.of(
            (int) 'æ', "ae", (int) 'œ', "oe", (int) 'ø', "o", (int) 'ł', "l", (int) 'đ', "d", (int) 'ð', "d", (int) 'þ',
            "th", (int) 'ß', "ss", (int) 'ħ', "h", (int) 'ı', "i");

    private SearchWords() {}

    /** The distinct words of what somebody typed, in order. */
    public static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        add(words, SortName.searched(text).split(" "));
        return words;
    }

    /** The distinct words of a name. One that punctuation divides is there in one piece, too: {@code spider}, {@code man}, {@code spiderman}. */
    static Set<String> ofName(String name) {
        Set<String> words = new LinkedHashSet<>(words(name));
        for (String compound : name.split("\\s+")) {
            String[] parts = SortName.searched(compound).split(" ");
            if (parts.length > 1) {
                add(words, String.join("", parts));
            }
        }
        return words;
    }

    private static void add(Set<String> words, String... more) {
        for (String each : more) {
            String word = bare(each);
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word.substring(0, Math.min(LONGEST, word.length())));
            }
        }
    }

    private static String bare(String word) {
        return word.codePoints()
                .mapToObj(letter -> LETTERS.getOrDefault(letter, Character.toString(letter)))
                .collect(Collectors.joining());
    }

    /** Every three neighbouring characters; the beginning counts more than the end: two blanks go before, one behind. */
    public static Set<String> trigrams(String word) {
        String padded = "  " + word + " ";
        Set<String> trigrams = new LinkedHashSet<>();
        for (int i = 0; i + 3 <= padded.length(); i++) {
            trigrams.add(padded.substring(i, i + 3));
        }
        return trigrams;
    }
}
