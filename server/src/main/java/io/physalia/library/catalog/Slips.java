package io.physalia.library.catalog;

/**
 * How many slips lie between a typed word and others: a letter wrong, missing or too many, or two neighbours exchanged (optimal string alignment). A column of the table of distances
 * is worked out at once, in the bits of a few numbers (Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003). Immutable.
 */
final class Slips {
    private static final int ASCII = 128;

    private final String typed;

    /** For each letter the places at which it was typed. */
    private final long[] places = new long[ASCII];

    /** @param typed 1 to 64 characters */
    Slips(String typed) {
        if (typed.isEmpty() || typed.length() > Long.SIZE) {
            throw new IllegalArgumentException("a word of " + typed.length() + " characters (expected: 1 to 64)");
        }
        this.typed = typed;
        for (char letter = 0; letter < ASCII; letter++) {
            places[letter] = scan(letter);
        }
    }

    private long scan(char letter) {
        long found = 0;
        for (int at = typed.indexOf(letter); at >= 0; at = typed.indexOf(letter, at + 1)) {
            found |= 1L << at;
        }
        return found;
    }

    /** The slips between the typed word and the beginning of another; {@code length} is that of the beginning. */
    int to(String word, int length) {
        long end = 1L << (typed.length() - 1);
        // Where a column of the table goes up by one, and where it goes down; then along its diagonal.
        long up = -1;
        long down = 0;
        long same = 0;
        long before = 0;
        int slips = typed.length();
        for (int i = 0; i < length; i++) {
            char letter = word.charAt(i);
            long here = letter < ASCII ? places[letter] : scan(letter);
            long exchanged = ((~same & here) << 1) & before;
            same = (((here & up) + up) ^ up) | here | down | exchanged;
            long right = down | ~(same | up);
            long left = same & up;
            slips += ((right & end) == 0 ? 0 : 1) - ((left & end) == 0 ? 0 : 1);
            right = (right << 1) | 1;
            up = (left << 1) | ~(same | right);
            down = right & same;
            before = here;
        }
        return slips;
    }
}
