package io.physalia.cluster;

import java.net.URI;
import java.time.Duration;

/** A coordinator whose clock and memory a test commands. Times are whole milliseconds. */
public abstract class ColonyWorld implements AutoCloseable {
    private static final long START = 1_750_000_000_000L;

    private long wall = START;
    private long now = START;

    public abstract Coordinator coordinator();

    /** The coordinator's wall clock now says {@link #wall()}, and its own time should be {@link #now()}. */
    protected abstract void timeChanged();

    /** The coordinator forgets everything. */
    protected abstract void empty();

    protected final long wall() {
        return wall;
    }

    /** The time by which leases expire. */
    public final long now() {
        return now;
    }

    public final void advance(Duration time) {
        wall += time.toMillis();
        now += time.toMillis();
        timeChanged();
    }

    /**
     * Sets the coordinator's wall clock back. Its leases go on expiring as if nothing had happened, which it can only see to from what it wrote
     * last and what it reads next; so something is written right before and right after.
     */
    public final void stepBack(Duration by) {
        write();
        wall -= by.toMillis();
        timeChanged();
        write();
    }

    private void write() {
        Pod observer = new Pod(new PodName("observer"), "1", URI.create("http://127.0.0.1"), Pod.State.READY, 0, 0, "");
        coordinator().pods().announce(observer, Duration.ofSeconds(1));
    }

    public final void restartEmpty() {
        now = wall;
        empty();
        timeChanged();
    }

    @Override
    public void close() {}
}
