package io.physalia.colony.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.physalia.colony.film.FfmpegRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film of eight segments of a quarter of a second, played from a server that can be slow or broken. */
class ViewerTest {
    private static final int SEGMENTS = 8;

    private final Map<Integer, Long> delays = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> errors = new ConcurrentHashMap<>();
    private HttpServer server;
    private volatile boolean swapped;

    @TempDir
    static Path film;

    @TempDir
    Path directory;

    @BeforeAll
    static void encode() throws Exception {
        List<String> command =
                new ArrayList<>(List.of(FfmpegRunner.find().ffmpeg().toString(), "-v", "error", "-f", "lavfi", "-i"));
        command.addAll(List.of("testsrc2=s=64x36:r=24:d=2", "-c:v", "libx264", "-preset", "ultrafast", "-g", "6"));
        command.addAll(List.of("-muxdelay", "0", "-muxpreload", "0", "-output_ts_offset", "10"));
        command.addAll(List.of("-f", "hls", "-hls_time", "0.25", "-hls_playlist_type", "vod"));
        command.addAll(List.of(
                "-hls_segment_filename",
                film.resolve("%d.ts").toString(),
                film.resolve("list.m3u8").toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String type = "application/x-mpegURL";
        String body = "";
        byte[] segment = new byte[0];
        int status = 200;
        if (path.equals("/master.m3u8")) {
            body = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000000\nmain.m3u8\n";
        } else if (path.equals("/main.m3u8")) {
            StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n");
            for (int i = 0; i < SEGMENTS; i++) {
                text.append("#EXTINF:0.25,\n").append(i).append(".ts\n");
            }
            body = text.append("#EXT-X-ENDLIST\n").toString();
        } else if (path.endsWith(".ts")) {
            int index = Integer.parseInt(path.substring(1, path.length() - 3));
            type = "video/mp2t";
            segment = Files.readAllBytes(film.resolve((swapped ? 7 - index : index) + ".ts"));
            pause(delays.getOrDefault(index, 0L));
            status = errors.getOrDefault(index, new AtomicInteger()).getAndDecrement() > 0 ? 503 : 200;
        }
        byte[] bytes = segment.length > 0 ? segment : body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Physalia-Pod", "stub");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Viewing play(double bufferSeconds) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        JellyfinClient client = new JellyfinClient(base, "test");
        JellyfinClient.Playback playback =
                new JellyfinClient.Playback("item", "source", "play", base.resolve("/master.m3u8"));
        return new Viewer(client, playback, SegmentKind.TS, bufferSeconds, Viewer.Watcher.NONE)
                .play(60, directory.resolve("played.ts"));
    }

    @Test
    void aGoodServerIsPlayedWithoutAStall() throws IOException {
        long started = System.nanoTime();

        Viewing viewing = play(10);

        assertThat((System.nanoTime() - started) / 1_000_000).isGreaterThanOrEqualTo(SEGMENTS * 250L);
        assertThat(viewing.stalls()).isZero();
        assertThat(viewing.failures()).isEmpty();
        assertThat(viewing.problems()).isEmpty();
        assertThat(viewing.fetches())
                .hasSize(SEGMENTS)
                .allMatch(fetch -> fetch.pod().equals("stub"));
        long size = 0;
        for (int i = 0; i < SEGMENTS; i++) {
            size += Files.size(film.resolve(i + ".ts"));
        }
        assertThat(Files.size(viewing.recording())).isEqualTo(size);
    }

    @Test
    void segmentsInTheWrongPlacesAreProblems() {
        swapped = true;

        assertThat(play(10).problems())
                .anyMatch(problem -> problem.contains("by the playlist it starts at"))
                .anyMatch(problem -> problem.contains("continuity counter"));
    }

    @Test
    void aSegmentThatComesTooLateIsAStall() {
        delays.put(4, 1500L);

        Viewing viewing = play(0.3);

        assertThat(viewing.stalls()).isEqualTo(1);
        assertThat(viewing.stalledMillis()).isGreaterThan(500L);
    }

    @Test
    void aFullBufferHidesALateSegment() {
        delays.put(4, 300L);

        assertThat(play(10).stalls()).isZero();
    }

    @Test
    void anErrorIsCountedAndTheRequestRepeated() {
        errors.put(3, new AtomicInteger(1));

        Viewing viewing = play(10);

        assertThat(viewing.failures()).singleElement().asString().contains("3.ts answered 503");
        assertThat(viewing.fetches()).hasSize(SEGMENTS);
    }
}
