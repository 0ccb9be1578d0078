package io.physalia.transcode;

import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Note;
import io.physalia.failure.Failure;
import io.physalia.hls.SegmentPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a transcode session stands on the pod that owns it: what is wanted, what runs, what is finished, whether it has ended; and those
 * who wait for that to change. Thread-safe. Nothing is done under its lock but bookkeeping: no disk, no network, no process.
 */
final class ProductionState {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier ticker;
    private final RunWindow window;
    private final Setbacks setbacks = new Setbacks();
    private volatile @Nullable HeldLease held;
    private boolean released;
    private Encoder.@Nullable Run run;
    private Production.@Nullable End end;
    private String phase = "Starting";
    private String successor = "";
    private int lastFinished = -1;
    private long activeAtNanos;

    /** What has to be given up when a session ends: the lease it is held by, and the encoder that runs. */
    record Remains(Optional<HeldLease> lease, Optional<Encoder.Run> run) {}

    /** @param wanted the index to begin with */
    ProductionState(SegmentPlan plan, int wanted, LongSupplier ticker) {
        this.window = new RunWindow(plan, wanted);
        this.ticker = ticker;
        this.activeAtNanos = ticker.getAsLong();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** The same, and whoever waits looks again. */
    private void change(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on the session is held by a lease. Answers why it has ended already, if it has. */
    Optional<Production.End> hold(HeldLease lease) {
        lock.lock();
        try {
            held = lease;
            changed.signalAll();
            return Optional.ofNullable(end);
        } finally {
            lock.unlock();
        }
    }

    /** The lease that it is or was held by. Takes no lock: log lines name its epoch, whoever writes them. */
    Optional<HeldLease> findHeld() {
        return Optional.ofNullable(held);
    }

    /** How far its encoder is ahead of its viewer; empty: no encoder has to be. */
    OptionalLong leadNanos() {
        return locked(() -> end == null ? window.leadNanos() : OptionalLong.empty());
    }

    /** How far it is, for the other pods, and how long nobody has cared for it. */
    Note note() {
        return locked(() -> new Note(
                new Progress(lastFinished, window.viewer(), phase, successor).toText(), Duration.ofNanos(idleNanos())));
    }

    private long idleNanos() {
        return Math.max(0, ticker.getAsLong() - activeAtNanos);
    }

    boolean isIdleFor(Duration limit) {
        return locked(() -> idleNanos() > limit.toNanos());
    }

    Optional<Production.End> findEnd() {
        return locked(() -> Optional.ofNullable(end));
    }

    Optional<Encoder.Run> findRun() {
        return locked(() -> Optional.ofNullable(run));
    }

    /** The lease that a session which is done has to release, after it has been cleaned up; answered once. */
    Optional<HeldLease> takeLeaseToRelease() {
        return locked(() -> {
            if (end != Production.End.DONE || released) {
                return Optional.empty();
            }
            released = held != null;
            return Optional.ofNullable(held);
        });
    }

    void touch() {
        locked(() -> activeAtNanos = ticker.getAsLong());
    }

    void served(int index) {
        change(() -> {
            activeAtNanos = ticker.getAsLong();
            window.served(index);
        });
    }

    /**
     * A client wants an index. Answers the run that is in the wrong place for it and has to be stopped.
     *
     * @throws Failure if the session has failed
     */
    Optional<Encoder.Run> ask(int index) {
        lock.lock();
        try {
            activeAtNanos = ticker.getAsLong();
            setbacks.throwIfFailed(activeAtNanos);
            Optional<Encoder.Run> outOfPlace =
                    window.ask(index, held != null) ? Optional.ofNullable(run) : Optional.empty();
            changed.signalAll();
            return outOfPlace;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the index may be there, the session has ended, or the time is up.
     *
     * @throws Failure if the session has failed
     */
    void await(int index, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (nanos > 0 && end == null && !window.hasProduced(index)) {
                setbacks.throwIfFailed(ticker.getAsLong());
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session on this pod and answers what has to be given up; empty if it has ended before. */
    Optional<Remains> end(Production.End reason, String successorPod) {
        lock.lock();
        try {
            if (end != null) {
                return Optional.empty();
            }
            end = reason;
            successor = successorPod;
            phase = reason == Production.End.HANDED_OVER ? "HandedOver" : "Ended";
            changed.signalAll();
            return Optional.of(new Remains(Optional.ofNullable(held), Optional.ofNullable(run)));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an index is wanted that no run is producing; empty when the session has ended. */
    OptionalInt awaitWanted() throws InterruptedException {
        lock.lock();
        try {
            while (end == null && window.pending().isEmpty()) {
                changed.await();
            }
            return end == null ? window.pending() : OptionalInt.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A run is about to start.
     *
     * @param pending what was wanted when it was prepared
     * @param start the first missing index from there on
     * @return false if it must not: something else is wanted by now, or the session has ended
     */
    boolean tryStart(Encoder.Run fresh, int pending, int start) {
        return locked(() -> {
            if (end != null || !window.start(pending, start)) {
                return false;
            }
            run = fresh;
            phase = "Starting";
            return true;
        });
    }

    /** The run has ended without a fault: at the end of the film, or because it was stopped. */
    void ran(boolean toTheEnd) {
        change(() -> {
            run = null;
            window.stopped();
            phase = toTheEnd ? "Complete" : "Idle";
        });
    }

    /** The run has failed, and what it was making is wanted still. Answers how many in a row that makes. */
    int broke() {
        return locked(() -> {
            run = null;
            window.retry();
            changed.signalAll();
            return setbacks.again();
        });
    }

    /** Waits before the next attempt; shorter if the session ends. */
    void pauseAfterSetback() throws InterruptedException {
        lock.lock();
        try {
            long nanos = setbacks.pause().toNanos();
            while (nanos > 0 && end == null) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    void fail(Failure why) {
        change(() -> {
            setbacks.fail(why, ticker.getAsLong());
            window.giveUp();
            phase = "Failed";
        });
    }

    /** Waits until this pod may publish; answers the epoch to publish under, or empty if the session has ended here. */
    OptionalLong awaitRight() throws InterruptedException {
        lock.lock();
        try {
            while (end == null) {
                HeldLease lease = held;
                if (lease != null && lease.mayPublish()) {
                    return OptionalLong.of(lease.lease().epoch().value());
                }
                changed.awaitNanos(LOOK_AGAIN_NANOS);
            }
            return OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A segment is published. Waits while the encoder is further ahead than so many segments; false when it should stop. */
    boolean published(int index, int ahead) throws InterruptedException {
        lock.lock();
        try {
            window.produced(index);
            lastFinished = index;
            setbacks.overcome();
            changed.signalAll();
            while (end == null && window.isAhead(ahead)) {
                phase = "Throttled";
                changed.await();
            }
            phase = end == null ? "Encoding" : phase;
            return end == null && window.pending().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void initPublished() {
        change(window::initProduced);
    }

    /** The index that lies a time behind the viewer. */
    int indexBehind(Duration behind) {
        return locked(() -> window.indexBehind(behind));
    }
}
