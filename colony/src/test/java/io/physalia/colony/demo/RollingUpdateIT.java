package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.network.HaProxy;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import io.physalia.colony.viewer.Viewer;
import io.physalia.colony.viewer.Viewing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Pods are replaced one after the other, as a Deployment does it, behind HAProxy with the configuration of {@code deploy/compose}, which
 * learns of a pod's readiness late. Nobody may notice: neither who plays nor who browses.
 */
class RollingUpdateIT {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int SECONDS = 24;

    @Test
    void nobodyNoticesThatPodsAreReplaced() throws Exception {
        HaProxy.obstacle().ifPresent(reason -> assumeTrue(false, reason));
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
            JellyfinClient client = stage.client().at(ShippedProxy.open(stage.colony(), directory, children));
            JellyfinClient.Playback playback = client.askForTranscode(stage.filmId(), SegmentKind.TS);
            Viewer viewer = new Viewer(client, playback, SegmentKind.TS, 10, Viewer.Watcher.NONE);
            CompletableFuture<Viewing> playing =
                    CompletableFuture.supplyAsync(() -> viewer.play(SECONDS, directory.resolve("played.ts")));
            Browser browser = new Browser(client);
            Viewing viewing;
            try (browser) {
                for (int i = 0; i < 2; i++) {
                    replace(stage.colony().getPod(owner(client)));
                }
                viewing = playing.join();
            }
            assertThat(viewing.failures()).isEmpty();
            assertThat(viewing.reportFailures()).isEmpty();
            assertThat(viewing.problems()).isEmpty();
            assertThat(viewing.stalls()).isZero();
            assertThat(browser.failures()).isEmpty();
            assertThat(browser.answered()).isGreaterThan(100);
        } finally {
            new Directory(directory).close();
        }
    }

    /** Who encodes now; a film that plays always has somebody. */
    private static String owner(JellyfinClient client) throws InterruptedException {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var session : client.get("/Cluster/TranscodeSessions")) {
                if (!session.get("State").asText().equals("Orphaned")) {
                    return session.get("Owner").asText();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nobody encodes for " + GRACE.toSeconds() + " s");
    }

    private static void replace(PodProcess pod) {
        pod.terminate();
        assertThat(pod.awaitEnd(GRACE))
                .as(pod.name() + " ends within the grace period")
                .isTrue();
        pod.start();
        pod.awaitReady(Duration.ofSeconds(90));
    }
}
