package io.physalia.library.catalog;

import java.util.Arrays;

/** How many slips lie between two words: a letter wrong, missing or too many, or two neighbours exchanged (optimal string alignment). */
final class Slips {
    /** More than there can be, with room for one more. */
    private static final int FAR = 1_000_000;

    private Slips() {}

    static int between(String a, String b) {
        return within(a, b, b.length(), Math.max(a.length(), b.length()));
    }

    /**
     * The slips between a word and the beginning of another, if there are at most so many; else more than that. Looks only at places that can still count.
     *
     * @param length of the beginning of {@code b}
     */
    static int within(String a, String b, int length, int most) {
        if (Math.abs(a.length() - length) > most) {
            return most + 1;
        }
        int[] last = new int[length + 1];
        int[] previous = new int[length + 1];
        int[] row = new int[length + 1];
        for (int j = 0; j <= length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int from = Math.max(1, i - most);
            int to = Math.min(length, i + most);
            Arrays.fill(row, FAR);
            row[0] = i;
            int best = from == 1 ? i : FAR;
            for (int j = from; j <= to; j++) {
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int slips = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + wrong);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = exchanged ? Math.min(slips, last[j - 2] + 1) : slips;
                best = Math.min(best, row[j]);
            }
            if (best > most) {
                return most + 1;
            }
            int[] free = last;
            last = previous;
            previous = row;
            row = free;
        }
        return previous[length];
    }
}
