package io.physalia.library.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoNameTest {
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
                "Film [1080p]                               | Film                    | ",
                "Film (2010) - Part 2                       | Film                    | 2010",
                "Show (2008-2013)                           | Show                    | 2008",
                "Show (2019-)                               | Show                    | 2019",
                "Film.3D.HSBS.2013                          | Film                    | 2013",
                "Film (2012).3D.FTAB                        | Film                    | 2012",
                "Film 2003 extended                         | Film                    | 2003",
                "300                                        | 300                     | ",
                "300 (2006)                                 | 300                     | 2006",
                "1984 (1984)                                | 1984                    | 1984",
                "[Group] Film (2005) [BD]                   | Film                    | 2005",
                "Mission.Impossible.1996                    | Mission Impossible      | 1996",
                "Se7en (1995) {imdb-tt0114369}              | Se7en                   | 1995",
                "M                                          | M                       | ",
                "Film - 4K                                  | Film                    | ",
                "Multi Pass                                 | Multi Pass              | ",
                "千と千尋の神隠し (2001)                       | 千と千尋の神隠し          | 2001",
            })
    void titleAndYearAreRead(String name, String title, String year) {
        VideoName read = VideoName.parse(name);
        assertThat(read.title()).isEqualTo(title);
        assertThat(read.year().isPresent() ? Integer.toString(read.year().getAsInt()) : null)
                .isEqualTo(year);
    }

    @Test
    void providerIdsAreReadInTheirManyForms() {
        assertThat(VideoName.parse("Film (2010) [tmdbid-123] {imdb-tt0816692} [tvdbid=9]"))
                .satisfies(name -> assertThat(name.providerIds())
                        .isEqualTo(Map.of("Tmdb", "123", "Imdb", "tt0816692", "Tvdb", "9")))
                .satisfies(name -> assertThat(name.title()).isEqualTo("Film"));
    }
}
