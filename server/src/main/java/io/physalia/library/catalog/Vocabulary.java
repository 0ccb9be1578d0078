package io.physalia.library.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All words that items are found by, in memory: to look at each of them takes a fraction of the time that asking the database for those with the same trigrams does. Thread-safe.
 */
final class Vocabulary {
    private static final int MOST_NEAR = 60;

    /** Of so many typed words it is remembered what is near: whoever searches is asked several times with each letter, once for each kind of item. */
    private static final int MOST_REMEMBERED = 2_000;

    private static final Comparator<Near> BEST_FIRST = Comparator.comparingInt(Near::slips)
            .thenComparingInt(near -> near.word().length())
            .thenComparing(Near::word);

    private final String[] words;
    /** Which letters are in each word: most words are told apart by these alone. */
    private final long[] letters;

    private final Map<String, Set<String>> remembered = new ConcurrentHashMap<>();

    Vocabulary(List<String> all) {
        this.words = all.toArray(String[]::new);
        this.letters = all.stream().mapToLong(Vocabulary::letters).toArray();
    }

    /** @param slips how far it is from what was typed */
    private record Near(String word, int slips) {}

    /**
     * Words that a typed one may stand for, but for those that begin with it: that hold it, or from which one or two slips lie between. The nearest, if there are many.
     *
     * @param typed folded as words are, not empty
     */
    Set<String> near(String typed) {
        Set<String> known = remembered.get(typed);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        Set<String> found = find(typed);
        remembered.put(typed, found);
        return found;
    }

    private Set<String> find(String typed) {
        long wanted = letters(typed);
        int slips = slips(typed);
        Slips typedSlips = new Slips(typed);
        List<Near> near = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            int missing = Long.bitCount(wanted & ~letters[i]);
            if (missing <= slips && !words[i].startsWith(typed)) {
                int distance = distance(typed, words[i], slips, typedSlips);
                if (distance <= slips) {
                    near.add(new Near(words[i], distance));
                }
            }
        }
        near.sort(BEST_FIRST);
        return near.stream().limit(MOST_NEAR).map(Near::word).collect(Collectors.toUnmodifiableSet());
    }

    private static int slips(String word) {
        return word.length() < 4 ? 0 : word.length() < 7 ? 1 : 2;
    }

    /** Zero if the word holds what was typed; more than {@code most} if it is too far away. Also when just the beginning of a longer word was typed. */
    private static int distance(String typed, String word, int most, Slips slips) {
        if (word.length() > typed.length() && word.contains(typed)) {
            return 0;
        }
        if (most == 0) {
            return 1;
        }
        int excess = word.length() - typed.length();
        int whole = Math.abs(excess) > most ? most + 1 : slips.to(word, word.length());
        if (whole > 1 && excess > 0 && typed.length() > 4 && mayBegin(typed, word)) {
            int begun = slips.to(word, typed.length());
            return begun <= 1 ? Math.min(whole, begun) : whole;
        }
        return whole;
    }

    /** With one slip at most, one of the first two letters is in its place, or next to it. */
    private static boolean mayBegin(String typed, String word) {
        return typed.charAt(0) == word.charAt(0)
                || typed.charAt(1) == word.charAt(1)
                || typed.charAt(1) == word.charAt(0)
                || typed.charAt(0) == word.charAt(1);
    }

    private static long letters(String word) {
        long all = 0;
        for (int i = 0; i < word.length(); i++) {
            all |= 1L << word.charAt(i);
        }
        return all;
    }
}
