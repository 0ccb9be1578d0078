package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.hls.CaptionedPicture;
import io.physalia.hls.audit.MasterPlaylistAudit;
import io.physalia.hls.audit.MediaPlaylistAudit;
import io.physalia.hls.audit.PictureFormat;
import io.physalia.media.MediaInfo;
import io.physalia.media.TestFfmpeg;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Films of every shape over HTTP, held to RFC 8216: what the master playlist says, where segments lie, what they hold. */
@SuppressWarnings("NullAway.Init")
class HlsFilmsIT {
    private static final String PICTURE = "testsrc2=s=160x90:r=25:d=7";
    private static final String SOUND = "sine=f=440:r=48000:d=7";
    private static final int HOURS_8 = 8 * 3600 - 1;
    private static final String SRT =
            "1\n00:00:00,500 --> 00:00:01,500\nHello\n\n2\n00:00:05,000 --> 00:00:06,000\nWorld\n";

    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client admin;
    private static Path films;
    private static final Map<String, String> items = new HashMap<>();

    @BeforeAll
    static void setUp() throws Exception {
        films = Files.createDirectories(directory.resolve("films"));
        Path srt = Files.writeString(directory.resolve("in.srt"), SRT);
        make("Plain.mp4", PICTURE, SOUND);
        make("Short.mp4", "testsrc2=s=160x90:r=25:d=1", "sine=f=440:r=48000:d=1");
        make("Wide.mkv", PICTURE + ",setsar=64/45", SOUND);
        make("Odd.mkv", "testsrc2=s=161x91:r=25:d=7,format=yuv444p", SOUND);
        make("Large.mkv", "testsrc2=s=1920x1088:r=50:d=0.5", "sine=f=440:r=44100:d=0.5");
        make("Silent.mkv", PICTURE, "");
        make("Tall.mp4", "testsrc2=s=90x160:r=30000/1001:d=7", SOUND);
        List<String> two = new ArrayList<>(inputs(PICTURE, SOUND));
        two.addAll(List.of("-f", "lavfi", "-i", "sine=f=880:r=48000:d=7", "-i", srt.toString()));
        two.addAll(List.of("-map", "0", "-map", "1", "-map", "2", "-map", "3", "-c:v", "libx264", "-c:a", "aac"));
        two.addAll(List.of(
                "-pix_fmt",
                "yuv420p",
                "-c:s",
                "srt",
                films.resolve("Tongues.mkv").toString()));
        TestFfmpeg.run(two);
        copy(List.of("-display_rotation:v", "90"), "Plain.mp4", List.of(), "Turned.mp4");
        copy(List.of(), "Tongues.mkv", List.of("-map", "0"), "Asked.mkv");
        makeCaptioned();
        makeLong();
        makeBroken();
        Path music = Files.createDirectories(directory.resolve("music/Artist/Album"));
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=r=44100:d=9",
                music.resolve("01 - Song.flac").toString()));
        pod = TestPod.start(directory);
        admin = FirstSteps.setUp(pod);
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

    private static List<String> inputs(String picture, String sound) {
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", picture));
        if (!sound.isEmpty()) {
            arguments.addAll(List.of("-f", "lavfi", "-i", sound));
        }
        return arguments;
    }

    private static void make(String name, String picture, String sound) {
        List<String> arguments = new ArrayList<>(inputs(picture, sound));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-c:a", "aac"));
        if (!picture.contains("format=")) {
            arguments.addAll(List.of("-pix_fmt", "yuv420p"));
        }
        arguments.add(films.resolve(name).toString());
        TestFfmpeg.run(arguments);
    }

    private static void copy(List<String> before, String from, List<String> after, String to) {
        List<String> arguments = new ArrayList<>(before);
        arguments.addAll(List.of("-i", films.resolve(from).toString(), "-c", "copy"));
        arguments.addAll(after);
        arguments.add(films.resolve(to).toString());
        TestFfmpeg.run(arguments);
    }

    /** One with closed captions in its pictures, and one that has them as a track of its own. */
    private static void makeCaptioned() throws Exception {
        Path bare = directory.resolve("bare.h264");
        TestFfmpeg.run(
                List.of("-i", films.resolve("Plain.mp4").toString(), "-map", "0:v", "-c", "copy", bare.toString()));
        Files.write(bare, CaptionedPicture.of(Files.readAllBytes(bare), CaptionedPicture.WORDS));
        copy(
                List.of("-framerate", "25", "-i", bare.toString()),
                "Plain.mp4",
                List.of("-map", "0:v", "-map", "1:a"),
                "Said.mp4");
        Path words = Files.writeString(directory.resolve("words.scc"), """
                Scenarist_SCC V1.0

                00:00:01:00\t9420 9420 94ae 94ae 9470 9470 c8e5 ecec ef80 942f 942f

                00:00:06:00\t942c 942c

                00:00:06:20\t942c 942c
                """);
        copy(List.of("-i", words.toString()), "Plain.mp4", List.of("-map", "1", "-map", "0"), "Written.mov");
    }

    /** Eight hours out of one minute. */
    private static void makeLong() throws Exception {
        Path minute = directory.resolve("minute.mp4");
        List<String> arguments = new ArrayList<>(inputs("testsrc2=s=64x36:r=1:d=60", "sine=f=440:r=8000:d=60"));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "6", "-pix_fmt", "yuv420p"));
        arguments.addAll(List.of("-c:a", "aac", "-b:a", "8k", minute.toString()));
        TestFfmpeg.run(arguments);
        List<String> loop = new ArrayList<>(List.of("-stream_loop", "-1", "-i", minute.toString(), "-c", "copy"));
        loop.addAll(List.of(
                "-t", Integer.toString(HOURS_8), films.resolve("Long.mkv").toString()));
        TestFfmpeg.run(loop);
    }

    /** A recording whose receiver was interrupted: packets are missing here and there, and half a second altogether. */
    private static void makeBroken() throws Exception {
        copy(List.of(), "Plain.mp4", List.of("-f", "mpegts"), "Broken.ts");
        byte[] whole = Files.readAllBytes(films.resolve("Broken.ts"));
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        int packets = whole.length / 188;
        for (int i = 0; i < packets; i++) {
            boolean isLost = (i > packets / 4 && i % 97 == 0) || (i > packets / 2 && i < packets / 2 + packets / 14);
            if (!isLost) {
                left.write(whole, i * 188, 188);
            }
        }
        Files.write(films.resolve("Broken.ts"), left.toByteArray());
    }

    private static String id(String name) {
        return items.getOrDefault(name, "missing: " + name + " of " + items.keySet());
    }

    private static String master(String kind, String name, String container, String more) {
        return "/" + kind + "/" + id(name) + "/master.m3u8?MediaSourceId=" + id(name)
                + "&AudioCodec=aac&SegmentContainer=" + container + "&ApiKey=" + admin.token() + "&PlaySessionId="
                + name + container + more.hashCode() + more;
    }

    private static HlsViewing view(String name, String container, String more) throws Exception {
        return new HlsViewing(pod.address(), master("Videos", name, container, "&VideoCodec=h264" + more), true);
    }

    private static MediaInfo probe(HlsViewing viewing, String name) throws Exception {
        return TestFfmpeg.prober().probe(Files.write(directory.resolve(name), viewing.film()));
    }

    /** What comes of each film: size of the picture, and seconds. */
    @ParameterizedTest
    @CsvSource({
        "Plain, 160, 90, 7",
        "Short, 160, 90, 1",
        "Wide, 226, 90, 7",
        "Odd, 160, 90, 7",
        "Large, 1920, 1088, 0.5",
        "Silent, 160, 90, 7",
        "Tall, 90, 160, 7",
        "Turned, 90, 160, 7"
    })
    void everyShapeOfFilmIsEncoded(String name, int width, int height, double seconds) throws Exception {
        for (String container : List.of("ts", "mp4")) {
            HlsViewing viewing = view(
                            name,
                            container,
                            "&AllowVideoStreamCopy=false&AllowAudioStreamCopy=false&VideoBitrate=8000000")
                    .fetchAll();
            assertThat(viewing.problems()).as(name + " as " + container).isEmpty();
            PictureFormat picture = viewing.facts().picture().orElseThrow();
            assertThat(List.of(picture.width(), picture.height())).as(name).containsExactly(width, height);
            assertThat(viewing.playlist().totalSeconds()).isBetween(seconds - 0.1, seconds + 0.1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Plain", "Short", "Wide", "Silent", "Tall"})
    void whatCanBePassedOnIs(String name) throws Exception {
        for (String container : List.of("ts", "mp4")) {
            HlsViewing viewing = view(name, container, "").fetchAll();
            assertThat(viewing.problems()).as(name + " as " + container).isEmpty();
        }
    }

    @Test
    void eightHoursAreListedAtOnceAndBegunAnywhere() throws Exception {
        HlsViewing viewing = view("Long", "ts", "&AllowVideoStreamCopy=false");
        assertThat(viewing.playlist().totalSeconds()).isBetween(HOURS_8 - 1.0, HOURS_8 + 1.0);
        int last = viewing.playlist().segments().size() - 1;
        assertThat(last).isGreaterThan(HOURS_8 / 7);
        for (int index : new int[] {last, last / 2, 0}) {
            // Each is a seek, so each is looked at alone.
            HlsViewing there = view("Long", "ts", "&AllowVideoStreamCopy=false");
            there.fetch(index);
            assertThat(there.problems()).as("segment " + index).isEmpty();
        }
    }

    @Test
    void aRecordingWithHolesIsPlayedToItsEnd() throws Exception {
        HlsViewing viewing = new HlsViewing(
                pod.address(), master("Videos", "Broken", "ts", "&VideoCodec=h264&AllowVideoStreamCopy=false"), false);
        viewing.fetchAll();
        // What was lost is lost; what is there is in its place.
        assertThat(viewing.problems()).noneMatch(problem -> !problem.contains("gap of"));
        assertThat(probe(viewing, "broken.ts").video()).isPresent();
    }

    @Test
    void musicHasNoPicture() throws Exception {
        for (String container : List.of("ts", "mp4")) {
            HlsViewing viewing = new HlsViewing(pod.address(), master("Audio", "Song", container, ""), true);
            viewing.fetchAll();
            assertThat(viewing.problems()).as(container).isEmpty();
            assertThat(viewing.variant().width()).isZero();
            assertThat(viewing.facts().codecs()).containsExactly("mp4a");
        }
    }

    @Test
    void anotherTongueInTheMiddleOfTheFilmGoesOnWhereTheFirstOneWas() throws Exception {
        HlsViewing first = view("Tongues", "ts", "&AudioStreamIndex=1&AllowVideoStreamCopy=false");
        HlsViewing second = view("Tongues", "ts", "&AudioStreamIndex=2&AllowVideoStreamCopy=false");
        int count = first.playlist().segments().size();
        assertThat(second.playlist().segments()).hasSize(count);
        for (int i = 0; i < count; i++) {
            URI uri = (i < count / 2 ? first : second)
                    .playlist()
                    .segments()
                    .get(i)
                    .uri();
            first.take(i, first.get(uri).body());
        }
        assertThat(first.problems()).isEmpty();
        HlsViewing whole = view("Tongues", "ts", "&AudioStreamIndex=1&AllowVideoStreamCopy=false")
                .fetchAll();
        assertThat(pitches(first.film())).isNotEqualTo(pitches(whole.film()));
        assertThat(pitches(first.film()).subList(0, 2))
                .isEqualTo(pitches(whole.film()).subList(0, 2));
    }

    /** About how high the sound is, second by second: how often it crosses zero upwards. */
    private static List<Long> pitches(byte[] film) throws Exception {
        Path file = Files.write(directory.resolve("sound.ts"), film);
        Path raw = directory.resolve("sound.raw");
        TestFfmpeg.run(List.of(
                "-i",
                file.toString(),
                "-map",
                "0:a",
                "-ac",
                "1",
                "-ar",
                "48000",
                "-f",
                "s8",
                "-c:a",
                "pcm_s8",
                raw.toString()));
        byte[] samples = Files.readAllBytes(raw);
        List<Long> pitches = new ArrayList<>();
        for (int at = 0; at + 48_000 <= samples.length; at += 48_000) {
            long crossings = 0;
            for (int i = at + 1; i < at + 48_000; i++) {
                crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
            }
            pitches.add(Math.round(crossings / 100.0));
        }
        return pitches;
    }

    @Test
    void subtitlesAreARenditionThatCoversTheFilm() throws Exception {
        HlsViewing viewing = view("Tongues", "ts", "&SubtitleMethod=Hls&SubtitleStreamIndex=3");
        assertThat(viewing.master().renditions()).hasSize(1);
        URI uri = viewing.master().renditions().getFirst().uri().orElseThrow();
        MediaPlaylistAudit texts = MediaPlaylistAudit.of(Client.text(viewing.get(uri)), uri);
        assertThat(texts.problems()).isEmpty();
        assertThat(texts.totalSeconds()).isBetween(6.9, 7.1);
        for (MediaPlaylistAudit.Segment piece : texts.segments()) {
            String text = Client.text(viewing.get(piece.uri()));
            assertThat(text).startsWith("WEBVTT").contains("X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000");
            // The file's own times: its muxer made room for what precedes the sound.
            assertThat(text).containsPattern("00:00:00\\.5.. --> 00:00:01\\.5..[^:]+00:00:05\\.0.. --> 00:00:06\\.0..");
        }
    }

    /** Before the player asks for it, as a film takes a while to be read. */
    @Test
    void textThatIsChosenIsTakenOutAtOnce() throws Exception {
        long before = extractions();
        JsonNode source = admin.json(
                        "POST",
                        "/Items/" + id("Asked") + "/PlaybackInfo?SubtitleStreamIndex=3&MediaSourceId=" + id("Asked"),
                        "{\"DeviceProfile\":{\"DirectPlayProfiles\":[{\"Type\":\"Video\"}],"
                                + "\"SubtitleProfiles\":[{\"Format\":\"vtt\",\"Method\":\"External\"}]}}")
                .at("/MediaSources/0");
        assertThat(source.at("/MediaStreams/3/DeliveryMethod").asText()).isEqualTo("External");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (extractions() == before) {
            assertThat(System.nanoTime()).as("nobody takes it out").isLessThan(deadline);
            Thread.sleep(50);
        }
        assertThat(Client.text(
                        admin.get(source.at("/MediaStreams/3/DeliveryUrl").asText())))
                .contains("Hello", "World");
        assertThat(extractions()).as("once").isEqualTo(before + 1);
    }

    private static long extractions() throws Exception {
        return Client.text(Client.anonymous(pod.address()).get("/metrics"))
                .lines()
                .filter(line ->
                        line.startsWith("physalia_job_runs_seconds_count") && line.contains("kind=\"subtitles\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void captionsInThePictureAreAnnounced() throws Exception {
        for (String copied : List.of("true", "false")) {
            HlsViewing viewing = view("Said", "ts", "&AllowVideoStreamCopy=" + copied);
            assertThat(viewing.master().renditions())
                    .extracting(MasterPlaylistAudit.Rendition::type)
                    .containsExactly("CLOSED-CAPTIONS");
            assertThat(viewing.variant().captions().orElseThrow().group()).isPresent();
        }
        assertThat(view("Plain", "ts", "").variant().captions()).isEmpty();
    }

    @Test
    void captionsInATrackOfTheirOwnAreText() throws Exception {
        JsonNode track = admin.json("/Items/" + id("Written") + "/PlaybackInfo").at("/MediaSources/0/MediaStreams/2");
        assertThat(track.get("Type").asText()).isEqualTo("Subtitle");
        assertThat(track.get("Codec").asText()).isEqualTo("eia_608");
        assertThat(track.get("IsTextSubtitleStream").asBoolean()).isTrue();
        String base = "/Videos/" + id("Written") + "/" + id("Written") + "/Subtitles/2/Stream.";
        assertThat(Client.text(admin.get(base + "srt"))).contains(" --> ").contains("\nHello\n");
        assertThat(Client.text(admin.get(base + "vtt"))).startsWith("WEBVTT").contains("\nHello\n");
        assertThat(Client.text(admin.get(base + "ass"))).contains("[Events]").contains("Hello");
        HlsViewing listed = view("Written", "ts", "&SubtitleMethod=Hls&SubtitleStreamIndex=2");
        assertThat(listed.master().renditions()).hasSize(1);

        String encoded = "&AllowVideoStreamCopy=false&SubtitleStreamIndex=2&SubtitleMethod=";
        HlsViewing drawn = view("Written", "ts", encoded + "Encode").fetchAll();
        assertThat(drawn.problems()).isEmpty();
        HlsViewing bare = view("Written", "ts", encoded + "External").fetchAll();
        byte[] with = light(drawn);
        byte[] without = light(bare);
        int most = 0;
        for (int spot = 0; spot < with.length; spot++) {
            most = Math.max(most, Math.abs((with[spot] & 0xff) - (without[spot] & 0xff)));
        }
        assertThat(most).as("words below, at 3 s").isGreaterThan(10);
    }

    /** How light the lowest fifth of the picture is at 3 s, in 8 x 8 spots. */
    private static byte[] light(HlsViewing viewing) throws Exception {
        Path film = Files.write(directory.resolve("light.ts"), viewing.film());
        Path raw = directory.resolve("light.raw");
        TestFfmpeg.run(List.of(
                "-ss",
                "3",
                "-i",
                film.toString(),
                "-frames:v",
                "1",
                "-vf",
                "crop=iw:ih/5:0:ih*4/5,scale=8:8:flags=area,format=gray",
                "-f",
                "rawvideo",
                raw.toString()));
        return Files.readAllBytes(raw);
    }

    /** A player that knows the running session by its id alone, as of Jellyfin's older HLS. */
    @Test
    void aRunningSessionIsPlayedByItsId() throws Exception {
        String more = "&VideoCodec=h264&AllowVideoStreamCopy=false&MaxWidth=80";
        HlsViewing viewing = new HlsViewing(pod.address(), master("Videos", "Plain", "ts", more), true);
        viewing.fetch(0);
        String session = "";
        for (JsonNode each : admin.json("/Cluster/TranscodeSessions")) {
            if (each.get("PlaySessionId").asText().equals("Plain" + "ts" + more.hashCode())) {
                session = each.get("Id").asText();
            }
        }
        assertThat(session).hasSize(32);
        String base = "/Videos/" + id("Plain") + "/hls/" + session + "/";
        URI uri = URI.create(pod.address() + base + "stream.m3u8?ApiKey=" + admin.token());
        MediaPlaylistAudit playlist = MediaPlaylistAudit.of(Client.text(viewing.get(uri)), uri);
        assertThat(playlist.problems()).isEmpty();
        assertThat(playlist.segments()).hasSameSizeAs(viewing.playlist().segments());
        byte[] segment = viewing.get(playlist.segments().get(1).uri()).body();
        assertThat(segment)
                .isEqualTo(
                        viewing.get(viewing.playlist().segments().get(1).uri()).body());
        assertThat(admin.get(base + session + "1.ts").body()).isEqualTo(segment);
        HttpResponse<byte[]> packed = admin.get("/Audio/" + id("Plain") + "/hls/" + session + "1/stream.aac");
        assertThat(packed.headers().firstValue("Content-Type")).contains("audio/aac");
        assertThat(new String(packed.body(), 0, 3, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("ID3");
        MediaInfo sound = TestFfmpeg.prober().probe(Files.write(directory.resolve("packed.aac"), packed.body()));
        assertThat(sound.audio().orElseThrow().codec()).isEqualTo("aac");
        for (String wrong : List.of(
                "/Videos/" + id("Short") + "/hls/" + session + "/stream.m3u8",
                base.replace(session, "0".repeat(32)) + "stream.m3u8",
                base.replace(session, "..%2F..") + "1.ts",
                base + "x.ts",
                base + "999.ts",
                "/Audio/" + id("Plain") + "/hls/" + session + "1/stream.mp3",
                "/Audio/" + id("Plain") + "/hls/1/stream.aac")) {
            assertThat(admin.get(wrong).statusCode()).as(wrong).isEqualTo(404);
        }
        assertThat(Client.anonymous(pod.address()).get(base + "1.ts").statusCode())
                .isEqualTo(401);
    }
}
