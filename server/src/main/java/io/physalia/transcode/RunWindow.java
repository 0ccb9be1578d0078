package io.physalia.transcode;

import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentStore;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Decides whether a running encoder will get to a wanted segment soon or must start anew there. Pure bookkeeping over indices;
 * not thread-safe, its {@link ProductionState} guards it.
 */
final class RunWindow {
    /** A wanted segment further ahead of the encoder than this is reached faster by a restart than by waiting. */
    private static final long WORTH_WAITING_NANOS = Duration.ofSeconds(24).toNanos();

    private final SegmentPlan plan;
    private int viewer;
    private int target;
    private boolean wanting = true;
    private boolean running;
    private boolean initProduced;
    private int first;
    private int next;

    /** @param wanted the index to start with; the init section counts as the first segment */
    RunWindow(SegmentPlan plan, int wanted) {
        this.plan = plan;
        this.target = Math.clamp(wanted, 0, plan.count() - 1);
        this.viewer = target;
    }

    /** The index that a client wanted or got last. */
    int viewer() {
        return viewer;
    }

    /** Where a new run must start; empty: nothing is wanted that is not on its way. */
    OptionalInt pending() {
        return wanting ? OptionalInt.of(target) : OptionalInt.empty();
    }

    /**
     * A client wants an index that is not in the store; true if the present run, if there is one, is no way to get it.
     *
     * @param published whether anybody can have what the run makes; otherwise it had better start where it is wanted
     */
    boolean ask(int index, boolean published) {
        if (index == SegmentStore.INIT) {
            wanting |= !running;
            return false;
        }
        viewer = index;
        target = index;
        wanting = !(running && index >= next && index <= next + (published ? reach() : 1));
        return wanting;
    }

    private int reach() {
        int index = Math.min(next, plan.count() - 1);
        return Math.max(1, plan.indexAt(plan.startNanos(index) + WORTH_WAITING_NANOS) - index);
    }

    void served(int index) {
        if (index != SegmentStore.INIT) {
            viewer = index;
        }
    }

    /**
     * A run for a pending index starts.
     *
     * @param pending what {@link #pending()} said when the run was prepared
     * @param index where it starts: the first missing index from there on
     * @return false if something else is wanted by now
     */
    boolean start(int pending, int index) {
        if (!wanting || target != pending) {
            return false;
        }
        wanting = false;
        running = true;
        first = index;
        next = index;
        return true;
    }

    void produced(int index) {
        next = index + 1;
    }

    void initProduced() {
        initProduced = true;
    }

    boolean hasProduced(int index) {
        if (index == SegmentStore.INIT) {
            return initProduced;
        }
        // What is asked for anew has been produced once and removed since.
        return index >= first && index < next && !(wanting && target == index);
    }

    /** Whether the run is more than so many segments ahead of the viewer, and nobody waits for anything else. */
    boolean isAhead(int segments) {
        return !wanting && next - viewer > segments;
    }

    /** How much of the film is finished before the viewer needs it; empty when nothing is being produced for them, or all that they need is there. */
    OptionalLong leadNanos() {
        return running && next < plan.count()
                ? OptionalLong.of(Math.max(0, plan.startNanos(next) - plan.startNanos(Math.min(viewer, next))))
                : OptionalLong.empty();
    }

    /** The run has ended; what was asked meanwhile is wanted still. */
    void stopped() {
        running = false;
    }

    /** The run failed: go on where it was. */
    void retry() {
        running = false;
        if (!wanting) {
            wanting = true;
            target = Math.min(Math.max(next, 0), plan.count() - 1);
        }
    }

    void giveUp() {
        wanting = false;
        running = false;
    }

    /** The index that lies a time behind the viewer. */
    int indexBehind(Duration behind) {
        return plan.indexAt(plan.startNanos(Math.min(viewer, plan.count() - 1)) - behind.toNanos());
    }
}
