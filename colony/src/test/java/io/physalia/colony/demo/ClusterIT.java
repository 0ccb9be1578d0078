package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.kubernetes.Deployment;
import io.physalia.colony.network.Namespaces;
import io.physalia.colony.network.Node;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import io.physalia.colony.viewer.Viewer;
import io.physalia.colony.viewer.Viewing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A colony as a cluster has it: each pod on a node of its own, probed as the chart says, behind a proxy that hears of changes two seconds
 * late. {@code -Dphysalia.cluster.rounds=N} replaces pods and breaks nodes N times; without it nothing is run.
 */
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final int ROUNDS = Integer.getInteger("physalia.cluster.rounds", 0);
    private static final int SECONDS = 90 * ROUNDS;
    private static final Duration TAKEOVER = Duration.ofSeconds(30);
    /** What Google gives; others give more. */
    private static final Duration SPOT_NOTICE = Duration.ofSeconds(30);

    private static final Duration READY = Duration.ofSeconds(120);

    private Directory directory;
    private Namespaces network;
    private Stage stage;
    private Deployment deployment;
    private ClusterView view;
    private final Set<PodProcess> cutOff = ConcurrentHashMap.newKeySet();

    @BeforeAll
    void start() {
        assumeTrue(ROUNDS > 0, "not asked for (-Dphysalia.cluster.rounds=1)");
        Namespaces.obstacle().ifPresent(reason -> assumeTrue(false, reason));
        directory = Directory.temporary("physalia-cluster-");
        network = new Namespaces(directory.path());
        DemoOptions options = DemoOptions.parse(
                List.of("--headless", "--size", "320x180", "--storage", "pod", "--seconds", Integer.toString(SECONDS)));
        Colony.Options colony = Demo.colonyOptions(options, directory.path())
                .withPods(2)
                .withNetwork(network)
                .withSettings(Deployment.settings());
        stage = Stage.build(
                colony,
                HeadlessDemo.recipe(options),
                Demo.filmCache(),
                FfmpegRunner.find(),
                new Stage.Door(0, new DoorCounts(), null),
                new Story(System.out));
        deployment = new Deployment(stage.colony(), network, directory.path());
        view = new ClusterView(stage.colony(), stage.client(), pod -> !cutOff.contains(pod));
    }

    @AfterAll
    void end() {
        if (deployment != null) {
            deployment.close();
        }
        if (stage != null) {
            stage.close();
        }
        if (network != null) {
            network.close();
            directory.close();
        }
    }

    @Test
    void nobodyNoticesARollingUpdate() {
        nobodyNotices("rolled.ts", showing -> deployment.replace(showing.owner()));
    }

    /** Two pods, each on its node: while one is gone there is but one. */
    @Test
    void nobodyNoticesThatANodeIsDrained() {
        nobodyNotices("drained.ts", showing -> {
            deployment.delete(showing.owner());
            // What evicts a pod makes another only then.
            deployment.add();
        });
    }

    @Test
    void nobodyNoticesThatAllButOneArePutAwayAndFetchedAgain() {
        nobodyNotices("scaled.ts", showing -> {
            deployment.delete(showing.owner());
            assertThat(deployment.pods()).hasSize(1);
            showing.awaitSegments(3);
            deployment.add();
            showing.awaitSegments(2);
        });
    }

    @Test
    void nobodyNoticesThatASpotMachineIsTakenBack() {
        nobodyNotices("reclaimed.ts", showing -> {
            PodProcess owner = showing.owner();
            deployment.reclaim(owner, network.node(owner.name()), SPOT_NOTICE);
            showing.awaitSegments(3);
            deployment.add();
        });
    }

    /** A film, eight sockets and somebody who browses, through something that was planned, so many times. */
    private void nobodyNotices(String recording, Consumer<Showing> planned) {
        JellyfinClient client = stage.client().at(deployment.address());
        List<ClientSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sockets.add(new ClientSocket(deployment.address(), client, recording + "-" + i));
        }
        Viewing viewing;
        Browser browser = new Browser(client);
        try (browser;
                Showing showing = new Showing(client, recording)) {
            for (int i = 0; i < ROUNDS; i++) {
                planned.accept(showing);
            }
            viewing = showing.end();
        }
        sockets.forEach(ClientSocket::close);
        assertThat(viewing.failures()).isEmpty();
        assertThat(viewing.reportFailures()).isEmpty();
        assertThat(viewing.problems()).isEmpty();
        assertThat(viewing.stalls()).isZero();
        assertThat(browser.failures()).isEmpty();
        assertThat(browser.answered()).isGreaterThan(100);
        assertThat(sockets).allSatisfy(socket -> assertThat(socket.failures()).isEmpty());
        assertThat(sockets.stream().flatMap(socket -> socket.closings().stream()))
                .as("how sockets were closed")
                .isNotEmpty()
                .containsOnly(1006);
    }

    @Test
    void aFilmPlaysThroughTheLossOfANodeOfRedisAndOfAPod() {
        JellyfinClient client = stage.client().at(deployment.address());
        Viewing viewing;
        try (Showing showing = new Showing(client, "broken.ts")) {
            for (int i = 0; i < ROUNDS; i++) {
                loseNode(showing);
                loseRedis(showing);
                kill(showing);
            }
            viewing = showing.end();
        }
        assertThat(viewing.stalls())
                .as("stalls of " + viewing.stalledMillis() + " ms")
                .isZero();
        assertThat(viewing.problems()).isEmpty();
        assertThat(deployment.endpoints().worstLiveness()).isLessThan(Deployment.livenessThreshold());
    }

    /** The owner's node is there and cannot be reached; nobody tells the proxies, as a cluster takes 40 s to find out. */
    private void loseNode(Showing showing) {
        PodProcess owner = showing.owner();
        Node node = network.node(owner.name());
        deployment.endpoints().setHeard(owner, false);
        cutOff.add(owner);
        node.unplug();
        showing.awaitOtherOwnerThan(owner);
        showing.awaitSegments(2);
        node.plugIn();
        deployment.endpoints().setHeard(owner, true);
        owner.awaitReady(READY);
        cutOff.remove(owner);
        showing.awaitSegments(2);
    }

    private void loseRedis(Showing showing) {
        PodProcess owner = showing.owner();
        cutOff.add(owner);
        network.node(owner.name()).lose(network.node("redis"));
        showing.awaitOtherOwnerThan(owner);
        showing.awaitSegments(2);
        network.node(owner.name()).find(network.node("redis"));
        owner.awaitReady(READY);
        cutOff.remove(owner);
    }

    private void kill(Showing showing) {
        PodProcess owner = showing.owner();
        owner.kill();
        showing.awaitOtherOwnerThan(owner);
        owner.start();
        owner.awaitReady(READY);
        showing.awaitSegments(2);
    }

    /** A film being played. */
    private final class Showing implements AutoCloseable, Viewer.Watcher {
        private final JellyfinClient.Playback playback;
        private final Viewer viewer;
        private final CompletableFuture<Viewing> playing;
        private volatile int fetched = -1;

        Showing(JellyfinClient client, String recording) {
            playback = client.askForTranscode(stage.filmId(), SegmentKind.TS);
            viewer = new Viewer(client, playback, SegmentKind.TS, 10, this);
            Path file = directory.path().resolve(recording);
            playing = CompletableFuture.supplyAsync(
                    () -> viewer.play(stage.film().recipe().seconds(), file), Thread::startVirtualThread);
            awaitSegments(3);
        }

        @Override
        public void fetched(Viewing.Fetch fetch, double position, double buffered) {
            fetched = fetch.index();
        }

        /** Waits until the viewer has got more segments. */
        void awaitSegments(int more) {
            int wanted = fetched + more;
            until(READY, () -> fetched >= wanted ? Optional.of(fetched) : Optional.empty());
        }

        /** Who encodes now; a film that plays always has somebody. */
        PodProcess owner() {
            return until(
                    TAKEOVER,
                    () -> view.findSession(playback.playSessionId())
                            .filter(session -> !session.state().equals("Orphaned"))
                            .map(session -> stage.colony().getPod(session.owner())));
        }

        void awaitOtherOwnerThan(PodProcess before) {
            until(TAKEOVER, () -> Optional.of(owner()).filter(now -> !now.name().equals(before.name())));
        }

        private <T> T until(Duration atMost, Supplier<Optional<T>> fact) {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (System.nanoTime() < deadline) {
                assertThat(playing).as("the film plays").isNotDone();
                Optional<T> found = fact.get();
                if (found.isPresent()) {
                    return found.get();
                }
                Waiting.millis(50);
            }
            throw new AssertionError(
                    "it did not come about within " + atMost.toSeconds() + " s: " + view.listSessions());
        }

        /** Stops watching; what the viewer went through. */
        Viewing end() {
            viewer.leave();
            return playing.join();
        }

        @Override
        public void close() {
            viewer.leave();
            try {
                playing.join();
            } catch (CompletionException _) {
                // The test has failed for it already.
            }
        }
    }
}
