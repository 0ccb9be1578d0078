package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
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

    @ParameterizedTest
    @CsvSource({
        "AUDIO, 0001 - 0002 - end",
        "EPISODE, 0001 - 0002 - end",
        "SEASON, 0002 - end",
        "MOVIE, end",
    })
    void whatHasAPlaceIsSortedByItFirst(ItemKind kind, String sorted) {
        Metadata metadata = Metadata.builder("The End")
                .parentIndexNumber(OptionalInt.of(1))
                .indexNumber(OptionalInt.of(2))
                .build();

        assertThat(ItemColumns.sortName(kind, metadata)).isEqualTo(sorted);
        assertThat(ItemColumns.sortName(
                        kind,
                        metadata.toBuilder()
                                .forcedSortName(Optional.of("The End"))
                                .build()))
                .isEqualTo("end");
    }
}
