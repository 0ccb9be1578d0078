package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import io.physalia.colony.viewer.Viewer;
import io.physalia.colony.viewer.Viewing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Pods are replaced one after the other, as a Deployment does it, behind HAProxy with the configuration of {@code deploy/compose}, which
 * learns of a pod's readiness late. Nobody may notice: neither who plays nor who browses.
 */
class RollingUpdateIT {
    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int SECONDS = 24;

    @Test
    void nobodyNoticesThatPodsAreReplaced() throws Exception {
        assumeTrue(Files.isExecutable(HAPROXY), "HAProxy is not installed");
        Path directory = Files.createTempDirectory("physalia-rolling-");
        DemoOptions options =
                DemoOptions.parse(List.of("--headless", "--size", "320x180", "--storage", "pod", "--seconds", "30"));
        Colony.Options colony =
                Demo.colonyOptions(options, directory).withSettings(Map.of("PHYSALIA_DRAIN_DELAY", "3s"));
        Stage.Door door = new Stage.Door(0, new DoorCounts(), null);
        Story story = new Story(System.out);
        try (Children children = new Children();
                Stage stage = Stage.build(
                        colony, HeadlessDemo.recipe(options), Demo.filmCache(), FfmpegRunner.find(), door, story)) {
            JellyfinClient client = stage.client().at(openProxy(stage.colony(), directory, children));
            JellyfinClient.Playback playback = client.askForTranscode(stage.filmId(), SegmentKind.TS);
            Viewer viewer = new Viewer(client, playback, SegmentKind.TS, 10, Viewer.Watcher.NONE);
            CompletableFuture<Viewing> playing =
                    CompletableFuture.supplyAsync(() -> viewer.play(SECONDS, directory.resolve("played.ts")));
            Browser browser = new Browser(client);
            CompletableFuture<Void> browsing = CompletableFuture.runAsync(browser::browse);
            for (int i = 0; i < 2; i++) {
                replace(stage.colony().getPod(owner(client)));
            }
            Viewing viewing = playing.join();
            browser.ending = true;
            browsing.join();
            assertThat(viewing.failures()).isEmpty();
            assertThat(viewing.reportFailures()).isEmpty();
            assertThat(viewing.problems()).isEmpty();
            assertThat(viewing.stalls()).isZero();
            assertThat(browser.failures).isEmpty();
            assertThat(browser.answered).hasValueGreaterThan(100);
        } finally {
            new Directory(directory).close();
        }
    }

    /** Who encodes now; a film that plays always has somebody. */
    private static String owner(JellyfinClient client) throws InterruptedException {
        while (true) {
            for (var session : client.get("/Cluster/TranscodeSessions")) {
                if (!session.get("State").asText().equals("Orphaned")) {
                    return session.get("Owner").asText();
                }
            }
            Thread.sleep(100);
        }
    }

    private static void replace(PodProcess pod) {
        pod.terminate();
        assertThat(pod.awaitEnd(GRACE))
                .as(pod.name() + " ends within the grace period")
                .isTrue();
        pod.start();
        pod.awaitReady(Duration.ofSeconds(90));
    }

    /** The configuration that is shipped, with this machine's addresses, and with looks that are a second apart. */
    private static URI openProxy(Colony colony, Path directory, Children children) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String shipped =
                Files.readString(Path.of(System.getProperty("physalia.home", "."), "deploy", "compose", "haproxy.cfg"));
        StringBuilder own = new StringBuilder(shipped.replace("bind :8096", "bind 127.0.0.1:" + port)
                .replace("inter 500ms", "inter 1s")
                .replaceAll(" resolvers docker.*", "")
                .replaceAll("(?s)resolvers docker\n.*?\n\n", "")
                .replaceAll(" +server pod-.*\n", ""));
        for (PodProcess pod : colony.pods()) {
            own.append("    server ")
                    .append(pod.name())
                    .append(" 127.0.0.1:")
                    .append(pod.address().getPort())
                    .append('\n');
        }
        Path config = directory.resolve("haproxy.cfg");
        Files.writeString(config, own);
        children.start(
                List.of(HAPROXY.toString(), "-db", "-f", config.toString()),
                Map.of(),
                directory.resolve("haproxy.log"),
                null);
        URI address = URI.create("http://127.0.0.1:" + port);
        JellyfinClient knocking = new JellyfinClient(address, "knocking");
        for (int i = 0; i < 100; i++) {
            try {
                knocking.get("/System/Info/Public");
                return address;
            } catch (RuntimeException _) {
                sleep(100);
            }
        }
        throw new IllegalStateException(
                "HAProxy does not answer:\n" + Files.readString(directory.resolve("haproxy.log")));
    }

    /** Asks for pages, twenty a second. */
    private static final class Browser {
        private final JellyfinClient client;
        private final AtomicInteger answered = new AtomicInteger();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private volatile boolean ending;

        Browser(JellyfinClient client) {
            this.client = client;
        }

        void browse() {
            while (!ending) {
                try {
                    client.get("/Items?recursive=true&includeItemTypes=Movie");
                    answered.incrementAndGet();
                } catch (RuntimeException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
                sleep(50);
            }
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
