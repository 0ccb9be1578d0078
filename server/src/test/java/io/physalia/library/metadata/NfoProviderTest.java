package io.physalia.library.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.Credit;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NfoProviderTest {
    @TempDir
    Path directory = Path.of("");

    private Optional<Metadata> find(ItemKind kind, String text) throws IOException {
        return find(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Metadata> find(ItemKind kind, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("a.nfo"), content);
        return new NfoProvider()
                .find(new MetadataProvider.Subject(
                        kind, Metadata.builder("Known").build(), false, List.of(file), Optional.empty()));
    }

    private Metadata get(ItemKind kind, String text) throws IOException {
        return find(kind, text).orElseThrow();
    }

    @Test
    void aFilmIsReadWhole() throws IOException {
        Metadata film = get(ItemKind.MOVIE, """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <movie>
              <title>Tom & Jerry</title><originaltitle>Tom et Jerry</originaltitle><sorttitle>Jerry</sorttitle>
              <plot>A plot &amp; more.</plot><outline>Short</outline><tagline>Line</tagline>
              <premiered>2010-11-12</premiered><mpaa>PG</mpaa><customrating>12</customrating><runtime>90</runtime>
              <ratings><rating name="tomatometerallcritics"><value>87</value></rating>
                <rating name="imdb" max="10" default="true"><value>7,5</value></rating></ratings>
              <criticrating>61</criticrating>
              <genre>Drama / Crime</genre><genre>Noir</genre><studio>One</studio><studio>Two</studio>
              <tag>t</tag><style>s</style><country>France</country>
              <director>D One</director><credits>W One</credits><writer>W One</writer>
              <actor><name>A One</name><role>R</role></actor><actor><name>A Two</name><type>GuestStar</type></actor>
              <trailer>plugin://plugin.video.youtube/?action=play_video&videoid=abc-_1</trailer>
              <uniqueid type="tmdb">603</uniqueid><uniqueid type="imdb" default="true">tt0133093</uniqueid>
              <id>tt0133093</id><tvdbid></tvdbid><collectionnumber>5</collectionnumber>
              <lockdata>true</lockdata><lockedfields>Name|Genres</lockedfields>
              <language>en</language><countrycode>US</countrycode>
            </movie>
            """);
        assertThat(film.name()).isEqualTo("Tom & Jerry");
        assertThat(film.originalTitle()).contains("Tom et Jerry");
        assertThat(film.forcedSortName()).contains("Jerry");
        assertThat(film.overview()).contains("A plot & more.");
        assertThat(film.taglines()).containsExactly("Line");
        assertThat(film.productionYear()).hasValue(2010);
        assertThat(film.premiereDate()).contains(LocalDate.of(2010, 11, 12));
        assertThat(film.officialRating()).contains("PG");
        assertThat(film.customRating()).contains("12");
        assertThat(film.communityRating()).hasValue(7.5);
        assertThat(film.criticRating()).hasValue(61);
        assertThat(film.genres()).containsExactly("Drama", "Crime", "Noir");
        assertThat(film.studios()).containsExactly("One", "Two");
        assertThat(film.tags()).containsExactly("t", "s");
        assertThat(film.people())
                .containsExactly(
                        new Credit("A One", "Actor", "R"),
                        new Credit("A Two", "GuestStar", ""),
                        new Credit("D One", "Director", ""),
                        new Credit("W One", "Writer", ""));
        assertThat(film.remoteTrailers()).containsExactly("https://www.youtube.com/watch?v=abc-_1");
        assertThat(film.providerIds()).isEqualTo(Map.of("Tmdb", "603", "Imdb", "tt0133093", "TmdbCollection", "5"));
        assertThat(film.locked()).isTrue();
        assertThat(film.lockedFields()).containsExactly("Name", "Genres");
        assertThat(film.preferredLanguage()).contains("en");
    }

    @Test
    void seriesSeasonsAndEpisodesAreRead() throws IOException {
        Metadata series = get(
                ItemKind.SERIES,
                "<tvshow><title>S</title><id>79168</id><status>Ended</status><airs_time>20:00</airs_time><airs_dayofweek>Monday</airs_dayofweek>"
                        + "<displayorder>dvd</displayorder><enddate>2011-01-01</enddate></tvshow>");
        assertThat(series.providerIds()).isEqualTo(Map.of("Tvdb", "79168"));
        assertThat(series.status()).contains("Ended");
        assertThat(series.airDays()).containsExactly("Monday");
        assertThat(series.endDate()).contains(LocalDate.of(2011, 1, 1));

        Metadata season =
                get(ItemKind.SEASON, "<season><title>The First</title><seasonnumber>1</seasonnumber></season>");
        assertThat(season.indexNumber()).hasValue(1);

        Metadata episode = get(
                ItemKind.EPISODE,
                "<episodedetails><title>One</title><season>0</season><episode>3</episode><aired>2010-01-02</aired><plot>P1</plot><displayseason>2</displayseason><displayepisode>4</displayepisode><airsafter_season>1</airsafter_season></episodedetails>\n"
                        + "<?xml"
                        + " version=\"1.0\"?><episodedetails><title>Two</title><season>0</season><episode>4</episode><plot>P2</plot></episodedetails>");
        assertThat(episode.name()).isEqualTo("One / Two");
        assertThat(episode.overview()).contains("P1\n\nP2");
        assertThat(episode.parentIndexNumber()).hasValue(0);
        assertThat(episode.indexNumber()).hasValue(3);
        assertThat(episode.indexNumberEnd()).hasValue(4);
        assertThat(episode.premiereDate()).contains(LocalDate.of(2010, 1, 2));
        assertThat(episode.airsBeforeSeason()).hasValue(2);
        assertThat(episode.airsBeforeEpisode()).hasValue(4);
        assertThat(episode.airsAfterSeason()).hasValue(1);
    }

    @Test
    void artistsAndAlbumsAreRead() throws IOException {
        Metadata artist = get(
                ItemKind.MUSIC_ARTIST,
                "<artist><name>U</name><biography>B</biography><formed>1976-01-01</formed><musicbrainzartistid>a-b</musicbrainzartistid></artist>");
        assertThat(artist.name()).isEqualTo("U");
        assertThat(artist.overview()).contains("B");
        assertThat(artist.providerIds()).isEqualTo(Map.of("MusicBrainzArtist", "a-b"));
        Metadata album = get(
                ItemKind.MUSIC_ALBUM,
                "<album><title>T</title><artist>A</artist><albumartist>AA</albumartist><year>1998</year><review>R</review><rating>8.1</rating></album>");
        assertThat(album.artists()).containsExactly("A");
        assertThat(album.albumArtists()).containsExactly("AA");
        assertThat(album.productionYear()).hasValue(1998);
        assertThat(album.communityRating()).hasValue(8.1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.imdb.com/title/tt0816692/, Imdb, tt0816692",
        "https://www.themoviedb.org/movie/157336-interstellar, Tmdb, 157336",
        "https://thetvdb.com/?tab=series&id=79168, Tvdb, 79168",
    })
    void anAddressAloneIsAnId(String address, String provider, String id) throws IOException {
        assertThat(get(ItemKind.MOVIE, address).providerIds()).isEqualTo(Map.of(provider, id));
        Metadata both = get(ItemKind.MOVIE, "<movie><title>T</title></movie>\n" + address);
        assertThat(both.name()).isEqualTo("T");
        assertThat(both.providerIds()).isEqualTo(Map.of(provider, id));
    }

    @Test
    void oldEncodingsAreRead() throws IOException {
        byte[] latin = "<movie><title>Amélie</title></movie>".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(find(ItemKind.MOVIE, latin).orElseThrow().name()).isEqualTo("Amélie");
        byte[] wide = "<movie><title>Amélie</title></movie>".getBytes(StandardCharsets.UTF_16);
        assertThat(find(ItemKind.MOVIE, wide).orElseThrow().name()).isEqualTo("Amélie");
    }

    @Test
    void whatSaysNothingIsNothing() throws IOException {
        assertThat(find(ItemKind.MOVIE, "")).isEmpty();
        assertThat(find(ItemKind.MOVIE, "just a text")).isEmpty();
        assertThat(get(ItemKind.MOVIE, "<movie><year>0</year><rating>99</rating><premiered>soon</premiered></movie>"))
                .isEqualTo(Metadata.builder("").build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<movie><title>Half",
                "<movie><title>a</movie>",
                "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><movie><title>&x;</title></movie>",
                "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
                        + " \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><movie><title>&b;&b;</title></movie>",
                "<movie xmlns:xi=\"http://www.w3.org/2001/XInclude\" <xi:include href=\"file:///etc/passwd\"/></movie>",
            })
    void brokenAndHostileFilesAreRefusedWithTheirName(String text) {
        assertThatThrownBy(() -> find(ItemKind.MOVIE, text)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.METADATA_UNREADABLE);
            assertThat(failure.reason()).contains("a.nfo").doesNotContain("root:");
        });
    }

    @Test
    void manyRootsAndDepthsEnd() throws IOException {
        String deep = "<a>".repeat(2_000) + "</a>".repeat(2_000);
        Assertions.assertThatCode(() -> find(ItemKind.MOVIE, "<movie>" + deep + "</movie>"))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(Failure.class));
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> find(ItemKind.MOVIE, "<movie></movie>".repeat(50_000)));
    }
}
