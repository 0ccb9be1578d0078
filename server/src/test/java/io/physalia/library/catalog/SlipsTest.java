package io.physalia.library.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlipsTest {
    /** The whole table, cell by cell. */
    static int between(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cell(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int cell(int[][] table, String a, String b, int i, int j) {
        int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int slips = Math.min(Math.min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + wrong);
        boolean isExchanged =
                i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isExchanged ? Math.min(slips, table[i - 2][j - 2] + 1) : slips;
    }

    @ParameterizedTest
    @CsvSource({
        "matrix,matrix,0",
        "matrix,matirx,1",
        "matrix,matrx,1",
        "matrix,matriix,1",
        "matrix,matsix,1",
        "ca,abc,3",
        "été,ete,2",
        "été,éét,1",
        "a,b,1",
        "a,abcdef,5"
    })
    void aSlipIsALetterWrongMissingOrTooManyOrTwoExchanged(String typed, String word, int expected) {
        assertThat(new Slips(typed).to(word, word.length())).isEqualTo(expected);
        assertThat(between(typed, word)).isEqualTo(expected);
    }

    @Test
    void itIsAsIfEveryCellWereWorkedOut() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String typed = word(random, 1 + random.nextInt(i % 100 == 0 ? 64 : 12));
            String word = word(random, random.nextInt(i % 100 == 0 ? 80 : 14));
            int length = random.nextInt(word.length() + 1);
            assertThat(new Slips(typed).to(word, length))
                    .as("%s to %s of %d", typed, word, length)
                    .isEqualTo(between(typed, word.substring(0, length)));
        }
    }

    @Test
    void aWordThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slips(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slips("x".repeat(65)));
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        random.ints(length, 0, 5).forEach(letter -> word.append("abcéж".charAt(letter)));
        return word.toString();
    }
}
