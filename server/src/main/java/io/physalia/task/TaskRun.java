package io.physalia.task;

import java.time.Instant;

/** A run of a task, as its work sees it. Thread-safe. */
public final class TaskRun {
    private final Instant begin;
    private volatile double percent;
    private volatile boolean stopping;

    TaskRun(Instant begin) {
        this.begin = begin;
    }

    Instant begin() {
        return begin;
    }

    /** Says how far it is, 0 to 100. */
    public void progress(double percentDone) {
        percent = Math.clamp(percentDone, 0, 100);
    }

    /** Whether the work is to end before it is done. */
    public boolean isStopping() {
        return stopping;
    }

    double percent() {
        return percent;
    }

    void stop() {
        stopping = true;
    }
}
