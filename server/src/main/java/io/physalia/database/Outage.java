package io.physalia.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A circuit breaker: once the database has been found unreachable, calls are refused at once, and one call a second is let through to
 * find out whether it is back. Keeps a thousand requests from each waiting for a connection that will not come. Thread-safe.
 */
final class Outage {
    static final Duration RETRY = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final AtomicBoolean trial = new AtomicBoolean();
    private volatile boolean broken;
    private volatile long nextTrial;

    Outage(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a call may try now; one that may says afterwards how it went. */
    boolean mayTry() {
        return !broken || (nanoTime.getAsLong() - nextTrial >= 0 && trial.compareAndSet(false, true));
    }

    void reached() {
        if (broken) {
            broken = false;
            trial.set(false);
        }
    }

    void notReached() {
        nextTrial = nanoTime.getAsLong() + RETRY.toNanos();
        broken = true;
        trial.set(false);
    }

    boolean isBroken() {
        return broken;
    }
}
