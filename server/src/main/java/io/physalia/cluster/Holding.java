package io.physalia.cluster;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One lease in a {@link LeaseKeeper}: the state machine of its local view, without any I/O.
 *
 * <p><b>The deadline.</b> The coordinator extends a lease to <em>its</em> time of execution + ttl. This process cannot know that time, but it
 * was not before the request was sent. So the local deadline is the monotonic time read <em>before</em> sending + ttl, which is never later than
 * the coordinator's, whatever the network did. A small margin covers that the coordinator counts whole milliseconds and that the two
 * clocks may differ in rate.
 *
 * <p><b>Cut off or paused.</b> A renewal that fails because nobody answers moves the deadline too, provided it was sent before the deadline: it
 * proves that this process ran all the time, and a coordinator that does not answer shall not stop a stream. It proves nothing
 * about the lease, so another pod may have it by now; the segment store's epochs make that harmless. A process that was paused makes no
 * attempts: it wakes behind its deadline, and from then on only an answer counts. An attempt sent behind the deadline that fails
 * does not move it.
 */
final class Holding implements HeldLease {

    /** What keeps the coordinator's side of a holding's end; {@link LeaseKeeper}. */
    interface Keeper {
        boolean release(Holding holding);

        boolean handOver(Holding holding);
    }

    /** The clocks' rates may differ by one part in this many. Quartz is better by a factor of ten. */
    private static final int DRIFT = 1000;

    /** The coordinator counts in these. */
    private static final Duration TICK = Duration.ofMillis(1);

    private final Keeper keeper;
    private final String payload;
    private final Supplier<Note> note;
    private final LeaseListener listener;
    private final Duration ttl;
    private final LongSupplier nanoTime;
    private final SerialExecutor events = new SerialExecutor();
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Lease lease;
    private volatile long deadline;
    private volatile boolean ended;
    private volatile boolean registered;

    /** Some attempt failed since the last answer, and none was sent behind the deadline. */
    private boolean cutOff;

    /** A re-registration was sent and not answered: it may have taken effect. */
    private boolean unanswered;

    /** A holding that the coordinator does not know of yet. */
    Holding(
            Keeper keeper,
            Lease lease,
            String payload,
            Supplier<Note> note,
            LeaseListener listener,
            Duration ttl,
            LongSupplier nanoTime) {
        this.keeper = keeper;
        this.lease = lease;
        this.payload = payload;
        this.note = note;
        this.listener = listener;
        this.ttl = ttl;
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + trusted(ttl);
        this.cutOff = true;
    }

    private static long trusted(Duration running) {
        return running.minus(running.dividedBy(DRIFT)).minus(TICK).toNanos();
    }

    @Override
    public Lease lease() {
        return lease;
    }

    @Override
    public boolean mayPublish() {
        return !ended && nanoTime.getAsLong() - deadline < 0;
    }

    @Override
    public boolean release() {
        return end() && keeper.release(this);
    }

    @Override
    public boolean handOver() {
        return end() && keeper.handOver(this);
    }

    String payload() {
        return payload;
    }

    Note note() {
        return note.get();
    }

    boolean isEnded() {
        return ended;
    }

    /** False: held without the coordinator ever having granted it; to be acquired at the next chance. */
    boolean isRegistered() {
        return registered;
    }

    /**
     * A renewal or acquisition sent at {@code sentAt} was answered: the grant is {@code granted} and runs for {@code running} since.
     *
     * @return false if this holding has ended meanwhile, and the grant is nobody's
     */
    boolean confirmed(Lease granted, long sentAt, Duration running) {
        lock.lock();
        try {
            if (ended) {
                return false;
            }
            boolean changed = granted.epoch().isAfter(lease.epoch());
            lease = granted;
            registered = true;
            cutOff = false;
            unanswered = false;
            deadline = sentAt + trusted(running);
            if (changed) {
                events.execute(() -> listener.renewedAs(granted));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** An attempt sent at {@code sentAt} got no answer. */
    void unreachable(long sentAt) {
        lock.lock();
        try {
            cutOff = ranUntil(sentAt);
            if (cutOff) {
                // Not back: a holding that is younger than this attempt has a later deadline already.
                deadline = sentAt + Math.max(deadline - sentAt, trusted(ttl));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The coordinator said LOST to a renewal sent at {@code sentAt}. True if that may be only because this process could not reach it for
     * longer than the lease: then it may acquire like anybody, and go on if it wins. A process that was paused, or that was told
     * in time, has lost.
     */
    boolean mayReclaim(long sentAt) {
        lock.lock();
        try {
            return !ended && (unanswered || (cutOff && ranUntil(sentAt)));
        } finally {
            lock.unlock();
        }
    }

    private boolean ranUntil(long sentAt) {
        return sentAt - deadline < 0;
    }

    void reclaimUnanswered() {
        lock.lock();
        try {
            unanswered = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@code current}, held by this pod, can only be the fruit of this holding's own unanswered re-registration. */
    boolean explains(Lease current) {
        lock.lock();
        try {
            return unanswered && current.epoch().isAfter(lease.epoch());
        } finally {
            lock.unlock();
        }
    }

    /** The lease is somebody else's. */
    void lose() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                Lease last = lease;
                events.execute(() -> listener.lost(last));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean end() {
        lock.lock();
        try {
            boolean first = !ended;
            ended = true;
            return first;
        } finally {
            lock.unlock();
        }
    }
}
