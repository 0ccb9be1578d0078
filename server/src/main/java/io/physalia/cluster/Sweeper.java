package io.physalia.cluster;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks for leases of one kind that are due: whenever poked, and by itself at the moment the next one would fall due or run out. In a healthy
 * colony no lease comes nearer than two heartbeats to its end.
 */
final class Sweeper implements Bus.Subscription {
    private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

    /** Records per look. What is left over comes with the next heartbeat. */
    static final int LIMIT = 1000;

    /** Added to the coordinator's remaining time: its clock counts whole milliseconds, and a look too early is a round trip wasted. */
    private static final Duration SLACK = Duration.ofMillis(3);

    private final String kind;
    private final Duration ahead;
    private final Consumer<List<LeaseRecord>> claimants;
    private final Leases leases;
    private final BooleanSupplier heldOff;
    private final Consumer<Sweeper> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean poked;
    private boolean closed;

    /**
     * @param ahead how long before it runs out a lease is due; at least 0
     * @param heldOff true while orphans may be nobody's fault and shall be left to their owners
     */
    Sweeper(
            String kind,
            Duration ahead,
            Consumer<List<LeaseRecord>> claimants,
            Leases leases,
            BooleanSupplier heldOff,
            Consumer<Sweeper> onClose) {
        this.kind = kind;
        this.ahead = ahead;
        this.claimants = claimants;
        this.leases = leases;
        this.heldOff = heldOff;
        this.onClose = onClose;
    }

    String kind() {
        return kind;
    }

    void start() {
        Thread.ofVirtual().name("lease-sweeper-" + kind).start(this::run);
    }

    void poke() {
        lock.lock();
        try {
            poked = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Optional<Duration> untilNext = Optional.empty();
        while (awaitNext(untilNext)) {
            untilNext = sweep();
        }
    }

    /** Looks once and gives the records that are due to the claimants; answers when there may be something else to see. */
    Optional<Duration> sweep() {
        if (heldOff.getAsBoolean()) {
            return Optional.empty();
        }
        try {
            Leases.Due due = leases.listDue(kind, ahead, LIMIT);
            if (!due.records().isEmpty()) {
                claimants.accept(due.records());
            }
            return due.untilNext();
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "no sweep: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "sweeping for expired leases of kind " + kind + " failed", e);
        }
        return Optional.empty();
    }

    /** Waits for a poke or for the time to pass; false when closed. */
    private boolean awaitNext(Optional<Duration> untilNext) {
        long nanos = untilNext.map(d -> d.plus(SLACK).toNanos()).orElse(TimeUnit.HOURS.toNanos(1));
        lock.lock();
        try {
            while (!poked && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            poked = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }
}
