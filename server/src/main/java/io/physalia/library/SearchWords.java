package io.physalia.library;

import java.util.LinkedHashSet;
import java.util.Set;

/** Names taken apart for searching: into folded words, and words into trigrams. */
public final class SearchWords {
    private static final int MOST_WORDS = 24;
    private static final int LONGEST = 48;

    private SearchWords() {}

    /** The distinct words of a text, in order. */
    public static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : SortName.searched(text).split(" ")) {
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word.substring(0, Math.min(LONGEST, word.length())));
            }
        }
        return words;
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
