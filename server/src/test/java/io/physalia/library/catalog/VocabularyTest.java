package io.physalia.library.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private final Vocabulary films = new Vocabulary(List.of(
            "matrix", "amelie", "amelia", "spiderman", "spider", "man", "alien", "aliens", "interstellar", "42"));

    @Test
    void whatHoldsTheWordOrIsASlipOrTwoAwayIsNear() {
        assertThat(films.near("spider"))
                .as("what begins with it is found without")
                .isEmpty();
        assertThat(films.near("iderm")).containsExactly("spiderman");
        assertThat(films.near("matrxi")).containsExactly("matrix");
        assertThat(films.near("amelio")).containsExactlyInAnyOrder("amelie", "amelia");
        assertThat(films.near("inerstelar")).containsExactly("interstellar");
        assertThat(films.near("alein")).containsExactlyInAnyOrder("alien", "aliens");
    }

    @Test
    void theBeginningOfALongWordMayHaveASlip() {
        assertThat(films.near("intrestell")).containsExactly("interstellar");
        assertThat(films.near("imterst")).containsExactly("interstellar");
        assertThat(films.near("itn")).as("too short for slips").isEmpty();
    }

    @Test
    void ofManyTheNearestAreGiven() {
        List<String> many = new ArrayList<>();
        for (char first = 'a'; first <= 'z'; first++) {
            for (char last = 'a'; last <= 'z'; last++) {
                many.add(first + "lie" + last);
            }
        }
        assertThat(new Vocabulary(many).near("alien"))
                .hasSize(50)
                .allMatch(word -> SlipsTest.between("alien", word) == 1);
        many.add("zalienz");
        for (int i = 0; i < 100; i++) {
            many.add("x" + i + "alienating" + i);
        }
        assertThat(new Vocabulary(many).near("alien")).hasSize(60).contains("zalienz");
    }

    /** Looking at letters first leaves nothing out. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void itIsAsIfEveryWordWereComparedInFull(long seed) {
        Random random = new Random(seed);
        Set<String> words = new HashSet<>();
        while (words.size() < 300) {
            words.add(word(random, 2 + random.nextInt(8)));
        }
        Vocabulary vocabulary = new Vocabulary(List.copyOf(words));
        for (int i = 0; i < 300; i++) {
            String typed = word(random, 3 + random.nextInt(7));
            Set<String> expected = new HashSet<>();
            words.stream().filter(word -> isNear(typed, word)).forEach(expected::add);
            if (expected.size() <= 60) {
                assertThat(vocabulary.near(typed))
                        .as("seed %d: %s", seed, typed)
                        .isEqualTo(expected);
            }
        }
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abcé".charAt(random.nextInt(4)));
        }
        return word.toString();
    }

    private static boolean isNear(String typed, String word) {
        int slips = typed.length() < 4 ? 0 : typed.length() < 7 ? 1 : 2;
        String beginning = word.substring(0, Math.min(word.length(), typed.length()));
        boolean isSlip = slips > 0
                && (SlipsTest.between(typed, word) <= slips
                        || (typed.length() > 4 && SlipsTest.between(typed, beginning) <= 1));
        return !word.startsWith(typed) && (word.contains(typed) || isSlip);
    }
}
