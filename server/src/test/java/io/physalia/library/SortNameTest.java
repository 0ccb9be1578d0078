package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The Film     | film                    | the film",
                "A Film       | film                    | a film",
                "Another Film | another film            | another film",
                "The          | the                     | the",
                "Film 2       | film 0000000002         | film 2",
                "Amélie       | amelie                  | amelie",
                "Ångström     | angstrom                | angstrom",
                "Se7en: (cut) | se0000000007en cut      | se7en cut",
                "???          | ???                     | ???",
                "東京物語      | 東京物語                 | 東京物語",
            })
    void namesAreFolded(String name, String sorted, String searched) {
        assertThat(SortName.sorted(name)).isEqualTo(sorted);
        assertThat(SortName.searched(name)).isEqualTo(searched);
    }
}
