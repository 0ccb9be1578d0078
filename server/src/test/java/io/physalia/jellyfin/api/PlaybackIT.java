package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.media.MediaInfo;
import io.physalia.media.TestFfmpeg;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions, subtitles, progressive streams and music over HTTP, on real media. */
@SuppressWarnings("NullAway.Init")
class PlaybackIT {
    private static final String SRT =
            "1\n00:00:00,500 --> 00:00:01,500\n<i>Hello</i>\n\n2\n00:00:02,000 --> 00:00:03,000\nWorld\n";
    private static final String PROFILE = """
            {"DeviceProfile":{"MaxStreamingBitrate":100000000,"DirectPlayProfiles":[
              {"Container":"mkv,mp4","Type":"Video","VideoCodec":"h264","AudioCodec":"aac"}],
             "TranscodingProfiles":[
              {"Container":"ts","Type":"Video","VideoCodec":"h264","AudioCodec":"aac","Protocol":"hls","Context":"Streaming"}],
             "SubtitleProfiles":[{"Format":"vtt","Method":"External"},{"Format":"ass","Method":"External"}]}MORE}""";

    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client admin;
    private static final Map<String, String> items = new HashMap<>();

    @BeforeAll
    static void setUp() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        Path folder = Files.createDirectories(films.resolve("Texts (2020)"));
        Path srt = Files.writeString(directory.resolve("in.srt"), SRT);
        Path font = Files.writeString(directory.resolve("in.ttf"), "no font");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x36:r=5:d=4",
                "-f",
                "lavfi",
                "-i",
                "sine=r=48000:d=4",
                "-i",
                srt.toString(),
                "-i",
                srt.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-map",
                "2",
                "-map",
                "3",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "flac",
                "-c:s:0",
                "srt",
                "-c:s:1",
                "ass",
                "-attach",
                font.toString(),
                "-metadata:s:t",
                "mimetype=font/ttf",
                folder.resolve("Texts (2020).mkv").toString()));
        Files.writeString(folder.resolve("Texts (2020).en.forced.srt"), SRT);
        Path versions = Files.createDirectories(films.resolve("Two (2021)"));
        TestFfmpeg.film(versions.resolve("Two (2021) - 1080p.mp4"));
        TestFfmpeg.film(versions.resolve("Two (2021) - 720p.mp4"));
        Path music = Files.createDirectories(directory.resolve("music/Artist/Album"));
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=r=44100:d=2",
                music.resolve("01 - Song.flac").toString()));
        pod = TestPod.start(directory);
        admin = FirstSteps.setUp(pod);
        JsonNode me = admin.json("/Users/Me");
        com.fasterxml.jackson.databind.node.ObjectNode policy = me.get("Policy").deepCopy();
        policy.put("EnableSubtitleManagement", true);
        admin.json("POST", "/Users/" + me.get("Id").asText() + "/Policy", policy.toString());
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        FirstSteps.addLibrary(admin, "music", "Music", directory.resolve("music"));
        for (JsonNode item :
                admin.json("/Items?recursive=true&includeItemTypes=Movie,Audio").get("Items")) {
            items.put(item.get("Name").asText(), item.get("Id").asText());
        }
    }

    @AfterAll
    static void tearDown() {
        if (pod != null) {
            pod.close();
            assertThat(pod.log()).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
        }
    }

    private static String id(String name) {
        return items.getOrDefault(name, "missing: " + name + " of " + items.keySet());
    }

    private static JsonNode info(String name, String more) throws Exception {
        return admin.json("POST", "/Items/" + id(name) + "/PlaybackInfo", PROFILE.replace("MORE", more));
    }

    @Test
    void theMasterPlaylistListsTextSubtitlesForWhoWantsThemInHls() throws Exception {
        String hls = PROFILE.replace("\"Method\":\"External\"", "\"Method\":\"Hls\"")
                .replace(
                        "MORE",
                        ",\"EnableDirectPlay\":false,\"SubtitleStreamIndex\":2,\"MediaSourceId\":\"" + id("Texts")
                                + "\"");
        JsonNode source = admin.json("POST", "/Items/" + id("Texts") + "/PlaybackInfo", hls)
                .get("MediaSources")
                .get(0);
        String url = source.get("TranscodingUrl").asText();
        assertThat(url).contains("SubtitleMethod=Hls", "SubtitleStreamIndex=2");
        String master = text(url);
        List<String> renditions = master.lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA:TYPE=SUBTITLES"))
                .toList();
        assertThat(renditions).hasSize(3);
        assertThat(renditions.getFirst()).contains("DEFAULT=YES");
        assertThat(renditions.getLast()).contains("DEFAULT=NO", "FORCED=YES", "LANGUAGE=\"en");
        assertThat(renditions.stream().map(line -> line.replaceAll(".*NAME=\"([^\"]*)\".*", "$1")))
                .as("names tell renditions apart (RFC 8216, 4.3.4.1.1)")
                .doesNotHaveDuplicates();
        assertThat(master).contains(",SUBTITLES=\"subs\"");
        String place = url.substring(0, url.lastIndexOf("/", url.indexOf('?')) + 1);
        for (String rendition : renditions) {
            String playlist = place + rendition.replaceAll(".*URI=\"([^\"]*)\".*", "$1");
            String piece = text(playlist)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .findFirst()
                    .orElseThrow();
            assertThat(text(playlist.substring(0, playlist.lastIndexOf("/", playlist.indexOf('?')) + 1) + piece))
                    .startsWith("WEBVTT")
                    .contains("X-TIMESTAMP-MAP=MPEGTS:900000", "Hello");
        }
        assertThat(text(url.replace("SubtitleMethod=Hls", "SubtitleMethod=External")))
                .doesNotContain("#EXT-X-MEDIA", "SUBTITLES=");
    }

    private static List<JsonNode> subtitles(JsonNode source) {
        return StreamSupport.stream(source.get("MediaStreams").spliterator(), false)
                .filter(stream -> stream.get("Type").asText().equals("Subtitle"))
                .toList();
    }

    private static String text(String url) throws Exception {
        HttpResponse<byte[]> response = Client.anonymous(pod.address()).get(url);
        assertThat(response.statusCode()).as(url).isEqualTo(200);
        return Client.text(response);
    }

    @Test
    void everySubtitleSaysHowItComes() throws Exception {
        JsonNode source = info("Texts", "").get("MediaSources").get(0);
        List<JsonNode> subtitles = subtitles(source);
        assertThat(subtitles).hasSize(3);
        assertThat(subtitles)
                .extracting(each -> each.get("DeliveryMethod").asText())
                .containsOnly("External");
        assertThat(subtitles)
                .extracting(each -> each.get("IsExternal").asBoolean())
                .containsExactly(false, false, true);
        assertThat(StreamSupport.stream(source.get("MediaStreams").spliterator(), false)
                        .map(each -> each.get("Index").asInt()))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(text(subtitles.get(0).get("DeliveryUrl").asText()))
                .startsWith("WEBVTT")
                .contains("00:00:00.500 --> 00:00:01.500\n<i>Hello</i>");
        assertThat(text(subtitles.get(1).get("DeliveryUrl").asText()))
                .contains("[Events]")
                .contains("World");
        String external = subtitles.get(2).get("DeliveryUrl").asText();
        assertThat(subtitles.get(2).get("Language").asText()).isEqualTo("eng");
        assertThat(text(external.replace("Stream.vtt", "Stream.js"))).contains("\"StartPositionTicks\":5000000");
        assertThat(text(external.replace("Stream.vtt", "Stream.srt"))).isEqualTo(SRT);
        String font = source.get("MediaAttachments").get(0).get("DeliveryUrl").asText();
        assertThat(text(font)).isEqualTo("no font");
        assertThat(Client.anonymous(pod.address())
                        .get(external.substring(0, external.indexOf('?')))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void subtitlesComeInPiecesForHls() throws Exception {
        String film = id("Texts");
        String base = "/Videos/" + film + "/" + film + "/Subtitles/2/";
        String playlist = Client.text(admin.get(base + "subtitles.m3u8?segmentLength=2"));
        List<String> pieces =
                playlist.lines().filter(line -> line.startsWith("stream.vtt")).toList();
        assertThat(pieces).hasSize(2);
        assertThat(playlist).contains("#EXT-X-TARGETDURATION:2").contains("#EXTINF:2.000000,");
        assertThat(text(base + pieces.get(0)))
                .contains("X-TIMESTAMP-MAP=MPEGTS:900000")
                .contains("Hello")
                .doesNotContain("World");
        assertThat(text(base + pieces.get(1))).contains("00:00:02.000 --> 00:00:03.000");
    }

    @Test
    void subtitlesArePutBesideTheFilmAndTakenAway() throws Exception {
        String two = id("Two");
        String data = Base64.getEncoder().encodeToString(SRT.getBytes(StandardCharsets.UTF_8));
        admin.json(
                "POST",
                "/Videos/" + two + "/Subtitles",
                "{\"Language\":\"ger\",\"Format\":\"srt\",\"IsForced\":false,\"IsHearingImpaired\":true,\"Data\":\""
                        + data + "\"}");
        JsonNode uploaded =
                subtitles(info("Two", "").get("MediaSources").get(0)).getFirst();
        assertThat(uploaded.get("IsExternal").asBoolean()).isTrue();
        assertThat(uploaded.get("Language").asText()).isEqualTo("ger");
        assertThat(uploaded.get("IsHearingImpaired").asBoolean()).isTrue();
        assertThat(text(uploaded.get("DeliveryUrl").asText())).contains("World");
        Path file = Path.of(uploaded.get("Path").asText());
        assertThat(file).exists();
        assertThat(admin.status(
                        "DELETE",
                        "/Videos/" + two + "/Subtitles/" + uploaded.get("Index").asInt(),
                        ""))
                .isEqualTo(204);
        assertThat(file).doesNotExist();
        assertThat(subtitles(info("Two", "").get("MediaSources").get(0))).isEmpty();
        for (String bad : List.of(
                "{\"Format\":\"srt\",\"Data\":\"!\"}",
                "{\"Format\":\"exe\",\"Data\":\"" + data + "\"}",
                "{\"Format\":\"srt\",\"Language\":\"../x\",\"Data\":\"" + data + "\"}",
                "{\"Format\":\"srt\",\"Data\":\"\"}")) {
            assertThat(admin.status("POST", "/Videos/" + two + "/Subtitles", bad))
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void everyVersionIsOfferedAndPlays() throws Exception {
        String two = id("Two");
        JsonNode sources = info("Two", "").get("MediaSources");
        assertThat(sources).hasSize(2);
        assertThat(sources.get(0).get("Id").asText()).isEqualTo(two);
        String other = sources.get(1).get("Id").asText();
        JsonNode named = info("Two", ",\"MediaSourceId\":\"" + other + "\",\"EnableDirectPlay\":false");
        assertThat(named.get("MediaSources")).hasSize(1);
        assertThat(named.get("MediaSources").get(0).get("Id").asText()).isEqualTo(other);
        assertThat(text(named.get("MediaSources").get(0).get("TranscodingUrl").asText()))
                .contains("main.m3u8");
        assertThat(admin.get("/Videos/" + two + "/stream.mp4?static=true&mediaSourceId=" + other)
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.get("/Videos/" + two + "/master.m3u8?mediaSourceId=" + other)
                        .statusCode())
                .isEqualTo(200);
        String film = id("Texts");
        assertThat(admin.get("/Videos/" + two + "/stream.mp4?static=true&mediaSourceId=" + film)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aProgressiveTranscodeIsTheFilm() throws Exception {
        String film = id("Texts");
        HttpResponse<byte[]> whole =
                admin.get("/Videos/" + film + "/stream.mp4?static=false&videoCodec=h264&audioCodec=mp3&maxWidth=32");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("none");
        assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
        MediaInfo made = probe(whole.body(), "a.mp4");
        assertThat(made.video().orElseThrow().width()).isEqualTo(32);
        assertThat(made.audio().orElseThrow().codec()).isEqualTo("mp3");
        assertThat(made.duration().toMillis()).isBetween(3800L, 4300L);
        HttpResponse<byte[]> rest = admin.get(
                "/Videos/" + film + "/stream.ts?static=false&videoCodec=h264&audioCodec=aac&startTimeTicks=20000000"
                        // Copied pictures would begin at the keyframe before.
                        + "&allowVideoStreamCopy=false&allowAudioStreamCopy=false");
        assertThat(probe(rest.body(), "b.ts").duration().toMillis()).isBetween(1800L, 2400L);
        HttpResponse<byte[]> head =
                admin.send("HEAD", "/Videos/" + film + "/stream.mp4?static=false&videoCodec=h264", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void musicComesAsItIsOrOnItsWay() throws Exception {
        String song = id("Song");
        HttpResponse<byte[]> direct = admin.get("/Audio/" + song + "/universal?container=flac,mp3");
        assertThat(direct.headers().firstValue("Content-Type")).contains("audio/flac");
        assertThat(direct.headers().firstValue("Accept-Ranges")).contains("bytes");
        HttpResponse<byte[]> mp3 =
                admin.get("/Audio/" + song + "/universal?container=mp3&transcodingContainer=mp3&audioCodec=mp3");
        assertThat(mp3.statusCode()).isEqualTo(302);
        String url = mp3.headers().firstValue("Location").orElseThrow();
        assertThat(url).contains("/audio/").contains("/stream.mp3?");
        MediaInfo made = probe(
                Client.anonymous(pod.address())
                        .get(url.substring(pod.address().toString().length()))
                        .body(),
                "c.mp3");
        assertThat(made.audio().orElseThrow().codec()).isEqualTo("mp3");
        HttpResponse<byte[]> hls = admin.get("/Audio/" + song
                + "/universal?container=mp3&transcodingContainer=ts&transcodingProtocol=hls&audioCodec=aac");
        assertThat(hls.headers().firstValue("Location").orElseThrow()).contains("/master.m3u8?");
    }

    @Test
    void aFileComesInParts() throws Exception {
        HttpResponse<byte[]> part = admin.get("/Items/" + id("Song") + "/File", "Range", "bytes=0-3");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(Client.text(part)).isEqualTo("fLaC");
        assertThat(admin.send("HEAD", "/Items/" + id("Song") + "/File", "").body())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /Videos/FILM/FILM/Subtitles/0/Stream.vtt                        | 404
            /Videos/FILM/FILM/Subtitles/99/Stream.vtt                       | 404
            /Videos/FILM/FILM/Subtitles/x/Stream.vtt                        | 400
            /Videos/FILM/FILM/Subtitles/2/Stream.exe                        | 400
            /Videos/FILM/FILM/Subtitles/2/-1/Stream.vtt                     | 400
            /Videos/FILM/FILM/Subtitles/2/subtitles.m3u8?segmentLength=0    | 400
            /Videos/FILM/FILM/Attachments/0                                 | 404
            /Videos/FILM/stream.exe?static=false                            | 400
            /Videos/FILM/stream.webm?static=false                           | 400
            /Videos/FILM/stream.mp4?static=false&startTimeTicks=-1          | 400
            /Videos/FILM/stream.mp4?static=false&videoCodec=%24(reboot)     | 400
            /Audio/SONG/universal?container=mp3&transcodingContainer=exe    | 400
            """)
    void wrongRequestsAreTold(String path, int status) throws Exception {
        String url = path.replace("FILM", id("Texts")).replace("SONG", id("Song"));
        assertThat(Stream.of(admin.get(url).statusCode())).as(url).containsExactly(status);
    }

    private static MediaInfo probe(byte[] bytes, String name) throws Exception {
        return TestFfmpeg.prober().probe(Files.write(directory.resolve(name), bytes));
    }
}
