package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovieNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The Film (2010)                            | The Film                | 2010",
                "The Film                                   | The Film                | ",
                "The.Film.2010.1080p.BluRay.x264-GRP        | The Film                | 2010",
                "The_Film_(2010)_1080p                      | The Film                | 2010",
                "The Film 1080p WEB-DL                      | The Film                | ",
                "2001 A Space Odyssey (1968)                | 2001 A Space Odyssey    | 1968",
                "2001.A.Space.Odyssey.1968.2160p.UHD        | 2001 A Space Odyssey    | 1968",
                "2012 (2009)                                | 2012                    | 2009",
                "1917                                       | 1917                    | ",
                "1917.2019.720p                             | 1917                    | 2019",
                "Blade Runner 2049 (2017) [2160p]           | Blade Runner 2049       | 2017",
                "Film [tmdbid-12] (1999)                    | Film                    | 1999",
                "Wall-E (2008)                              | Wall-E                  | 2008",
                "Mr. & Mrs. Smith (2005)                    | Mr. & Mrs. Smith        | 2005",
                "A.I. Artificial Intelligence (2001)        | A.I. Artificial Intelligence | 2001",
                "Amélie (2001) - Director's Cut             | Amélie                  | 2001",
                "(500) Days of Summer (2009)                | (500) Days of Summer    | 2009",
                "[REC] (2007) | [REC] | 2007",
                "1080p                                      | 1080p                   | ",
                "千と千尋の神隠し (2001)                       | 千と千尋の神隠し          | 2001",
            })
    void titleAndYearAreRead(String name, String title, String year) {
        MovieName read = MovieName.parse(name);
        assertThat(read.title()).isEqualTo(title);
        assertThat(read.year().isPresent() ? Integer.toString(read.year().getAsInt()) : null)
                .isEqualTo(year);
    }

    @Test
    void providerIdsAreReadInTheirManyForms() {
        assertThat(MovieName.parse("Film (2010) [tmdbid-123] {imdb-tt0816692} [tvdbid=9]"))
                .satisfies(name -> assertThat(name.providerIds())
                        .isEqualTo(Map.of("Tmdb", "123", "Imdb", "tt0816692", "Tvdb", "9")))
                .satisfies(name -> assertThat(name.title()).isEqualTo("Film"));
        assertThat(MovieName.parse("Film [anidbid-1]").providerIds()).isEmpty();
    }
}
