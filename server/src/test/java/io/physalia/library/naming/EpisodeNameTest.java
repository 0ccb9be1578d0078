package io.physalia.library.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpisodeNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // name                                  | folder | season | episode | last | title
                "Show S01E02                             |        | 1      | 2       |      | ",
                "Show.S01E02.The.Title.1080p.WEB-DL      |        | 1      | 2       |      | The Title",
                "Show - S01E02 - The Title               |        | 1      | 2       |      | The Title",
                "Show (2010) - s1e2 - Title [1080p]      |        | 1      | 2       |      | Title",
                "S01E02                                  |        | 1      | 2       |      | ",
                "Show s01.e02                            |        | 1      | 2       |      | ",
                "Show s01_e02                            |        | 1      | 2       |      | ",
                "Show S01 - E02                          |        | 1      | 2       |      | ",
                "Show [S01][E02]                         |        | 1      | 2       |      | ",
                "Show [S01E02] Title                     |        | 1      | 2       |      | Title",
                "Show S01xE02                            |        | 1      | 2       |      | ",
                "Show S01EP02                            |        | 1      | 2       |      | ",
                "Show S2016E129                          |        | 2016   | 129     |      | ",
                "Show S00E01 Pilot                       |        | 0      | 1       |      | Pilot",
                "Show S01E01-E03                         |        | 1      | 1       | 3    | ",
                "Show S01E01-03                          |        | 1      | 1       | 3    | ",
                "Show S01E01E02                          |        | 1      | 1       | 2    | ",
                "Show S01E01E02E03 Title                 |        | 1      | 1       | 3    | Title",
                "Show S01E01-S01E03                      |        | 1      | 1       | 3    | ",
                "Show S01E23-24-26                       |        | 1      | 23      | 26   | ",
                "Show S01E01xE02                         |        | 1      | 1       | 2    | ",
                "Show S01E01 - E02 - Title               |        | 1      | 1       | 2    | Title",
                "Show S01E01.E02.Title                   |        | 1      | 1       | 2    | Title",
                "Show S01E01&E02                         |        | 1      | 1       | 2    | ",
                "show-s09e14-1080p                       |        | 9      | 14      |      | ",
                "show-s09e14-720p.web                    |        | 9      | 14      |      | ",
                "Show S01E02a                            |        | 1      | 2       |      | ",
                "S01E01 1-23-45 [Bluray-1080p]           |        | 1      | 1       |      | 1-23-45",
                "Season 1 Episode 2                      |        | 1      | 2       |      | ",
                "Show Season 1 - Episode 2               |        | 1      | 2       |      | ",
                "Show s3 e9 - Title                      |        | 3      | 9       |      | Title",
                "Show 1x02                               |        | 1      | 2       |      | ",
                "Show - 1x02 - Title                     |        | 1      | 2       |      | Title",
                "1x02x03 Title                           |        | 1      | 2       | 3    | Title",
                "Show 1x02-1x04                          |        | 1      | 2       | 4    | ",
                "Show 01x02-03                           |        | 1      | 2       | 3    | ",
                "Show 1x02-x03                           |        | 1      | 2       | 3    | ",
                "Show Special (1920x1080) S00E03         |        | 0      | 3       |      | ",
                "Show 2x05 [1280x720]                    |        | 2      | 5       |      | ",
                "Show EP03                               |        |        | 3       |      | ",
                "Show Ep. 03                             |        |        | 3       |      | ",
                "Show ep_04                              |        |        | 4       |      | ",
                "Episode 16                              |        |        | 16      |      | ",
                "Episode 16 - Title                      |        |        | 16      |      | Title",
                "Show.E05.Title                          |        |        | 5       |      | Title",
                "Show - 101                              |        |        | 101     |      | ",
                "Show - 101 [720p]                       |        |        | 101     |      | ",
                "[Group] Show - 04 [1080p][AABBCCDD]     |        |        | 4       |      | ",
                "[Group] Show - 04v2 [1080p]             |        |        | 4       |      | ",
                "[Group] Show 2 - 07 - Title             |        |        | 7       |      | Title",
                "[Group][Show][21][1080p][FLAC]          |        |        | 21      |      | ",
                "[Group] Show [04][BDRIP]                |        |        | 4       |      | ",
                "One Piece - 1015 [1080p]                |        |        | 1015    |      | ",
                "01                                      | 2      |        | 1       |      | ",
                "01 - Title                              | 2      |        | 1       |      | Title",
                "01.Title                                | 2      |        | 1       |      | Title",
                "01 Title                                | 2      |        | 1       |      | Title",
                "01-02 Title                             | 2      |        | 1       | 2    | Title",
                "3-Title                                 | 2      |        | 3       |      | Title",
                "Show.102.Title                          |        | 1      | 2       |      | Title",
                "show_1204                               |        | 12     | 4       |      | ",
                "Show.102                                | 1      | 1      | 2       |      | ",
                "Show.102                                | 3      | 3      | 102     |      | ",
                "Show 889                                |        |        | 889     |      | ",
                "Foo Bar 89                              | 4      |        | 89      |      | ",
                "Show (2011) pt 2                        |        |        | 2       |      | ",
                "Show [tmdbid-12345] S01E03              |        | 1      | 3       |      | ",
                "2 Broke Girls S01E04                    |        | 1      | 4       |      | ",
                "24 S02E05                               |        | 2      | 5       |      | ",
                "Sh1x 3x04                               |        | 3      | 4       |      | ",
            })
    void numbersAndTitlesAreRead(
            String name,
            @Nullable Integer folder,
            @Nullable Integer season,
            @Nullable Integer episode,
            @Nullable Integer last,
            @Nullable String title) {
        assertThat(EpisodeName.parse(name, optional(folder)))
                .isEqualTo(new EpisodeName(
                        optional(season),
                        optional(episode),
                        optional(last),
                        Optional.empty(),
                        title == null ? "" : title));
    }

    @ParameterizedTest
    @CsvSource({
        "Show 2016-11-14, 2016-11-14",
        "show.2017.04.20.guest.720p.hdtv, 2017-04-20",
        "Show_2017_04_20, 2017-04-20",
        "Show - 14.11.2016, 2016-11-14",
        "20-04-2017 Show, 2017-04-20",
    })
    void daysAreRead(String name, LocalDate date) {
        EpisodeName read = EpisodeName.parse(name, OptionalInt.empty());
        assertThat(read.airDate()).contains(date);
        assertThat(read.episode()).isEmpty();
        assertThat(read.isKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Show",
                "Show 1080p",
                "Show.720p.x264",
                "Show (2015)",
                "Show 2015",
                "Show.2015.1080p",
                "Making of the Show",
                "Show 1920x1080",
                "Show 2016-13-45",
                "Extended",
            })
    void whatNamesNoEpisodeIsNone(String name) {
        assertThat(EpisodeName.parse(name, OptionalInt.empty())).isEqualTo(EpisodeName.NONE);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
