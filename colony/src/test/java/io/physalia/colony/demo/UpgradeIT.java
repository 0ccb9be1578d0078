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
 * A colony of another build becomes one of this build while a film plays: first the database, under pods of the old build, then pod after
 * pod, so that both builds share leases, records and messages. {@code -Dphysalia.previous=DIRECTORY} says where the other build's
 * {@code quarkus-app} is; {@code deploy/previous.sh} makes one.
 */
class UpgradeIT {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration START = Duration.ofSeconds(180);

    @Test
    void nobodyNoticesAnUpgrade() {
        Path previous = Path.of(System.getProperty("physalia.previous", ""), "quarkus-run.jar")
                .toAbsolutePath();
        assumeTrue(Files.exists(previous), "no previous build is given (-Dphysalia.previous=DIRECTORY)");
        HaProxy.obstacle().ifPresent(reason -> assumeTrue(false, reason));
        DemoOptions options =
                DemoOptions.parse(List.of("--headless", "--size", "320x180", "--storage", "pod", "--seconds", "180"));
        try (Directory directory = Directory.temporary("physalia-upgrade-")) {
            Colony.Options now =
                    Demo.colonyOptions(options, directory.path()).withSettings(Map.of("PHYSALIA_DRAIN_DELAY", "3s"));
            Stage.Door door = new Stage.Door(0, new DoorCounts(), null);
            Story story = new Story(System.out);
            try (Children children = new Children();
                    Stage stage = Stage.build(
                            now.withServerJar(previous),
                            HeadlessDemo.recipe(options),
                            Demo.filmCache(),
                            FfmpegRunner.find(),
                            door,
                            story)) {
                upgrade(stage, directory.path(), children, now.serverJar());
            }
        }
    }

    private static void upgrade(Stage stage, Path directory, Children children, Path serverJar) {
        JellyfinClient client = stage.client().at(ShippedProxy.open(stage.colony(), directory, children));
        JellyfinClient.Playback playback = client.askForTranscode(stage.filmId(), SegmentKind.TS);
        Viewer viewer = new Viewer(client, playback, SegmentKind.TS, 10, Viewer.Watcher.NONE);
        CompletableFuture<Viewing> playing = CompletableFuture.supplyAsync(
                () -> viewer.play(stage.film().recipe().seconds(), directory.resolve("played.ts")),
                Thread::startVirtualThread);
        Browser browser = new Browser(client);
        try (browser) {
            stage.colony().migrate(serverJar);
            for (PodProcess pod : stage.colony().pods()) {
                replace(pod, serverJar);
                assertThat(playing).as("the film plays").isNotDone();
            }
            viewer.leave();
            playing.join();
        }
        Viewing viewing = playing.join();
        assertThat(viewing.failures()).isEmpty();
        assertThat(viewing.reportFailures()).isEmpty();
        assertThat(viewing.problems()).isEmpty();
        assertThat(viewing.stalls()).isZero();
        assertThat(browser.failures()).isEmpty();
        assertThat(browser.answered()).isGreaterThan(100);
    }

    private static void replace(PodProcess pod, Path serverJar) {
        pod.terminate();
        assertThat(pod.awaitEnd(GRACE))
                .as(pod.name() + " ends within the grace period")
                .isTrue();
        pod.install(serverJar);
        pod.start();
        pod.awaitReady(START);
    }
}
