package io.physalia.colony.demo;

import io.physalia.colony.pod.PodProcess;
import java.time.Duration;
import java.util.Optional;

/** Hits the pod that owns a transcode session, and times how long the colony takes to go on. */
final class Striker {
    private static final long LOOK_MILLIS = 5;
    private static final long ASK_MILLIS = 60;

    private final Stage stage;
    private final ClusterView view;
    private final Story story;

    Striker(Stage stage, ClusterView view, Story story) {
        this.stage = stage;
        this.view = view;
        this.story = story;
    }

    /** A blow that has been struck, and what came of it. */
    record Struck(PodProcess pod, Takeover takeover) {}

    /**
     * Strikes the owner of a session and waits for the next new segment.
     *
     * @param patience how long to wait for it
     * @return empty if there is no such session now, or its owner is already dead
     */
    Optional<Struck> strikeOwner(String playSessionId, Blow blow, Duration patience) {
        Optional<ClusterView.Session> found =
                view.findSession(playSessionId).filter(session -> session.leaseRemainingMs() > 0);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ClusterView.Session before = found.get();
        PodProcess victim = stage.colony().getPod(before.owner());
        if (!victim.isAlive() || victim.isPaused()) {
            return Optional.empty();
        }
        SegmentWatch watch = new SegmentWatch(stage.colony());
        story.strike(blow.signal() + " to " + victim.name() + ", which is "
                + (before.isEncoding() ? "encoding" : before.state()) + " (epoch " + before.epoch() + ", last segment "
                + before.lastSegment() + ", requested " + before.requestedSegment() + ")");
        long struckAt = System.nanoTime();
        blow.strike(victim);
        Takeover takeover = await(watch, before, struckAt, patience);
        if (takeover.happened()) {
            story.good(takeover.successor() + " took over: segment " + takeover.segment() + " is there "
                    + takeover.segmentMillis() + " ms after the blow (epoch " + takeover.epochAfter() + ")");
        } else {
            story.bad("nobody published a new segment within " + patience.toSeconds() + " s");
        }
        return Optional.of(new Struck(victim, takeover));
    }

    private Takeover await(SegmentWatch watch, ClusterView.Session before, long struckAt, Duration patience) {
        Optional<SegmentWatch.Published> published = Optional.empty();
        long millis = -1;
        while (published.isEmpty() && System.nanoTime() - struckAt < patience.toNanos()) {
            published = watch.findAfter(before.id(), before.epoch());
            if (published.isPresent()) {
                millis = (System.nanoTime() - struckAt) / 1_000_000;
            } else {
                Waiting.millis(LOOK_MILLIS);
            }
        }
        long epoch = published.map(SegmentWatch.Published::epoch).orElse(0L);
        return new Takeover(
                before.owner(),
                before.state(),
                before.isEncoding(),
                before.epoch(),
                epoch,
                published.isPresent() ? successor(before) : "",
                millis,
                published.map(SegmentWatch.Published::index).orElse(-1));
    }

    private String successor(ClusterView.Session before) {
        for (int i = 0; i < 50; i++) {
            Optional<ClusterView.Session> now = view.listSessions().stream()
                    .filter(session -> session.id().equals(before.id()) && session.epoch() > before.epoch())
                    .findFirst();
            if (now.isPresent()) {
                return now.get().owner();
            }
            Waiting.millis(ASK_MILLIS);
        }
        return "?";
    }
}
