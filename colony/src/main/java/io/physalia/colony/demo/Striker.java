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
        long struckAtMillis = System.currentTimeMillis();
        blow.strike(victim);
        Takeover takeover = await(watch, before, new Moment(struckAt, struckAtMillis), patience);
        tell(takeover, patience);
        return Optional.of(new Struck(victim, takeover));
    }

    /** When the blow was struck, by two clocks. */
    private record Moment(long nanos, long wallMillis) {
        long millisSince() {
            return (System.nanoTime() - nanos) / 1_000_000;
        }
    }

    private void tell(Takeover takeover, Duration patience) {
        if (!takeover.happened()) {
            story.bad("nobody took over within " + patience.toSeconds() + " s");
        } else if (takeover.segmentMillis() >= 0) {
            story.good(takeover.successor() + " took over after " + takeover.claimMillis() + " ms (epoch "
                    + takeover.epochAfter() + "), segment " + takeover.segment() + " is there after "
                    + takeover.segmentMillis() + " ms");
        } else {
            story.good(takeover.successor() + " took over after " + takeover.claimMillis() + " ms (epoch "
                    + takeover.epochAfter() + "); no new segment was due");
        }
    }

    private Takeover await(SegmentWatch watch, ClusterView.Session before, Moment struck, Duration patience) {
        Optional<SegmentWatch.Published> published = Optional.empty();
        long segmentMillis = -1;
        while (before.isEncoding() && published.isEmpty() && struck.millisSince() < patience.toMillis()) {
            published = watch.findAfter(before.id(), before.epoch());
            if (published.isPresent()) {
                segmentMillis = struck.millisSince();
            } else {
                Waiting.millis(LOOK_MILLIS);
            }
        }
        Optional<ClusterView.Session> after = successor(before, struck, patience);
        return new Takeover(
                before.owner(),
                before.state(),
                before.isEncoding(),
                before.epoch(),
                after.map(ClusterView.Session::epoch).orElse(0L),
                after.map(ClusterView.Session::owner).orElse(""),
                after.map(session -> claimMillis(session.epoch(), struck)).orElse(-1L),
                segmentMillis,
                published.map(SegmentWatch.Published::index).orElse(-1));
    }

    /** An epoch is the time of its claim by Redis's clock, which here is this machine's, unless an earlier epoch was later. */
    private static long claimMillis(long epoch, Moment struck) {
        long millis = epoch - struck.wallMillis();
        return millis >= 0 && millis <= struck.millisSince() ? millis : struck.millisSince();
    }

    private Optional<ClusterView.Session> successor(ClusterView.Session before, Moment struck, Duration patience) {
        while (true) {
            Optional<ClusterView.Session> now = view.listSessions().stream()
                    .filter(session -> session.id().equals(before.id()) && session.epoch() > before.epoch())
                    .findFirst();
            if (now.isPresent() || struck.millisSince() > patience.toMillis()) {
                return now;
            }
            Waiting.millis(ASK_MILLIS);
        }
    }
}
