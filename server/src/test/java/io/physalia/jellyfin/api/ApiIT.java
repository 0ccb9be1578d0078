package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the wizard to a film that plays, and everything that clients do wrong on the way. */
@SuppressWarnings("NullAway.Init")
class ApiIT {
    private static final String NOWHERE = "0".repeat(31) + "1";
    private static final String PROFILE = """
            {"MaxStreamingBitrate":100000000,"DirectPlayProfiles":[
              {"Container":"mp4","Type":"Video","VideoCodec":"h264","AudioCodec":"aac"}],
             "TranscodingProfiles":[{"Container":"ts","Type":"Video","VideoCodec":"h264","AudioCodec":"aac","Protocol":"hls",
               "Context":"Streaming","MaxAudioChannels":"2","MinSegments":"1"}]}""";

    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client anonymous;
    private static Client admin;
    private static Client guest;
    private static String token;
    private static final Map<String, String> films = new HashMap<>();

    @BeforeAll
    static void setUp() throws Exception {
        Path folder = directory.resolve("films");
        TestFilms.make(folder);
        pod = TestPod.start(directory);
        anonymous = Client.anonymous(pod.address());
        assertThat(anonymous
                        .json("/System/Info/Public")
                        .get("StartupWizardCompleted")
                        .asBoolean())
                .isFalse();
        assertThat(anonymous.status("POST", "/Startup/Complete", "")).isEqualTo(400);
        anonymous.json("POST", "/Startup/Configuration", "{\"ServerName\":\"Test server\",\"UICulture\":\"en-US\"}");
        assertThat(anonymous.json("/Startup/User").get("Name").asText()).isNotBlank();
        assertThat(anonymous.status("POST", "/Startup/User", "{\"Name\":\"root\",\"Password\":\"\"}"))
                .isEqualTo(400);
        anonymous.json("POST", "/startup/user", "{\"name\":\"root\",\"password\":\"correct horse\"}");
        anonymous.json("POST", "/Startup/RemoteAccess", "{\"EnableRemoteAccess\":true}");
        anonymous.json("POST", "/Startup/Complete", "");
        admin = anonymous.signIn("ROOT", "correct horse", "tests");
        token = admin.json("POST", "/Users/AuthenticateByName", "{\"Username\":\"root\",\"Pw\":\"correct horse\"}")
                .get("AccessToken")
                .asText();
        admin = anonymous.with("Authorization", Client.authorization("tests", token));
        admin.json("POST", "/Users/New", "{\"Name\":\"guest\",\"Password\":\"guest\"}");
        guest = anonymous.signIn("guest", "guest", "guest-device");
        admin.json(
                "POST",
                "/Library/VirtualFolders?collectionType=movies&refreshLibrary=true&name=Films&paths="
                        + URLEncoder.encode(folder.toString(), StandardCharsets.UTF_8),
                "{\"LibraryOptions\":{\"EnablePhotos\":true}}");
        awaitScan();
        for (JsonNode item : admin.json("/Items?recursive=true&includeItemTypes=Movie&fields=Path")
                .get("Items")) {
            films.put(
                    Path.of(item.get("Path").asText()).getFileName().toString(),
                    item.get("Id").asText());
        }
    }

    private static void awaitScan() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (admin.json("/Items?recursive=true&includeItemTypes=Movie")
                                .get("TotalRecordCount")
                                .asInt()
                        < 5
                || !admin.json("/Library/VirtualFolders")
                        .get(0)
                        .get("RefreshStatus")
                        .asText()
                        .equals("Idle")) {
            assertThat(System.nanoTime()).as("the scan takes too long").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    /** Whatever the tests did, nothing of it may have been an error that nobody foresaw, and all of it was counted as documented. */
    @AfterAll
    static void tearDown() throws Exception {
        if (pod != null) {
            try {
                MetricsPage.check(Client.text(anonymous.get("/metrics")));
            } finally {
                pod.close();
            }
            assertThat(pod.log()).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
        }
    }

    private static String film(String name) {
        return films.getOrDefault(name, "missing: " + name);
    }

    private static JsonNode source(String film, String body) throws Exception {
        return admin.json("POST", "/Items/" + film(film) + "/PlaybackInfo", body)
                .get("MediaSources")
                .get(0);
    }

    @Nested
    class SigningIn {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Authorization: MediaBrowser Client=\"a\", Device=\"b\", DeviceId=\"tests\", Version=\"1\", Token=\"%s\"",
                    "Authorization: MediaBrowser Token=%s, Version=1, DeviceId=tests, Device=b c, Client=a",
                    "authorization: mediabrowser Client=\"a%%20b\", Token=\"%s\"",
                    "Authorization: Emby UserId=\"x\", Token=\"%s\"",
                    "X-Emby-Authorization: Emby Token=\"%s\"",
                    "X-Emby-Token: %s",
                    "x-mediabrowser-token: %s",
                })
        void everyFormOfTheTokenIsTaken(String header) throws Exception {
            String[] parts = header.formatted(token).split(": ", 2);
            assertThat(anonymous.get("/Users/Me", parts[0], parts[1]).statusCode())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ApiKey", "api_key", "APIKEY", "Api_Key"})
        void theQueryMayCarryTheToken(String name) throws Exception {
            assertThat(anonymous.get("/Users/Me?x=1&" + name + "=" + token).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void wrongTokensAndWrongPasswordsAreRefused() throws Exception {
            assertThat(anonymous.get("/Users/Me?ApiKey=wrong").statusCode()).isEqualTo(401);
            Client named = anonymous.with("Authorization", Client.authorization("d", ""));
            assertThat(named.status("POST", "/Users/AuthenticateByName", "{\"Username\":\"root\",\"Pw\":\"x\"}"))
                    .isEqualTo(401);
            assertThat(named.status("POST", "/Users/AuthenticateByName", "{\"Username\":\"nobody\",\"Pw\":\"x\"}"))
                    .isEqualTo(401);
            assertThat(named.status("POST", "/Users/AuthenticateByName", "{}")).isEqualTo(400);
            assertThat(anonymous.status("POST", "/Users/AuthenticateByName", "{\"Username\":\"root\",\"Pw\":\"x\"}"))
                    .isEqualTo(400);
        }

        @Test
        void aTokenEndsWithItsSession() throws Exception {
            Client phone = anonymous.signIn("guest", "guest", "phone");
            assertThat(phone.get("/Users/Me").statusCode()).isEqualTo(200);
            assertThat(phone.status("POST", "/Sessions/Logout", "")).isEqualTo(204);
            assertThat(phone.get("/Users/Me").statusCode()).isEqualTo(401);
            assertThat(guest.get("/Users/Me").statusCode()).isEqualTo(200);
        }

        @Test
        void theWizardIsOver() throws Exception {
            assertThat(anonymous.status("GET", "/Startup/User", "")).isEqualTo(401);
            assertThat(anonymous.status("POST", "/Startup/User", "{\"Name\":\"x\",\"Password\":\"y\"}"))
                    .isEqualTo(401);
            assertThat(guest.status("GET", "/Library/VirtualFolders", "")).isEqualTo(403);
            assertThat(admin.status("POST", "/Startup/User", "{\"Name\":\"x\",\"Password\":\"y\"}"))
                    .isEqualTo(403);
        }

        @Test
        void othersAreOthers() throws Exception {
            String root = admin.json("/Users/Me").get("Id").asText();
            String guestId = guest.json("/Users/Me").get("Id").asText();
            assertThat(guest.status("GET", "/Users/" + root, "")).isEqualTo(403);
            assertThat(guest.status("GET", "/Users/" + root + "/Items", "")).isEqualTo(403);
            assertThat(guest.status("GET", "/Items?userId=" + root, "")).isEqualTo(403);
            assertThat(guest.status("POST", "/Users/New", "{\"Name\":\"x\"}")).isEqualTo(403);
            assertThat(guest.status("GET", "/Cluster/Pods", "")).isEqualTo(403);
            assertThat(admin.status("GET", "/users/" + guestId + "/views", "")).isEqualTo(200);
            assertThat(guest.json("/Users").findValuesAsText("Name")).containsExactly("guest");
        }
    }

    @Nested
    class Browsing {
        @Test
        void theLibraryHoldsTheFilmsAndNothingElse() {
            assertThat(films)
                    .containsKeys(TestFilms.PLAIN, TestFilms.SURROUND, TestFilms.LONG, TestFilms.ODD, TestFilms.GONE)
                    .doesNotContainKeys("Broken (2005).mp4", "Empty (2006).mkv");
        }

        @Test
        void viewsLeadToItems() throws Exception {
            JsonNode view = guest.json("/UserViews").get("Items").get(0);
            assertThat(view.get("Name").asText()).isEqualTo("Films");
            assertThat(view.get("CollectionType").asText()).isEqualTo("movies");
            JsonNode page = guest.json("/Items?parentId=" + view.get("Id").asText()
                    + "&includeItemTypes=Movie&recursive=true&sortBy=SortName&limit=2&startIndex=1");
            assertThat(page.get("Items")).hasSize(2);
            assertThat(page.get("StartIndex").asInt()).isEqualTo(1);
            assertThat(page.get("TotalRecordCount").asInt()).isGreaterThanOrEqualTo(5);
            assertThat(guest.json("/Items/Latest?limit=3")).hasSize(3);
        }

        @Test
        void anItemHasEverythingToPlayIt() throws Exception {
            String id = film(TestFilms.SURROUND);
            String dashed = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
            JsonNode item = guest.json("/items/" + dashed);
            assertThat(item.get("Id").asText()).isEqualTo(id);
            assertThat(item.get("MediaType").asText()).isEqualTo("Video");
            JsonNode source = item.get("MediaSources").get(0);
            assertThat(source.get("Container").asText()).isEqualTo("mkv");
            assertThat(source.get("MediaStreams").findValuesAsText("Codec")).containsExactly("h264", "ac3");
            assertThat(source.get("RequiredHttpHeaders").isObject()).isTrue();
        }

        @Test
        void aPlaylistIsNoFile() throws Exception {
            String films = "{\"Name\":\"Evening\",\"MediaType\":\"Video\",\"Ids\":[\"" + film(TestFilms.PLAIN) + "\"]}";
            String id = guest.json("POST", "/Playlists", films).get("Id").asText();
            JsonNode playlist = guest.json("/Items/" + id);
            assertThat(playlist.get("MediaType").asText()).isEqualTo("Video");
            assertThat(playlist.has("MediaSources")).isFalse();
            assertThat(guest.json("/Items/" + film(TestFilms.PLAIN)).get("MediaSources"))
                    .hasSize(1);
        }

        @Test
        void aClosedLibraryIsNotThere() throws Exception {
            String closedId = admin.json("POST", "/Users/New", "{\"Name\":\"closed\",\"Password\":\"closed\"}")
                    .get("Id")
                    .asText();
            Client closed = anonymous.signIn("closed", "closed", "closed-device");
            assertThat(closed.json("/Items/" + film(TestFilms.PLAIN))
                            .get("Name")
                            .asText())
                    .isEqualTo("Plain");
            admin.json("POST", "/Users/" + closedId + "/Policy", "{\"EnableAllFolders\":false}");
            assertThat(closed.json("/UserViews").get("Items")).isEmpty();
            for (String path : List.of(
                    "/Items/" + film(TestFilms.PLAIN),
                    "/Videos/" + film(TestFilms.PLAIN) + "/stream.mp4?static=true",
                    "/Items/" + film(TestFilms.PLAIN) + "/PlaybackInfo",
                    "/Videos/" + film(TestFilms.PLAIN) + "/master.m3u8")) {
                assertThat(closed.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }

        @Test
        void jsonComesInTheCaseThatIsAskedFor() throws Exception {
            HttpResponse<byte[]> camel =
                    guest.get("/System/Info/Public", "Accept", "application/json; profile=\"CamelCase\"");
            assertThat(Client.parse(camel).get("serverName").asText()).isEqualTo("Test server");
            assertThat(guest.json("/System/Info/Public").get("ServerName").asText())
                    .isEqualTo("Test server");
        }

        @Test
        void longAnswersAreCompressedOnRequest() throws Exception {
            HttpResponse<byte[]> plain = guest.get("/Items?recursive=true");
            HttpResponse<byte[]> small = guest.get("/Items?recursive=true", "Accept-Encoding", "br, gzip");
            assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(small.body()).hasSizeLessThan(plain.body().length / 2);
            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Nested
    class DirectPlay {
        private final byte[] file = bytes(TestFilms.PLAIN);
        private final String path =
                "/Videos/" + film(TestFilms.PLAIN) + "/stream.mp4?Static=true&mediaSourceId=" + film(TestFilms.PLAIN);

        @Test
        void playbackInfoSaysSo() throws Exception {
            JsonNode source = source(TestFilms.PLAIN, "{\"DeviceProfile\":" + PROFILE + "}");
            assertThat(source.get("SupportsDirectPlay").asBoolean()).isTrue();
            assertThat(source.has("TranscodingUrl")).isFalse();
        }

        @Test
        void theWholeFileIsTheFile() throws Exception {
            HttpResponse<byte[]> response = guest.get(path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("video/mp4");
            assertThat(response.headers().firstValue("Accept-Ranges")).contains("bytes");
            assertThat(response.headers().firstValue("X-Physalia-Pod")).contains("test-pod");
            assertThat(response.body()).isEqualTo(file);
        }

        @ParameterizedTest
        @CsvSource({"bytes=0-0,0,1", "bytes=100-199,100,100", "bytes=-7,-7,7", "bytes=5-,5,-5"})
        void partsAreParts(String range, int from, int length) throws Exception {
            int start = from < 0 ? file.length + from : from;
            int size = length < 0 ? file.length + length : length;
            HttpResponse<byte[]> response = guest.get(path, "Range", range);
            assertThat(response.statusCode()).isEqualTo(206);
            assertThat(response.headers().firstValue("Content-Range"))
                    .contains("bytes " + start + "-" + (start + size - 1) + "/" + file.length);
            assertThat(response.body()).isEqualTo(Arrays.copyOfRange(file, start, start + size));
        }

        @Test
        void severalPartsAreTheWhole() throws Exception {
            assertThat(guest.get(path, "Range", "bytes=0-1,5-6").statusCode()).isEqualTo(200);
        }

        @Test
        void aPartBehindTheEndIsRefused() throws Exception {
            HttpResponse<byte[]> response = guest.get(path, "Range", "bytes=" + file.length + "-");
            assertThat(response.statusCode()).isEqualTo(416);
            assertThat(response.headers().firstValue("Content-Range")).contains("bytes */" + file.length);
        }

        @Test
        void validatorsAreHonoured() throws Exception {
            HttpResponse<byte[]> first = guest.get(path, "Range", "bytes=0-9");
            String tag = first.headers().firstValue("ETag").orElseThrow();
            String date = first.headers().firstValue("Last-Modified").orElseThrow();
            assertThat(guest.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(guest.get(path, "If-Modified-Since", date).statusCode()).isEqualTo(304);
            assertThat(guest.get(path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
            for (String same : List.of(tag, date)) {
                assertThat(guest.get(path, "Range", "bytes=0-9", "If-Range", same)
                                .statusCode())
                        .isEqualTo(206);
            }
            assertThat(guest.get(path, "Range", "bytes=0-9", "If-Range", "\"old\"")
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void headIsTheHeadOnly() throws Exception {
            HttpResponse<byte[]> response = guest.send("HEAD", path, "");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(file.length);
            assertThat(response.body()).isEmpty();
        }

        @Test
        void anOddNameIsJustAName() throws Exception {
            HttpResponse<byte[]> response = guest.get("/Items/" + film(TestFilms.ODD) + "/Download");
            assertThat(response.body()).isEqualTo(file);
            assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment; filename*=UTF-8''it%27s%20%22quoted%22")
                    .doesNotContain("\n");
        }

        @Test
        void aDeletedFileIsNotFoundAndNothingElseIsAffected() throws Exception {
            String gone = "/Videos/" + film(TestFilms.GONE) + "/stream.mp4?static=true";
            assertThat(guest.get(gone, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
            Files.delete(directory.resolve("films").resolve(TestFilms.GONE));
            HttpResponse<byte[]> response = guest.get(gone, "Range", "bytes=10-19");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(Client.text(response)).doesNotContain(directory.toString());
            assertThat(guest.get(path, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
        }

        private static byte[] bytes(String name) {
            try {
                return Files.readAllBytes(directory.resolve("films").resolve(name));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    class Transcoding {
        @Test
        void playbackInfoLeadsToSegments() throws Exception {
            JsonNode source = source(TestFilms.SURROUND, "{\"DeviceProfile\":" + PROFILE + "}");
            assertThat(source.get("SupportsDirectPlay").asBoolean()).isFalse();
            assertThat(source.get("TranscodingSubProtocol").asText()).isEqualTo("hls");
            String url = source.get("TranscodingUrl").asText();
            assertThat(url).contains("TranscodeReasons=ContainerNotSupported%2CAudioCodecNotSupported");
            // A player sends no header: the URL has to be enough.
            String base = url.substring(0, url.indexOf("master.m3u8"));
            String main = lastLine(Client.text(anonymous.get(url)));
            String playlist = Client.text(anonymous.get(base + main));
            assertThat(playlist).contains("#EXT-X-ENDLIST");
            String segment = playlist.lines()
                    .filter(line -> line.startsWith("hls1/"))
                    .findFirst()
                    .orElseThrow();
            HttpResponse<byte[]> first = anonymous.get(base + segment);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).contains("video/mp2t");
            assertThat(first.body()[0]).isEqualTo((byte) 0x47);
            assertThat(first.body().length % 188).isZero();
            String play = url.replaceFirst(".*PlaySessionId=([0-9a-f]+).*", "$1");
            String report = "{\"ItemId\":\"" + film(TestFilms.SURROUND) + "\",\"PlaySessionId\":\"" + play + "\"}";
            assertThat(admin.status("POST", "/Sessions/Playing", report)).isEqualTo(204);
            assertThat(admin.json("/Sessions?deviceId=tests").findValue("TranscodeReasons"))
                    .extracting(JsonNode::asText)
                    .containsExactly("ContainerNotSupported", "AudioCodecNotSupported");
            assertThat(admin.status("POST", "/Sessions/Playing/Stopped", report))
                    .isEqualTo(204);
            assertThat(admin.status("DELETE", "/Videos/ActiveEncodings?deviceId=tests&playSessionId=", ""))
                    .isEqualTo(204);
        }

        @Test
        void withoutAProfileTheSourceComesAsItIs() throws Exception {
            JsonNode source = admin.json("/Items/" + film(TestFilms.SURROUND) + "/PlaybackInfo")
                    .get("MediaSources")
                    .get(0);
            assertThat(source.has("TranscodingUrl")).isFalse();
            assertThat(source.get("SupportsDirectPlay").asBoolean()).isTrue();
        }

        @Test
        void theProfileOfTheCapabilitiesIsRemembered() throws Exception {
            Client tv = anonymous.signIn("guest", "guest", "tv");
            assertThat(tv.status("POST", "/Sessions/Capabilities/Full", "{\"DeviceProfile\":" + PROFILE + "}"))
                    .isEqualTo(204);
            JsonNode info = tv.json("POST", "/Items/" + film(TestFilms.SURROUND) + "/PlaybackInfo", "");
            assertThat(info.get("MediaSources").get(0).has("TranscodingUrl")).isTrue();
        }

        @Test
        void anUnknownSourceIsNoError() throws Exception {
            JsonNode info = admin.json(
                    "POST",
                    "/Items/" + film(TestFilms.PLAIN) + "/PlaybackInfo?mediaSourceId=" + NOWHERE,
                    "{\"DeviceProfile\":" + PROFILE + "}");
            assertThat(info.get("ErrorCode").asText()).isEqualTo("NoCompatibleStream");
            assertThat(info.get("MediaSources")).isEmpty();
        }

        private static String lastLine(String text) {
            return text.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }
    }

    @Nested
    class Reporting {
        @Test
        void aPositionIsKept() throws Exception {
            String film = film(TestFilms.LONG);
            String half = "{\"ItemId\":\"" + film + "\",\"PositionTicks\":\"2000000000\",\"PlaySessionId\":\"p\","
                    + "\"PlayMethod\":\"DirectPlay\",\"AudioStreamIndex\":1,\"BufferedRanges\":[],\"VolumeLevel\":80}";
            for (String report : List.of("", "/Progress", "/Stopped")) {
                assertThat(guest.status("POST", "/Sessions/Playing" + report, half))
                        .isEqualTo(204);
            }
            JsonNode data = guest.json("/Items/" + film).get("UserData");
            assertThat(data.get("PlaybackPositionTicks").asLong()).isEqualTo(2_000_000_000L);
            assertThat(data.get("PlayCount").asInt()).isEqualTo(1);
            assertThat(data.get("Played").asBoolean()).isFalse();
            assertThat(data.get("PlayedPercentage").asDouble()).isBetween(49.0, 51.0);
            assertThat(admin.json("/Items/" + film)
                            .get("UserData")
                            .get("PlayCount")
                            .asInt())
                    .isZero();
        }

        @Test
        void whatIsPlayedIsSeen() throws Exception {
            Client tv = anonymous.signIn("guest", "guest", "seen-tv");
            tv.json("POST", "/Sessions/Playing", "{\"ItemId\":\"" + film(TestFilms.PLAIN) + "\"}");
            assertThat(admin.json("/Sessions?deviceId=seen-tv")
                            .get(0)
                            .get("NowPlayingItem")
                            .get("Name")
                            .asText())
                    .isEqualTo("Plain");
            tv.json("POST", "/Sessions/Playing/Stopped", "{\"ItemId\":\"" + film(TestFilms.PLAIN) + "\"}");
            assertThat(admin.json("/Sessions?deviceId=seen-tv").get(0).has("NowPlayingItem"))
                    .isFalse();
        }

        @Test
        void favouritesAndPlayedMarks() throws Exception {
            String film = film(TestFilms.ODD);
            assertThat(guest.json("POST", "/UserFavoriteItems/" + film, "")
                            .get("IsFavorite")
                            .asBoolean())
                    .isTrue();
            assertThat(guest.json("POST", "/UserPlayedItems/" + film, "")
                            .get("Played")
                            .asBoolean())
                    .isTrue();
            assertThat(guest.json("DELETE", "/UserPlayedItems/" + film, "")
                            .get("Played")
                            .asBoolean())
                    .isFalse();
            assertThat(guest.json("/UserItems/" + film + "/UserData")
                            .get("IsFavorite")
                            .asBoolean())
                    .isTrue();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/Sessions/Playing          | {}                                          | 400",
                    "/Sessions/Playing          | {\"ItemId\":\"x\"}                          | 400",
                    "/Sessions/Playing          | {\"ItemId\":\"00000000000000000000000000000001\"} | 404",
                    "/Sessions/Playing/Progress | {\"ItemId\":\"FILM\",\"PositionTicks\":-1}   | 400",
                    "/Sessions/Playing/Progress | {\"ItemId\":\"FILM\",\"PositionTicks\":\"x\"} | 400",
                    "/Sessions/Playing/Progress | {\"ItemId\":\"FILM\",\"PositionTicks\":1e400} | 400",
                    "/Sessions/Playing/Progress | {\"ItemId\":\"FILM\",\"PositionTicks\":9223372036854775807} | 204",
                    "/Sessions/Playing/Stopped  | [1]                                         | 400",
                    "/Sessions/Playing/Stopped  | {\"ItemId\":                                | 400",
                    "/Sessions/Playing/Ping     | ''                                          | 400",
                    "/Sessions/Playing/Ping?playSessionId=nobody | ''                         | 204",
                })
        void nonsenseIsRefused(String path, String body, int status) throws Exception {
            assertThat(guest.status("POST", path, body.replace("FILM", film(TestFilms.ODD))))
                    .isEqualTo(status);
        }
    }

    @Nested
    class BadInput {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "GET    | /Items/NOWHERE                                  | 404",
                    "GET    | /Items/not-an-id                                | 400",
                    "GET    | /Items/..%2F..%2Fetc                            | 400",
                    "GET    | /Items?limit=-1                                 | 400",
                    "GET    | /Items?limit=x                                  | 400",
                    "GET    | /Items?startIndex=99999999999999999999          | 400",
                    "GET    | /Items?startIndex=2000000000                    | 200",
                    "GET    | /Items?parentId=NOWHERE                         | 200",
                    "GET    | /Items?userId=x                                 | 400",
                    "GET    | /Items?sortBy=Smell&includeItemTypes=Ghost      | 200",
                    "GET    | /Items?fields=%00%00&searchTerm=%25%27%22%5C    | 200",
                    "GET    | /Items/NOWHERE/PlaybackInfo                     | 404",
                    "POST   | /Items/FILM/PlaybackInfo?maxStreamingBitrate=-5 | 400",
                    "POST   | /Items/FILM/PlaybackInfo?audioStreamIndex=99&mediaSourceId=FILM | 200",
                    "GET    | /Videos/NOWHERE/stream.mp4?static=true          | 404",
                    "GET    | /Videos/FILM/stream.mp4?static=maybe            | 400",
                    "GET    | /Videos/FILM/stream.exe?static=false            | 400",
                    "GET    | /Videos/FILM/stream?videoCodec=%24(reboot)      | 400",
                    "GET    | /Videos/FILM/stream.mp4?mediaSourceId=NOWHERE&static=true | 404",
                    "GET    | /Videos/FILM/stream.mp4?mediaSourceId=x&static=true | 400",
                    "GET    | /Videos/FILM/hls1/main/999999.ts?runtimeTicks=0&actualSegmentLengthTicks=0 | 404",
                    "GET    | /Videos/FILM/hls1/main/-2.ts                    | 404",
                    "GET    | /Videos/FILM/hls1/main/x.ts                     | 404",
                    "GET    | /Videos/FILM/master.m3u8?VideoBitrate=-1        | 400",
                    "GET    | /Videos/FILM/master.m3u8?VideoCodec=%24(reboot) | 400",
                    "GET    | /Videos/FILM/master.m3u8?SegmentLength=0        | 400",
                    "GET    | /Videos/FILM/master.m3u8?SegmentContainer=exe   | 400",
                    "GET    | /Playback/BitrateTest?size=-1                   | 400",
                    "GET    | /Playback/BitrateTest?size=999999999999         | 400",
                    "DELETE | /Videos/ActiveEncodings                         | 400",
                    "GET    | /Users/x                                        | 400",
                    "GET    | /Users/NOWHERE                                  | 404",
                    "POST   | /UserFavoriteItems/NOWHERE                      | 404",
                    "POST   | /Library/VirtualFolders                         | 400",
                    "POST   | /Library/VirtualFolders?name=A&collectionType=smells | 400",
                    "POST   | /Library/VirtualFolders?name=Films              | 409",
                    "POST   | /Library/VirtualFolders?name=B&paths=/no/such/directory | 400",
                    "DELETE | /Library/VirtualFolders?name=NoSuch             | 404",
                    "POST   | /Users/New                                      | 400",
                    "PUT    | /System/Ping                                    | 405",
                    "GET    | /No/Such/Route                                  | 404",
                })
        void isAnsweredWithTheRightStatus(String method, String path, int status) throws Exception {
            String full = path.replace("FILM", film(TestFilms.PLAIN)).replace("NOWHERE", NOWHERE);
            HttpResponse<byte[]> response = admin.send(method, full, "");
            assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(status);
            assertThat(Client.text(response)).doesNotContain("Exception").doesNotContain("\tat ");
        }

        @Test
        void aMessageSaysWhatWasWrongAndWhatIsExpected() throws Exception {
            HttpResponse<byte[]> response = admin.get("/Items?limit=many");
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(Client.parse(response).get("errors").get("limit").get(0).asText())
                    .isEqualTo("limit: \"many\" (expected: a whole number)");
        }

        @Test
        void ourOwnEndpointsAnswerProblems() throws Exception {
            HttpResponse<byte[]> response = admin.send("POST", "/Cluster/Pods/nobody/Drain", "");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(Client.parse(response).get("code").asText()).isEqualTo("ITEM_NOT_FOUND");
        }

        @Test
        void aBodyThatIsTooLongIsRefused() throws Exception {
            assertThat(guest.status("POST", "/Sessions/Capabilities/Full", "{\"x\":\"" + "y".repeat(300_000) + "\"}"))
                    .isEqualTo(400);
            assertThat(guest.status("POST", "/Sessions/Playing", "[" + "[".repeat(100_000)))
                    .isEqualTo(400);
        }
    }

    @Nested
    class WithoutAToken {
        static Stream<String> mediaRoutes() {
            String film = film(TestFilms.PLAIN);
            return Stream.of(
                    "/Videos/" + film + "/stream",
                    "/Videos/" + film + "/stream.mp4?static=true",
                    "/videos/" + film + "/STREAM.mp4?Static=true",
                    "/emby/Videos/" + film + "/stream.mp4?static=true",
                    "//Videos//" + film + "//stream.mp4?static=true",
                    "/Items/" + film + "/Download",
                    "/Items/" + film + "/PlaybackInfo",
                    "/Videos/" + film + "/master.m3u8",
                    "/Videos/" + film + "/main.m3u8",
                    "/Videos/" + film + "/hls1/main/0.ts",
                    "/Videos/" + film + "/hls1/main/-1.mp4",
                    "/Audio/" + film + "/master.m3u8",
                    "/Audio/" + film + "/main.m3u8",
                    "/Audio/" + film + "/hls1/main/0.ts",
                    "/Playback/BitrateTest",
                    "/Items/" + film);
        }

        @ParameterizedTest
        @MethodSource("mediaRoutes")
        void mediaIsNotGivenOut(String path) throws Exception {
            assertThat(anonymous.get(path).statusCode()).isEqualTo(401);
            assertThat(anonymous
                            .get(path, "Authorization", Client.authorization("tests", "wrong"))
                            .statusCode())
                    .isEqualTo(401);
        }

        @Test
        void whatIsOpenIsOpen() throws Exception {
            assertThat(Client.text(anonymous.get("/health"))).isEqualTo("Healthy");
            assertThat(Client.text(anonymous.get("/system/ping"))).isEqualTo("\"Jellyfin Server\"");
            assertThat(anonymous.json("/users/public")).isEmpty();
            assertThat(anonymous.json("/QuickConnect/Enabled").asBoolean()).isTrue();
        }

        @Test
        void browsersMayAskFromAnywhere() throws Exception {
            HttpResponse<byte[]> preflight = anonymous.send(
                    "OPTIONS",
                    "/Items",
                    "",
                    "Origin",
                    "https://app.example",
                    "Access-Control-Request-Method",
                    "GET",
                    "Access-Control-Request-Headers",
                    "authorization");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .contains("authorization");
            HttpResponse<byte[]> refused = anonymous.get("/Items", "Origin", "https://app.example");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(refused.headers().firstValue("X-Physalia-Pod")).contains("test-pod");
        }
    }
}
