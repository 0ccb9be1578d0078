package io.physalia.library.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything but titles and episodes. */
class NamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Season 1           | Show      | 1",
                "Season 01          | Show      | 1",
                "season 12          | Show      | 12",
                "Season 1 (2010)    | Show      | 1",
                "Season 2001        | Show      | 2001",
                "Season.3           | Show      | 3",
                "S01                | Show      | 1",
                "s2                 | Show      | 2",
                "S2024              | Show      | 2024",
                "S01 - The Start    | Show      | 1",
                "Show S03           | Show      | 3",
                "Show - Season 4    | Show      | 4",
                "Show Season 4 1080p| Show      | 4",
                "1                  | Show      | 1",
                "02                 | Show      | 2",
                "Specials           | Show      | 0",
                "specials           | Show      | 0",
                "Season 0           | Show      | 0",
                "Season 00          | Show      | 0",
                "Staffel 2          | Show      | 2",
                "2. Staffel         | Show      | 2",
                "Saison 3           | Show      | 3",
                "Temporada 4        | Show      | 4",
                "Stagione 5         | Show      | 5",
                "Säsong 1           | Show      | 1",
                "Sæson 1            | Show      | 1",
                "Seizoen 2          | Show      | 2",
                "Сезон 1            | Show      | 1",
                "시즌 3              | Show      | 3",
                "シーズン 2          | Show      | 2",
                "2nd Season         | Show      | 2",
                "Series 7           | Show      | 7",
                "Season 1 [tvdbid-5]| Show      | 1",
                "24                 | 24        | 24",
                "24 Season 2        | 24        | 2",
                "Show S01E02        | Show      | ",
                "Season 1 Episode 2 | Show      | ",
                "Bonus              | Show      | ",
                "Seasons            | Show      | ",
                "Behind the Scenes  | Show      | ",
            })
    void seasonsAreRead(String folder, String series, @Nullable Integer number) {
        assertThat(SeasonName.parse(folder, series))
                .isEqualTo(number == null ? OptionalInt.empty() : OptionalInt.of(number));
    }

    @ParameterizedTest
    @CsvSource({
        "trailer.mp4, TRAILER",
        "sample.mkv, SAMPLE",
        "Film-trailer.mp4, TRAILER",
        "Film.trailer.mp4, TRAILER",
        "Film_trailer.mp4, TRAILER",
        "Film trailer.mp4, TRAILER",
        "Film-trailer2.mp4, TRAILER",
        "Film-sample.mkv, SAMPLE",
        "A-scene.mkv, SCENE",
        "A-clip.mkv, CLIP",
        "A-interview.mkv, INTERVIEW",
        "A-behindthescenes.mkv, BEHIND_THE_SCENES",
        "A-deleted.mkv, DELETED_SCENE",
        "A-deletedscene.mkv, DELETED_SCENE",
        "A-featurette.mkv, FEATURETTE",
        "A-short.mkv, SHORT",
        "A-other.mkv, UNKNOWN",
        "A-extra.mkv, UNKNOWN",
        "theme.mp3, THEME_SONG",
        "Film-TRAILER.MP4, TRAILER",
    })
    void extrasAreToldByTheirFile(String file, ExtraType type) {
        assertThat(ExtraType.ofFile(file)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Trailer Park Boys.mkv",
                "Film.mkv",
                "Deleted.mkv",
                "The Scene.mkv",
                "theme.mkv",
                "trailer.srt",
                "Big Short.mkv",
                "Samples.mkv"
            })
    void filmsAreNoExtras(String file) {
        assertThat(ExtraType.ofFile(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "trailers, TRAILER",
        "Behind The Scenes, BEHIND_THE_SCENES",
        "deleted scenes, DELETED_SCENE",
        "interviews, INTERVIEW",
        "scenes, SCENE",
        "samples, SAMPLE",
        "shorts, SHORT",
        "featurettes, FEATURETTE",
        "clips, CLIP",
        "other, UNKNOWN",
        "Extras, UNKNOWN",
        "theme-music, THEME_SONG",
        "backdrops, THEME_VIDEO",
    })
    void extrasAreToldByTheirFolder(String folder, ExtraType type) {
        assertThat(ExtraType.ofFolder(folder)).contains(type);
        assertThat(ExtraType.ofFolder("The " + folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Making of-behindthescenes.mkv, Making of",
        "Film-trailer2.mkv, Film2",
        "trailer.mkv, trailer",
        "Some.Clip-clip.mkv, Some Clip",
    })
    void extrasHaveTitles(String file, String title) {
        assertThat(ExtraType.title(file)).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({
        "Film-cd1, Film, cd, 1",
        "Film cd2, Film, cd, 2",
        "Film.CD3, Film, cd, 3",
        "Film (2010) - part1, Film (2010), part, 1",
        "Film (2010)-part-2, Film (2010), part, 2",
        "Film pt 3, Film, pt, 3",
        "Film disc1, Film, disc, 1",
        "Film disk a, Film, disk, 1",
        "Film dvd_b, Film, dvd, 2",
        "Film (2010) [part 2], Film (2010), part, 2",
        "Film (2010)cd1, Film (2010), cd, 1",
        "Show S02E03 Part 1, Show S02E03, part, 1",
    })
    void partsAreRead(String base, String stack, String type, int number) {
        assertThat(PartName.find(base)).hasValueSatisfying(part -> {
            assertThat(part.stack()).isEqualTo(stack);
            assertThat(part.type()).isEqualTo(type);
            assertThat(part.number()).isEqualTo(number);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Film", "cd1", "Part 2", "Film apart 1 more", "Film part one", "Departed", "Film cd1 extended"})
    void otherNamesAreNoParts(String base) {
        assertThat(PartName.find(base)).isEmpty();
    }

    @Test
    void onlyPartsOfOneKindStack() {
        PartName one = PartName.find("Film-cd1").orElseThrow();
        assertThat(one.stacksWith(PartName.find("film-cd2").orElseThrow())).isTrue();
        assertThat(one.stacksWith(PartName.find("Film-part2").orElseThrow())).isFalse();
        assertThat(one.stacksWith(PartName.find("Film-cda").orElseThrow())).isFalse();
        assertThat(one.stacksWith(PartName.find("Other-cd2").orElseThrow())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "Film.3D.HSBS            | HALF_SIDE_BY_SIDE",
                "Film.3d.sbs             | HALF_SIDE_BY_SIDE",
                "Film 3D FSBS            | FULL_SIDE_BY_SIDE",
                "Film_3D_htab            | HALF_TOP_AND_BOTTOM",
                "Film-3d-ftab            | FULL_TOP_AND_BOTTOM",
                "Film (2010) - 3D.hsbs   | HALF_SIDE_BY_SIDE",
                "Film [3D][tab]          | HALF_TOP_AND_BOTTOM",
                "Film mvc                | MVC",
                "Film sbs3d              | FULL_SIDE_BY_SIDE",
                "Film                    | none",
                "Film tab                | none",
                "Film 3D                 | none",
                "Hsbsomething            | none",
            })
    void threeDimensionsAreTold(String name, @Nullable Video3D format) {
        assertThat(Video3D.find(name)).isEqualTo(Optional.ofNullable(format));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "Film (2010)                     | ''",
                "Film (2010) - 1080p             | 1080p",
                "Film (2010) - [1080p]           | 1080p",
                "Film (2010) - Director's Cut    | Director's Cut",
                "Film (2010) [Director's Cut]    | Director's Cut",
                "Film (2010)-4K                  | 4K",
                "Film (2010)_4K                  | 4K",
                "Film (2010).1080p               | 1080p",
                "film (2010) - Extended          | Extended",
                "Film (2010) 2                   | none",
                "Film 2 (2010)                   | none",
                "Other                           | none",
            })
    void versionsStartWithTheirFolder(String base, @Nullable String label) {
        assertThat(VersionName.find("Film (2010)", base).map(VersionName::label))
                .isEqualTo(Optional.ofNullable(label));
    }

    @Test
    void versionsAreSortedByResolutionThenName() {
        List<String> labels = List.of("Extended", "720p", "2160p", "Cinematic", "", "1080p", "360p").stream()
                .map(VersionName::new)
                .sorted(VersionName.ORDER)
                .map(VersionName::label)
                .toList();
        assertThat(labels).containsExactly("", "2160p", "1080p", "720p", "360p", "Cinematic", "Extended");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                // file                      | title              | language | flags
                "Film.srt                    |                    |          | ",
                "Film.en.srt                 |                    | eng      | ",
                "Film.eng.srt                |                    | eng      | ",
                "Film.English.srt            |                    | eng      | ",
                "Film.default.srt            |                    |          | D",
                "Film.default.en.forced.ass  |                    | eng      | DF",
                "Film.foreign.de.srt         |                    | ger      | F",
                "Film.en.sdh.srt             |                    | eng      | H",
                "Film.en.cc.vtt              |                    | eng      | H",
                "Film.en.hi.srt              |                    | eng      | H",
                "Film.hi.srt                 |                    | hin      | ",
                "Film.hi.en.srt              |                    | eng      | H",
                "Film.fr.srt                 |                    | fre      | ",
                "Film.fra.srt                |                    | fre      | ",
                "Film.pt-BR.srt              |                    | por      | ",
                "Film.zh-Hans.srt            |                    | chi      | ",
                "Film.Director.en.srt        | Director           | eng      | ",
                "Film.commentary.ja.srt      | commentary         | jpn      | ",
                "Film.A.B.srt                | A.B                |          | ",
                "FILM.EN.SRT                 |                    | eng      | ",
                "Film.xx.srt                 | xx                 |          | ",
            })
    void subtitlesAreRead(String file, @Nullable String title, @Nullable String language, @Nullable String flags) {
        assertThat(SidecarName.find("Film", file)).hasValueSatisfying(sidecar -> {
            String read = (sidecar.isDefault() ? "D" : "")
                    + (sidecar.isForced() ? "F" : "")
                    + (sidecar.isHearingImpaired() ? "H" : "");
            assertThat(sidecar.type()).isEqualTo(MediaType.SUBTITLE);
            assertThat(List.of(sidecar.title(), sidecar.language(), read))
                    .containsExactly(
                            title == null ? "" : title, language == null ? "" : language, flags == null ? "" : flags);
        });
    }

    @Test
    void soundBesideAFilmIsASidecar() {
        assertThat(SidecarName.find("Film", "Film.English Commentary.en.mp3"))
                .contains(new SidecarName(MediaType.AUDIO, "English Commentary", "eng", false, false, false));
        assertThat(SidecarName.find("Film", "Film.mka")).isPresent();
        for (String other : List.of("Film 2.en.srt", "Other.srt", "Film.nfo", "Film.jpg", "Film.mkv", "Film-x.srt")) {
            assertThat(SidecarName.find("Film", other)).as(other).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CD1              | 1",
                "cd 2             | 2",
                "Disc 3           | 3",
                "Disk-1           | 1",
                "Vol. 2           | 2",
                "Vol 2            | 2",
                "Volume 4         | 4",
                "Part 1           | 1",
                "Act 2            | 2",
                "Digital Media 1  | 1",
                "Album (Disc 2)   | 2",
                "Album - CD2      | 2",
                "Disc 1 - Live    | 1",
                "Album            | ",
                "Disco 2000       | ",
                "Act One          | ",
            })
    void discsAreRead(String folder, @Nullable Integer disc) {
        assertThat(DiscFolder.parse(folder)).isEqualTo(disc == null ? OptionalInt.empty() : OptionalInt.of(disc));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01 - Title          |   | 1  | Title",
                "01 Title            |   | 1  | Title",
                "01. Title           |   | 1  | Title",
                "1-05 Title          | 1 | 5  | Title",
                "2.11 - Title        | 2 | 11 | Title",
                "Title               |   |    | Title",
                "Some_Title          |   |    | Some Title",
                "1979                |   |    | 1979",
            })
    void tracksWithoutTagsAreRead(String base, @Nullable Integer disc, @Nullable Integer track, String title) {
        assertThat(TrackName.parse(base))
                .isEqualTo(new TrackName(
                        disc == null ? OptionalInt.empty() : OptionalInt.of(disc),
                        track == null ? OptionalInt.empty() : OptionalInt.of(track),
                        title));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Title                           | Title              |             |   | ",
                "Title (1999)                    | Title              |             |   | 1999",
                "Plastic Man #002 (1944)         | Plastic Man #002 (1944) | Plastic Man | 2 | 1944",
                "Comic (2008) #001 (of 12) (2009)| Comic (2008) #001 (of 12) (2009) | Comic | 1 | 2009",
                "Title (Series, #3) (2001)       | Title              | Series      | 3 | 2001",
                "3 - Title (2001)                | Title              |             | 3 | 2001",
                "3 - Title                       | Title              |             | 3 | ",
            })
    void booksAreRead(
            String base, String title, @Nullable String series, @Nullable Integer index, @Nullable Integer year) {
        assertThat(BookName.parse(base))
                .isEqualTo(new BookName(
                        title,
                        series == null ? "" : series,
                        index == null ? OptionalInt.empty() : OptionalInt.of(index),
                        year == null ? OptionalInt.empty() : OptionalInt.of(year)));
    }

    @Test
    void providerIdsAreReadInTheirManyForms() {
        assertThat(ProviderIds.parse("Film [tmdbid-1] {imdb-tt0816692} (tvdbid=9) [anidbid-4] [tmdbid-2]"))
                .isEqualTo(Map.of("Tmdb", "1", "Imdb", "tt0816692", "Tvdb", "9", "AniDB", "4"));
        assertThat(ProviderIds.parse("Film [tmdbid-x] [unknownid-1] tmdbid-5")).isEmpty();
        assertThat(ProviderIds.strip("Film [tmdbid-1] [Cut-2]")).isEqualTo("Film   [Cut-2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.avi              | a.avi            | false | IGNORED",
                "*.avi              | x/y/a.AVI        | false | IGNORED",
                "*.avi              | a.mkv            | false | NOTHING",
                "sample.mkv         | x/sample.mkv     | false | IGNORED",
                "specials/          | specials         | true  | IGNORED",
                "specials/          | specials         | false | NOTHING",
                "/a                 | a                | true  | IGNORED",
                "/a                 | b/a              | true  | NOTHING",
                "a/b                | a/b              | false | IGNORED",
                "a/b                | c/a/b            | false | NOTHING",
                "**/b               | c/a/b            | false | IGNORED",
                "a/**               | a/b/c            | false | IGNORED",
                "a/**/c             | a/c              | false | IGNORED",
                "a?c                | abc              | false | IGNORED",
                "[ab].mkv           | a.mkv            | false | IGNORED",
                "[!ab].mkv          | a.mkv            | false | NOTHING",
                "\\#x               | #x               | false | IGNORED",
                "(x).mkv            | (x).mkv          | false | IGNORED",
            })
    void ignorePatternsAreThoseOfGit(String pattern, String path, boolean isDirectory, IgnoreRules.Answer answer) {
        assertThat(IgnoreRules.parse(pattern).check(path, isDirectory)).isEqualTo(answer);
    }

    @Test
    void theLastIgnorePatternDecidesAndAnEmptyFileHidesAll() {
        IgnoreRules rules = IgnoreRules.parse("# comment\n*.mkv\n!keep.mkv\r\n\n[z-a]\n");
        assertThat(rules.check("a.mkv", false)).isEqualTo(IgnoreRules.Answer.IGNORED);
        assertThat(rules.check("keep.mkv", false)).isEqualTo(IgnoreRules.Answer.KEPT);
        assertThat(rules.hidesEverything()).isFalse();
        for (String content : List.of("", "  \n\n", "# only a comment")) {
            assertThat(IgnoreRules.parse(content).hidesEverything()).as(content).isTrue();
        }
    }

    @Test
    void hiddenAndSystemNamesAreSkipped() {
        for (String name : List.of(
                ".hidden",
                "@eaDir",
                "#recycle",
                "$RECYCLE.BIN",
                "lost+found",
                "System Volume Information",
                "Film.trickplay")) {
            assertThat(SkippedNames.skipsDirectory(name)).as(name).isTrue();
        }
        assertThat(SkippedNames.skipsDirectory("Films")).isFalse();
        assertThat(SkippedNames.skipsFile("._Film.mkv")).isTrue();
        assertThat(SkippedNames.skipsFile("Thumbs.db")).isTrue();
        assertThat(SkippedNames.skipsFile("Film.mkv")).isFalse();
    }

    @Test
    void extensionsSayWhatAFileHolds() {
        assertThat(MediaType.VIDEO.matches("a.MKV")).isTrue();
        assertThat(MediaType.VIDEO.matches("mkv")).isFalse();
        assertThat(MediaType.VIDEO.matches(".mkv")).isFalse();
        assertThat(MediaType.AUDIO.matches("a.flac")).isTrue();
        assertThat(MediaType.IMAGE.matches("a.b.webp")).isTrue();
        assertThat(MediaType.base("a.b.webp")).isEqualTo("a.b");
        assertThat(MediaType.base("a")).isEqualTo("a");
    }
}
