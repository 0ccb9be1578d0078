package io.physalia.library.catalog;

/** How many slips lie between two words: a letter wrong, missing or too many, or two neighbours exchanged (optimal string alignment). */
final class Slips {
    private Slips() {}

    static int between(String a, String b) {
        int[] last = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + wrong);
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (exchanged) {
                    row[j] = Math.min(row[j], last[j - 2] + 1);
                }
            }
            last = previous;
            previous = row;
        }
        return previous[b.length()];
    }
}
