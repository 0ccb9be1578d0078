package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the Python client sends, on which the players for Kodi and mpv are built, and what Jellyfin's web client of 10.11 sends: routes that name the
 * user in the path and have gone from the documents, ids with dashes, raw headers.
 */
@SuppressWarnings("NullAway.Init")
class OldClientsIT {
    private static final String CLIENT =
            "MediaBrowser Client=\"Kodi\", Device=\"Living room, left\", DeviceId=\"kodi 1\", Version=\"1.0.2\"";

    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client admin;
    private static Client kodi;
    private static String user;
    private static String film;

    @BeforeAll
    static void start() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        TestFfmpeg.film(films.resolve("Film (2000).mp4"));
        Files.writeString(
                films.resolve("Film (2000).nfo"),
                "<movie><title>Film</title><genre>Drama</genre><studio>House</studio><actor><name>Ann</name></actor></movie>");
        pod = TestPod.start(directory);
        admin = FirstSteps.setUp(pod);
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        Client stranger = Client.anonymous(pod.address());
        String name = admin.json("/Users/Me").get("Name").asText();
        assertThat(stranger.json("/System/Info/Public").get("ProductName").asText())
                .isEqualTo("Jellyfin Server");
        JsonNode signedIn = stranger.with("Authorization", CLIENT)
                .json("POST", "/Users/AuthenticateByName", "{\"username\":\"" + name + "\",\"Pw\":\"correct horse\"}");
        kodi = stranger.with(
                "Authorization",
                CLIENT + ", Token=\"" + signedIn.get("AccessToken").asText() + "\"");
        user = signedIn.get("User").get("Id").asText();
        film = items("/Users/" + user + "/Items?Recursive=true&IncludeItemTypes=Movie")
                .get(0)
                .get("Id")
                .asText();
    }

    @AfterAll
    static void stop() {
        if (pod != null) {
            pod.close();
        }
    }

    private static JsonNode items(String path) throws Exception {
        JsonNode page = kodi.json(path);
        assertThat(page.get("TotalRecordCount").asInt())
                .isEqualTo(page.get("Items").size());
        return page.get("Items");
    }

    private static JsonNode userData() throws Exception {
        return kodi.json("/Users/" + user + "/Items/" + film).get("UserData");
    }

    private static String dashed(String id) {
        return id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    @Test
    void theDeviceIsNamedAsTheHeaderSays() throws Exception {
        assertThat(kodi.json("/Sessions?DeviceId=kodi+1")
                        .get(0)
                        .get("DeviceName")
                        .asText())
                .isEqualTo("Living room, left");
    }

    @Test
    void librariesAreBrowsedByUser() throws Exception {
        JsonNode views = items("/Users/" + user + "/Views");
        assertThat(views.get(0).get("Name").asText()).isEqualTo("Films");
        String parent = "ParentId=" + views.get(0).get("Id").asText();
        assertThat(items("/emby/Users/" + dashed(user) + "/Items?" + parent
                                + "&Fields=Path,Genres,SortName,MediaSources")
                        .get(0)
                        .get("Genres")
                        .get(0)
                        .asText())
                .isEqualTo("Drama");
        assertThat(kodi.json("/Users/" + user + "/Items/Latest?" + parent)).hasSize(1);
        assertThat(items("/Users/" + user + "/Items/Resume?Limit=12")).isEmpty();
        assertThat(kodi.json("/Users/" + user + "/Items/" + dashed(film))
                        .get("Id")
                        .asText())
                .isEqualTo(film);
        assertThat(items("/Users/" + user + "/Items/" + film + "/Intros")).isEmpty();
        assertThat(kodi.json("/Users/" + user + "/Items/" + film + "/LocalTrailers"))
                .isEmpty();
        assertThat(kodi.json("/Users/" + user + "/Items/" + film + "/SpecialFeatures"))
                .isEmpty();
    }

    @Test
    void marksAreMadeByUser() throws Exception {
        String of = "/Users/" + user;
        kodi.json("POST", of + "/PlayedItems/" + film, "");
        kodi.json("POST", of + "/FavoriteItems/" + dashed(film), "");
        assertThat(userData().get("Played").asBoolean()).isTrue();
        assertThat(userData().get("IsFavorite").asBoolean()).isTrue();
        kodi.json("DELETE", of + "/PlayedItems/" + film, "");
        kodi.json("DELETE", of + "/FavoriteItems/" + film, "");
        kodi.json("POST", of + "/Items/" + film + "/Rating?Likes=true", "");
        assertThat(userData().get("Played").asBoolean()).isFalse();
        assertThat(userData().get("IsFavorite").asBoolean()).isFalse();
        assertThat(userData().get("Likes").asBoolean()).isTrue();
    }

    @Test
    void anotherUsersRoutesAreClosed() throws Exception {
        String other = admin.json("POST", "/Users/New", "{\"Name\":\"ben\",\"Password\":\"ben\"}")
                .get("Id")
                .asText();
        Client ben = Client.anonymous(pod.address()).signIn("ben", "ben", "phone");
        assertThat(ben.get("/Users/" + other + "/Items?Recursive=true").statusCode())
                .isEqualTo(200);
        assertThat(ben.get("/Users/" + user + "/Items?Recursive=true").statusCode())
                .isEqualTo(403);
        assertThat(ben.status("POST", "/Users/" + user + "/PlayedItems/" + film, ""))
                .isEqualTo(403);
    }

    /** A client that is refused one of these shows an empty page: all of them are asked before anything is shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/LiveTv/Programs/Recommended?IsAiring=true&limit=1",
                "/LiveTv/Programs?HasAired=false",
                "/LiveTv/Channels?limit=0",
                "/Channels?SupportsMediaDeletion=true",
                "/Items?recursive=true&includeItemTypes=LiveTvProgram&searchTerm=film",
            })
    void whereThereIsNoTelevisionNothingIsOn(String path) throws Exception {
        assertThat(items(path)).isEmpty();
    }

    @Test
    void theEditorKnowsWhatThereIsToChooseFrom() throws Exception {
        JsonNode editor = admin.json("/Items/" + film + "/MetadataEditor");
        assertThat(editor.get("ParentalRatingOptions")).isNotEmpty();
        assertThat(editor.get("Countries")).isNotEmpty();
        assertThat(editor.get("Cultures")).isNotEmpty();
        assertThat(editor.get("ExternalIdInfos").findValuesAsText("Key")).contains("Imdb", "Tmdb");
        assertThat(admin.json("/Items/" + film + "/RemoteImages")
                        .get("TotalRecordCount")
                        .asInt())
                .isZero();
        assertThat(admin.get("/Items/" + "0".repeat(31) + "1/MetadataEditor").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Persons/Ann", "/Genres/Drama", "/Studios/House"})
    void whatIsNamedSaysByHowMany(String path) throws Exception {
        JsonNode named = kodi.json(path);
        assertThat(named.get("MovieCount").asInt()).isEqualTo(1);
        assertThat(named.get("SeriesCount").asInt()).isZero();
        assertThat(kodi.json("/Users/" + user + "/Items/" + named.get("Id").asText())
                        .get("MovieCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(kodi.json("/Users/" + user + "/Items/" + film).has("MovieCount"))
                .isFalse();
    }

    @Test
    void aLibraryWithoutAPictureNamesNone() throws Exception {
        assertThat(admin.json("/Library/VirtualFolders").get(0).has("PrimaryImageItemId"))
                .isFalse();
    }
}
