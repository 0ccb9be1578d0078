package io.physalia.colony.bench;

import io.physalia.colony.demo.ClusterView;
import io.physalia.colony.demo.SegmentWatch;
import io.physalia.colony.door.Backends;
import io.physalia.colony.door.DoorListener;
import io.physalia.colony.door.FrontDoor;
import io.physalia.colony.film.Film;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the pod that encodes, again and again, and times its way back in three parts. */
final class KillFigures {
    private static final Duration READY_DEADLINE = Duration.ofSeconds(120);
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long GOAL_MILLIS = 4000;

    private final Path home;
    private final Directory directory;
    private final int kills;
    private final Random random;
    private final Samples total = new Samples();
    private final Samples expiry = new Samples();
    private final Samples claim = new Samples();
    private final Samples firstBytes = new Samples();
    private final AtomicInteger failures = new AtomicInteger();
    private int missed;

    /** @param kills over both stores and both kinds of segments */
    KillFigures(Path home, Directory directory, int kills, long seed) {
        this.home = home;
        this.directory = directory;
        this.kills = kills;
        this.random = new Random(seed);
    }

    List<Figure> measure() {
        Film film = Cinema.film(home);
        List<Figure> figures = new ArrayList<>();
        int each = Math.ceilDiv(kills, 4);
        for (Colony.Storage storage : Colony.Storage.values()) {
            Samples here = new Samples();
            Path place = directory.make("kills-" + storage.name().toLowerCase(Locale.ROOT));
            try (Colony colony = Colony.start(Colony.Options.of(place).withStorage(storage));
                    Backends backends = new Backends(Duration.ofMillis(500), Duration.ofMillis(250))) {
                colony.pods().forEach(pod -> backends.add(pod.name(), pod.address()));
                try (FrontDoor door = new FrontDoor(0, backends, DoorListener.NONE, null)) {
                    Cinema cinema = Cinema.open(door.address(), film, place.resolve("films"));
                    for (SegmentKind kind : SegmentKind.values()) {
                        for (int i = 0; i < each; i++) {
                            kill(colony, cinema, kind, here);
                        }
                    }
                }
            }
            figures.add(Figure.information(
                    "SIGKILL to next segment, " + storage.name().toLowerCase(Locale.ROOT) + " store",
                    here.spread("ms")));
        }
        figures.addFirst(Figure.judged(
                "SIGKILL to next segment, TS and fMP4, both stores",
                total.spread("ms") + "; " + missed + " without a next segment; " + failures.get() + " failed requests",
                "<= lease + 1 s = 4 s",
                missed == 0 && failures.get() == 0 && total.max() <= GOAL_MILLIS));
        figures.add(Figure.information("of it: until the lease ran out", expiry.spread("ms")));
        figures.add(Figure.information("of it: from there to the claim", claim.spread("ms")));
        figures.add(Figure.information("of it: from the claim to the published segment", firstBytes.spread("ms")));
        return figures;
    }

    private void kill(Colony colony, Cinema cinema, SegmentKind kind, Samples here) {
        JellyfinClient.Playback playback = cinema.client().askForTranscode(cinema.filmId(), kind);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger fetched = new AtomicInteger();
        Thread viewer = Thread.ofVirtual().start(() -> view(playback, over, fetched));
        long patience = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (fetched.get() == 0 && System.nanoTime() < patience) {
            Pause.millis(10);
        }
        Pause.millis(random.nextLong(2500));
        ClusterView view = new ClusterView(colony, cinema.client());
        Optional<ClusterView.Session> session =
                view.findSession(playback.playSessionId()).filter(found -> found.leaseRemainingMs() > 0);
        session.ifPresentOrElse(
                found -> {
                    PodProcess victim = colony.getPod(found.owner());
                    strike(colony, found, victim, here);
                    victim.start();
                    victim.awaitReady(READY_DEADLINE);
                },
                () -> missed++);
        over.set(true);
        cinema.client().stopEncoding(playback);
        viewer.interrupt();
        Pause.millis(500);
    }

    private void strike(Colony colony, ClusterView.Session before, PodProcess victim, Samples here) {
        SegmentWatch watch = new SegmentWatch(colony);
        long struckAt = System.nanoTime();
        long wall = System.currentTimeMillis();
        victim.kill();
        double ranOut = leaseEnd(colony, before.id());
        Optional<SegmentWatch.Published> published = Optional.empty();
        while (published.isEmpty() && System.nanoTime() - struckAt < PATIENCE_MILLIS * 1_000_000) {
            published = watch.findAfter(before.id(), before.epoch());
            if (published.isEmpty()) {
                Pause.millis(5);
            }
        }
        double millis = (System.nanoTime() - struckAt) / 1e6;
        if (published.isEmpty()) {
            missed++;
            return;
        }
        total.add(millis);
        here.add(millis);
        // An epoch is Redis's time in milliseconds when it was claimed, and Redis shares this machine's clock.
        double claimed = published.get().epoch() - wall;
        if (ranOut > 0 && claimed >= 0 && claimed <= millis + 5) {
            expiry.add(ranOut - wall);
            claim.add(wall + claimed - ranOut);
            firstBytes.add(millis - claimed);
        }
    }

    /** When the dead pod's lease runs out, in Redis's own milliseconds. */
    private static double leaseEnd(Colony colony, String session) {
        try (RedisConnection redis =
                new RedisConnection(URI.create(colony.redis().url()))) {
            String score = redis.ask("ZSCORE", "{physalia}:lease:transcode:expiry", session);
            return score.isEmpty() ? 0 : Double.parseDouble(score);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes segments as fast as they come, so that the encoder always has something to do. */
    private void view(JellyfinClient.Playback playback, AtomicBoolean over, AtomicInteger fetched) {
        for (URI segment : HlsStream.open(playback.transcodingUri()).segments()) {
            if (over.get()) {
                return;
            }
            try {
                HlsStream.get(segment);
                fetched.incrementAndGet();
            } catch (RuntimeException e) {
                if (!over.get()) {
                    System.err.println("bench: a request failed: " + e);
                    failures.incrementAndGet();
                }
                return;
            }
        }
    }
}
