package io.physalia.colony.demo;

import io.physalia.colony.film.Decoded;
import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.film.Film;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.Proof;
import io.physalia.colony.viewer.Viewer;
import io.physalia.colony.viewer.Viewing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Plays a film with a strict client in real time while pods are hit, and then proves frame by frame and sample by sample that the
 * viewer got what an undisturbed viewer gets.
 */
public final class HeadlessDemo {
    /** What a player keeps in its buffer. */
    private static final double BUFFER_SECONDS = 10;
    /** From one blow to the hit pod's return: longer than a lease, so that a new owner is found first. */
    private static final Duration HEAL_AFTER = Duration.ofSeconds(5);

    private static final Duration PAUSED_FOR = Duration.ofSeconds(8);
    /** Of film that has been played: a player has a buffer only once it plays. */
    private static final Duration FIRST_BLOW = Duration.ofSeconds(4);

    private static final Duration OUTAGE_AFTER = Duration.ofSeconds(6);
    private static final Duration READY_DEADLINE = Duration.ofSeconds(60);

    /** Of the film for the page: long enough for many kills, short enough to be painted while one waits. */
    private static final int LIVE_SECONDS = 300;

    private final DemoOptions options;
    private final Stage stage;
    private final DoorCounts counts;
    private final FfmpegRunner ffmpeg;
    private final Story story;
    private final List<Takeover> takeovers = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch plays = new CountDownLatch(1);

    HeadlessDemo(DemoOptions options, Stage stage, DoorCounts counts, FfmpegRunner ffmpeg, Story story) {
        this.options = options;
        this.stage = stage;
        this.counts = counts;
        this.ffmpeg = ffmpeg;
        this.story = story;
    }

    /** The film must outlast the viewer, so that there is always something left to encode. */
    static Film.Recipe recipe(DemoOptions options) {
        int seconds = options.headless() ? options.seconds() + 120 : LIVE_SECONDS;
        return Film.Recipe.standard(seconds).withSize(options.width(), options.height());
    }

    /** Plays and judges. */
    Report run(Path directory) {
        JellyfinClient.Playback playback = stage.client().askForTranscode(stage.filmId(), options.container());
        Viewer viewer = new Viewer(stage.client(), playback, options.container(), BUFFER_SECONDS, new Teller());
        CompletableFuture<Viewing> playing = CompletableFuture.supplyAsync(
                () -> viewer.play(
                        options.seconds(),
                        directory.resolve("played." + options.container().container())),
                Thread::startVirtualThread);
        var _ = playing.whenComplete((_, _) -> {
            over.set(true);
            plays.countDown();
        });
        Optional<Thread> outage = options.outage().map(this::loseForAWhile);
        strikeNowAndThen(playback.playSessionId());
        Viewing viewing;
        try {
            viewing = playing.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the viewer gave up: " + e.getMessage(), e);
        }
        outage.ifPresent(HeadlessDemo::join);
        story.tell("played " + options.seconds() + " s with " + viewing.stalls()
                + " stalls; now an undisturbed run of the same "
                + viewing.fetches().size() + " segments to compare with");
        Proof proof = prove(viewing, directory);
        return new Report(options, viewing, proof, List.copyOf(takeovers), counts);
    }

    private final class Teller implements Viewer.Watcher {
        @Override
        public void fetched(Viewing.Fetch fetch, double position, double buffered) {
            if (fetch.index() == 0) {
                story.tell("the film plays: first segment from " + fetch.pod() + " after " + fetch.millis() + " ms");
                plays.countDown();
            }
        }

        @Override
        public void stalled(double position, long millis) {
            story.bad(String.format(
                    java.util.Locale.ROOT, "the picture stood still at %.1f s for %d ms", position, millis));
        }
    }

    private Proof prove(Viewing viewing, Path directory) {
        awaitReadyPods(options.pods());
        JellyfinClient.Playback again = stage.client().askForTranscode(stage.filmId(), options.container());
        Viewing undisturbed = Viewer.copy(
                stage.client(),
                again,
                options.container(),
                viewing.fetches().size(),
                directory.resolve("undisturbed." + options.container().container()));
        return Proof.of(
                Decoded.of(viewing.recording(), ffmpeg),
                Decoded.of(undisturbed.recording(), ffmpeg),
                stage.film().recipe().framesPerSecond());
    }

    private Thread loseForAWhile(Outage what) {
        return Thread.ofVirtual().start(() -> {
            long started = System.nanoTime();
            sleepUntil(started, OUTAGE_AFTER.toMillis());
            story.strike(what + " is lost");
            what.begin(stage.colony());
            sleepUntil(
                    started, OUTAGE_AFTER.plusSeconds(options.outageSeconds()).toMillis());
            what.end(stage.colony());
            story.good(what + " is back");
        });
    }

    private void strikeNowAndThen(String playSessionId) {
        if (options.killEvery() == 0) {
            return;
        }
        Random random = new Random(options.seed());
        ClusterView view = new ClusterView(stage.colony(), stage.client());
        Striker striker = new Striker(stage, view, story);
        Duration patience = options.lease().plusSeconds(15);
        long period = options.killEvery() * 1000L;
        awaitPlay();
        long started = System.nanoTime();
        // Whoever stops watching before the takeover is not taken over for.
        long lastBlow = Duration.ofSeconds(options.seconds())
                .minus(options.lease())
                .minusSeconds(2)
                .toMillis();
        List<Thread> healers = new ArrayList<>();
        for (int blow = 0; blow < options.kills() && !over.get(); blow++) {
            long at = FIRST_BLOW.toMillis() + blow * period + random.nextLong(period / 2 + 1);
            sleepUntil(started, at);
            // One failure at a time: a pod that starts on the same few processors would be timed along.
            awaitReadyPods(options.pods());
            if (millisSince(started) > lastBlow) {
                break;
            }
            Optional<Striker.Struck> struck = striker.strikeOwner(playSessionId, options.blow(), patience);
            struck.ifPresent(hit -> {
                takeovers.add(hit.takeover());
                healers.add(Thread.ofVirtual().start(() -> heal(hit.pod())));
            });
        }
        healers.forEach(HeadlessDemo::join);
    }

    private void awaitPlay() {
        try {
            plays.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sleepUntil(long started, long millis) {
        while (!over.get() && millisSince(started) < millis) {
            Waiting.millis(10);
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private void heal(PodProcess pod) {
        if (options.blow() == Blow.TERM) {
            pod.awaitEnd(READY_DEADLINE);
        }
        Waiting.millis((options.blow() == Blow.PAUSE ? PAUSED_FOR : HEAL_AFTER).toMillis());
        options.blow().heal(pod);
        try {
            pod.awaitReady(READY_DEADLINE);
            story.tell(pod.name() + " is back");
        } catch (IllegalStateException e) {
            story.bad(String.valueOf(e.getMessage()));
        }
    }

    private void awaitReadyPods(int wanted) {
        long deadline = System.nanoTime() + READY_DEADLINE.toNanos();
        while (stage.colony().pods().stream()
                                .filter(pod -> stage.backends().isReady(pod.name()))
                                .count()
                        < wanted
                && System.nanoTime() < deadline) {
            Waiting.millis(50);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
