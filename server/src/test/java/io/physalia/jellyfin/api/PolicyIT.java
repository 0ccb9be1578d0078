package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.media.TestFfmpeg;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How users come in, what they may take away, and what is made for them, as their policies say. */
@SuppressWarnings("NullAway.Init")
class PolicyIT {
    private static final Map<String, String> IDS = new HashMap<>();

    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client anonymous;
    private static Client admin;
    private static Client guest;
    private static String guestId;
    private static String usual;

    @BeforeAll
    static void start() throws Exception {
        pod = TestPod.start(directory);
        anonymous = Client.anonymous(pod.address());
        admin = FirstSteps.setUp(pod);
        Path films = Files.createDirectories(directory.resolve("films"));
        Path film = directory.resolve("film.mp4");
        TestFfmpeg.film(film);
        add(film, films, "Family (2000)", "<mpaa>G</mpaa><tag>kids</tag>");
        add(film, films, "Grown (2001)", "<mpaa>R</mpaa><tag>dark</tag>");
        add(film, films, "Late (2002)", "<mpaa>NC-17</mpaa>");
        add(film, films, "Plain (2003)", "");
        Path shelf = Files.createDirectories(directory.resolve("shelf"));
        add(film, shelf, "Shelved (2004)", "<mpaa>G</mpaa><tag>kids</tag>");
        TestFfmpeg.run(List.of(
                "-i",
                film.toString(),
                "-map",
                "0:v",
                "-map",
                "0:a",
                "-map",
                "0:a",
                "-c",
                "copy",
                "-metadata:s:a:0",
                "language=eng",
                "-metadata:s:a:1",
                "language=fra",
                shelf.resolve("Tongues (2005).mkv").toString()));
        Path discs = Files.createDirectories(directory.resolve("discs"));
        Files.copy(film, discs.resolve("Disc (1999).iso"));
        FirstSteps.addLibrary(admin, "movies", "Discs", discs);
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        FirstSteps.addLibrary(admin, "movies", "Shelf", shelf);
        for (JsonNode library : admin.json("/Library/VirtualFolders")) {
            IDS.put(library.get("Name").asText(), library.get("ItemId").asText());
        }
        for (JsonNode item :
                admin.json("/Items?recursive=true&includeItemTypes=Movie").get("Items")) {
            IDS.put(item.get("Name").asText(), item.get("Id").asText());
        }
        String both = IDS.get("Family") + "," + IDS.get("Grown");
        IDS.put(
                "Pair",
                admin.json("POST", "/Collections?name=Pair&ids=" + both, "")
                        .get("Id")
                        .asText());
        JsonNode user = admin.json("POST", "/Users/New", "{\"Name\":\"guest\",\"Password\":\"guest\"}");
        guestId = user.get("Id").asText();
        usual = user.get("Policy").toString();
        guest = anonymous.signIn("guest", "guest", "guest-device");
    }

    private static void add(Path film, Path folder, String name, String facts) throws Exception {
        Files.copy(film, folder.resolve(name + ".mp4"));
        Files.writeString(
                folder.resolve(name + ".nfo"),
                "<movie><title>" + name.substring(0, name.indexOf(' ')) + "</title>" + facts + "</movie>");
    }

    @AfterAll
    static void stop() {
        if (pod != null) {
            pod.close();
        }
    }

    @AfterEach
    void giveTheUsualPolicyBack() throws Exception {
        policy(usual);
    }

    private static void policy(String members) throws Exception {
        admin.json("POST", "/Users/" + guestId + "/Policy", members);
    }

    @Test
    void whoIsDisabledIsSignedOutAndStaysOut() throws Exception {
        Client other = anonymous.signIn("guest", "guest", "other-device");
        assertThat(other.status("GET", "/UserViews", "")).isEqualTo(200);
        policy("{\"IsDisabled\":true}");
        assertThat(other.status("GET", "/UserViews", "")).isEqualTo(401);
        assertThat(signIn("other-device")).isEqualTo(403);
        policy("{\"IsDisabled\":false}");
        guest = anonymous.signIn("guest", "guest", "guest-device");
    }

    @Test
    void aUserOfAnotherProviderHasNoPasswordHere() throws Exception {
        policy("{\"AuthenticationProviderId\":\"Jellyfin.Plugin.LDAP_Auth.LdapAuthenticationProviderPlugin\"}");
        assertThat(signIn("guest-device")).isEqualTo(401);
        assertThat(guest.status("GET", "/UserViews", "")).isEqualTo(200);
        policy(usual);
        assertThat(signIn("third-device")).isEqualTo(200);
    }

    @Test
    void sessionsDevicesAndAttemptsAreCounted() throws Exception {
        policy("{\"MaxActiveSessions\":1}");
        assertThat(guest.status("GET", "/UserViews", "")).isEqualTo(200);
        assertThat(signIn("one-too-many")).isEqualTo(403);
        assertThat(signIn("guest-device")).isEqualTo(200);
        guest = anonymous.signIn("guest", "guest", "guest-device");
        policy("{\"MaxActiveSessions\":0,\"EnableAllDevices\":false,\"EnabledDevices\":[\"guest-device\"]}");
        assertThat(signIn("another-device")).isEqualTo(403);
        assertThat(guest.status("GET", "/UserViews", "")).isEqualTo(200);
    }

    private static int signIn(String device) throws Exception {
        return anonymous
                .with("Authorization", Client.authorization(device, ""))
                .status("POST", "/Users/AuthenticateByName", "{\"Username\":\"guest\",\"Pw\":\"guest\"}");
    }

    /** FFmpeg reads no images of discs, so that no client is given what it could not play. */
    @Test
    void anImageOfADiscIsShownAndSaidNotToBePlayable() throws Exception {
        String disc = IDS.getOrDefault("Disc", "");
        assertThat(guest.json("/Items/" + disc).get("VideoType").asText()).isEqualTo("Iso");
        JsonNode answer = guest.json("POST", "/Items/" + disc + "/PlaybackInfo", "{}");
        assertThat(answer.get("ErrorCode").asText()).isEqualTo("NoCompatibleStream");
        assertThat(answer.get("MediaSources")).isEmpty();
        HttpResponse<byte[]> playlist = guest.get("/Videos/" + disc + "/main.m3u8?videoCodec=h264&audioCodec=aac");
        assertThat(playlist.statusCode()).isEqualTo(404);
        assertThat(guest.status("HEAD", "/Items/" + disc + "/Download", "")).isEqualTo(200);
    }

    @Test
    void whoIsHiddenIsListedForAdministratorsOnly() throws Exception {
        policy("{\"IsHidden\":false}");
        assertThat(anonymous.json("/Users/Public").findValuesAsText("Name")).contains("guest");
        policy("{\"IsHidden\":true}");
        assertThat(anonymous.json("/Users/Public").findValuesAsText("Name")).doesNotContain("guest");
        assertThat(admin.json("/Users").findValuesAsText("Name")).contains("guest");
    }

    @Test
    void filesAreDeletedByThoseWhoMay() throws Exception {
        String family = IDS.getOrDefault("Family", "");
        assertThat(guest.status("DELETE", "/Items/" + family, "")).isEqualTo(403);
        assertThat(guest.status("DELETE", "/Items?ids=" + family, "")).isEqualTo(403);
        policy("{\"EnableContentDeletionFromFolders\":[\"" + IDS.get("Shelf") + "\"]}");
        assertThat(guest.status("DELETE", "/Items/" + family, "")).isEqualTo(403);
        assertThat(guest.json("/Items/" + IDS.get("Shelved")).get("CanDelete").asBoolean())
                .isTrue();
        assertThat(guest.json("/Items/" + family).get("CanDelete").asBoolean()).isFalse();
    }

    /** Lists keep what they have said of an item for the next who asks; not this. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Family  | CanDelete          | /CanDelete                              | true | false",
                "Family  | CanDownload        | /CanDownload                            | true | false",
                "Family  | PlayAccess         | /PlayAccess                             | Full | None",
                "Films   | ChildCount         | /ChildCount                             | 4    | 3",
                "Films   | RecursiveItemCount | /RecursiveItemCount                     | 4    | 3",
                "Pair    | RecursiveItemCount | /RecursiveItemCount                     | 2    | 1",
                "Tongues | MediaSources       | /MediaSources/0/DefaultAudioStreamIndex | 1    | 2"
            })
    void whatDependsOnWhoAsksIsToldToEachAsItIs(
            String item, String field, String pointer, String toAdmin, String toGuest) throws Exception {
        policy("{\"EnableMediaPlayback\":false,\"EnableContentDownloading\":false,\"BlockedTags\":[\"dark\"]}");
        admin.json(
                "POST",
                "/Users/Configuration?userId=" + guestId,
                "{\"AudioLanguagePreference\":\"fra\",\"PlayDefaultAudioTrack\":false}");
        String path = "/Items?ids=" + IDS.get(item) + "&fields=" + field;
        for (int i = 0; i < 2; i++) {
            assertThat(admin.json(path).at("/Items/0" + pointer).asText()).isEqualTo(toAdmin);
            assertThat(guest.json(path).at("/Items/0" + pointer).asText()).isEqualTo(toGuest);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                                        | true  | true",
                "{'EnableVideoPlaybackTranscoding':false,'EnablePlaybackRemuxing':false}   | false | false",
                "{'EnableMediaPlayback':false}                                             | false | false",
            })
    void whatIsMadeForAClientIsWhatItsUserMayHave(String members, boolean isMade, boolean isServed) throws Exception {
        policy(members.replace('\'', '"'));
        String id = IDS.getOrDefault("Plain", "");
        String body = """
            {"EnableDirectPlay":false,"EnableDirectStream":false,"AllowVideoStreamCopy":false,"DeviceProfile":
            {"TranscodingProfiles":[{"Container":"ts","Type":"Video","VideoCodec":"h264","AudioCodec":"aac","Protocol":"hls"}]}}
            """;
        JsonNode answer = guest.json("POST", "/Items/" + id + "/PlaybackInfo", body);
        assertThat(!answer.findValuesAsText("TranscodingUrl").isEmpty()).isEqualTo(isMade);
        HttpResponse<byte[]> playlist =
                guest.get("/Videos/" + id + "/main.m3u8?mediaSourceId=" + id + "&videoCodec=h264&audioCodec=aac");
        assertThat(playlist.statusCode()).isEqualTo(isServed ? 200 : 403);
    }
}
