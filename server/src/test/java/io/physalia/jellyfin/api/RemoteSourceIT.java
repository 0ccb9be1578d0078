package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.physalia.media.TestFfmpeg;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films that lie on another server, which a {@code .strm} file names. */
@SuppressWarnings("NullAway.Init")
class RemoteSourceIT {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final String PROFILE = """
            {"DeviceProfile":{"DirectPlayProfiles":[{"Container":"mp4","Type":"Video","VideoCodec":"h264","AudioCodec":"aac"}],
             "TranscodingProfiles":[
              {"Container":"ts","Type":"Video","VideoCodec":"h264","AudioCodec":"aac","Protocol":"hls","Context":"Streaming"}],
             "SubtitleProfiles":[]}MORE}""";

    @TempDir
    static Path directory;

    private static HttpServer far;
    private static byte[] film;
    private static TestPod pod;
    private static Client admin;
    private static String id;

    @BeforeAll
    static void setUp() throws Exception {
        film = Files.readAllBytes(TestFfmpeg.film(directory.resolve("far.mp4")));
        far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        far.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        far.createContext("/film.mp4", RemoteSourceIT::serve);
        far.start();
        String address = "http://127.0.0.1:" + far.getAddress().getPort();
        Path films = Files.createDirectories(directory.resolve("films"));
        strm(films, "Far (2020)", address + "/film.mp4");
        strm(films, "Gone (2021)", address + "/gone.mp4");
        strm(films, "Thief (2022)", "file:///etc/passwd");
        strm(films, "Two (2023)", address + "/film.mp4\nfile:///etc/passwd");
        pod = TestPod.start(directory);
        admin = FirstSteps.setUp(pod);
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        JsonNode items =
                admin.json("/Items?recursive=true&includeItemTypes=Movie").get("Items");
        assertThat(items).as("the others are told in the log").hasSize(1);
        id = items.get(0).get("Id").asText();
    }

    private static void strm(Path films, String name, String content) throws IOException {
        Files.writeString(Files.createDirectories(films.resolve(name)).resolve(name + ".strm"), content);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher range =
                    RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            exchange.getResponseHeaders().add("Content-Type", "video/mp4");
            exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
            int from = 0;
            int to = film.length - 1;
            boolean part = range.matches();
            if (part) {
                from = Integer.parseInt(range.group(1));
                to = range.group(2).isEmpty() ? to : Math.min(to, Integer.parseInt(range.group(2)));
                exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + to + "/" + film.length);
            }
            exchange.sendResponseHeaders(part ? 206 : 200, to - from + 1);
            exchange.getResponseBody().write(film, from, to - from + 1);
        }
    }

    @AfterAll
    static void tearDown() {
        if (pod != null) {
            pod.close();
            assertThat(pod.log()).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
            for (String name : List.of("Gone", "Thief", "Two")) {
                assertThat(pod.log()).anyMatch(line -> line.contains(name) && line.contains("was skipped"));
            }
        }
        far.stop(0);
    }

    private static JsonNode source(String more) throws Exception {
        return admin.json("POST", "/Items/" + id + "/PlaybackInfo", PROFILE.replace("MORE", more))
                .get("MediaSources")
                .get(0);
    }

    @Test
    void theClientIsToldWhereTheFilmIs() throws Exception {
        JsonNode source = source("");
        assertThat(source.get("Protocol").asText()).isEqualTo("Http");
        assertThat(source.get("IsRemote").asBoolean()).isTrue();
        assertThat(source.get("Path").asText()).endsWith("/film.mp4");
        assertThat(source.get("SupportsDirectPlay").asBoolean()).isTrue();
        assertThat(source.get("Container").asText()).isEqualTo("mp4");
        assertThat(source.get("MediaStreams")).hasSize(2);
        assertThat(source.get("RunTimeTicks").asLong()).isBetween(9_000_000L, 11_000_000L);
        JsonNode opened = admin.json("POST", "/LiveStreams/Open", "{\"ItemId\":\"" + id + "\"}")
                .get("MediaSource");
        assertThat(opened.get("Id").asText()).isEqualTo(id);
        assertThat(admin.status("POST", "/LiveStreams/Open", "{\"OpenToken\":\"abc_def\"}"))
                .isEqualTo(404);
        assertThat(admin.status("POST", "/LiveStreams/Open", "{}")).isEqualTo(400);
        assertThat(admin.status("POST", "/LiveStreams/Close?liveStreamId=abc", ""))
                .isEqualTo(204);
        assertThat(admin.status("POST", "/LiveStreams/Close", "")).isEqualTo(400);
    }

    @Test
    void itsBytesArePassedOnWithRanges() throws Exception {
        String url = "/Videos/" + id + "/stream.mp4?static=true";
        HttpResponse<byte[]> whole = admin.get(url);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(film);
        assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
        HttpResponse<byte[]> part = admin.get(url, "Range", "bytes=100-199");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 100-199/" + film.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(film, 100, 200));
    }

    @Test
    void itIsTranscodedToo() throws Exception {
        String url = source(",\"EnableDirectPlay\":false").get("TranscodingUrl").asText();
        for (String copy : List.of("", "&allowVideoStreamCopy=false&allowAudioStreamCopy=false")) {
            HttpResponse<byte[]> segment = admin.get(
                    url.replace("master.m3u8", "hls1/main/0.ts") + copy + "&runtimeTicks=0&actualSegmentLengthTicks=0");
            assertThat(segment.statusCode()).isEqualTo(200);
            assertThat(segment.body()).hasSizeGreaterThan(1000).startsWith((byte) 0x47);
        }
    }
}
