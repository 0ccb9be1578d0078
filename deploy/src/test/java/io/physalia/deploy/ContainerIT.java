package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program serves, plays and drains in a container with the chart's security context. */
@SuppressWarnings("NullAway.Init")
class ContainerIT {
    @TempDir
    private Path directory;

    @Test
    void servesWithoutPrivilegesOnAReadOnlyRoot() throws Exception {
        Contained container = Contained.in(directory);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path log = directory.resolve("log");
        Process process = container.start(port, log);
        try {
            awaitReady(process, port, log);
            assertThat(ask(port, "/System/Info/Public")).contains("\"ProductName\":\"Jellyfin Server\"");
            assertThat(Files.readString(log)).contains("FFmpeg");
            playAFilm(port);
            String status = Files.readString(Path.of("/proc/" + container.pid() + "/status"));
            assertThat(status)
                    .contains(
                            "Uid:\t10001\t10001\t10001\t10001",
                            "NoNewPrivs:\t1",
                            "CapBnd:\t0000000000000000",
                            "Seccomp:\t2");
            container.terminate();
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("ends within its grace period")
                    .isTrue();
            assertThat(process.exitValue()).isIn(0, 143);
            assertThat(Files.readString(log)).contains("draining").doesNotContain("ERROR", "Read-only file system");
        } finally {
            container.remove();
            process.destroyForcibly().waitFor();
        }
    }

    /** As the page for Kubernetes has it, from the wizard on, out of a read-only volume. */
    private void playAFilm(int port) throws Exception {
        Path cache = Contained.volume(directory, "/cache");
        FirstFilm.paint(cache, Contained.volume(directory, Contained.MEDIA));
        FirstFilm.play(cache, FirstFilm.follow(port));
    }

    /** Until it is ready nobody listens, or 503 is the answer. */
    private static void awaitReady(Process container, int port, Path log) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!isReady(port)) {
            assertThat(container.isAlive() && System.nanoTime() < deadline)
                    .as("the container serves: %s", Files.readString(log))
                    .isTrue();
            Thread.sleep(100);
        }
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            return send(port, "/health/ready").statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static String ask(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> send(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
