package io.physalia.transcode;

import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.Note;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.hls.SegmentStore;
import io.physalia.trace.Trail;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The owner's side of one transcode session: a lease, at most one encoder, and those who wait for segments. One virtual thread
 * drives it: wait for a wanted index, run the encoder from there, publish what it finishes, until the session is closed. Thread-safe.
 *
 * <p>Whoever may be wrong here: a pod that was paused may believe it owns the session. {@link HeldLease#mayPublish} stops it before it
 * publishes, and if it is paused between that question and the rename, its segment lands under its old epoch, where it is as good as
 * any other of that index (exact seams) and never replaces one.
 */
final class Production implements LeaseListener {
    private static final System.Logger LOG = System.getLogger(Production.class.getName());

    /** Failed runs in a row, without one new segment between, before the session counts as failed. */
    private static final int MAX_ATTEMPTS = 3;

    private static final Duration FAILED_FOR = Duration.ofSeconds(30);
    private static final Duration SLOT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration SLOT_LOOK = Duration.ofMillis(500);
    private static final Duration HUNG = Duration.ofSeconds(30);

    /** What a production asks of its pod and of the others. */
    interface Colony {
        /** Gives the session to a pod with a free encoder slot; false: there is none. */
        boolean tryGiveAway(Production production);

        /** Says to a viewer why nobody encodes. */
        String whyNobodyCan();

        void ended(Production production);
    }

    /** Why a session ended on this pod. */
    enum End {
        /** The lease is another's now. */
        LOST,
        /** Given to another pod. */
        HANDED_OVER,
        /** Nobody watches any more, or the viewer said stop: the segments go too. */
        DONE
    }

    private final EncodePlan plan;
    private final ProductionSettings settings;
    private final SegmentStore store;
    private final Encoder encoder;
    private final EncoderSlots slots;
    private final Colony colony;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RunWindow window;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable HeldLease held;
    private Encoder.@Nullable Run run;
    private @Nullable Failure failure;
    private @Nullable End end;
    private String state = "Starting";
    private String successor = "";
    private int lastFinished;
    private int attempts;
    private long failedAtNanos;
    private long activeAtNanos;

    /** @param wanted the index to begin with */
    Production(
            EncodePlan plan,
            int wanted,
            ProductionSettings settings,
            SegmentStore store,
            Encoder encoder,
            EncoderSlots slots,
            Colony colony) {
        this.plan = plan;
        this.settings = settings;
        this.store = store;
        this.encoder = encoder;
        this.slots = slots;
        this.colony = colony;
        this.window = new RunWindow(plan.segments(), wanted);
        this.lastFinished = -1;
        this.activeAtNanos = settings.ticker().getAsLong();
    }

    /** Begins to produce under a lease that this pod now holds. */
    void begin(HeldLease lease) {
        lock.lock();
        try {
            held = lease;
            if (end == null) {
                store.begin(plan.sessionId(), lease.lease().epoch().value());
            } else if (end == End.HANDED_OVER) {
                lease.handOver(); // closed before there was anything to give away
            }
        } finally {
            lock.unlock();
            // Also if the store has failed: it is the driver that gives the lease back at the end.
            Trail working = trail();
            Thread.ofVirtual().name("transcode-" + plan.sessionId()).start(() -> working.run(this::drive));
        }
    }

    EncodePlan plan() {
        return plan;
    }

    /** What the current thread works for, and this production, under whatever epoch it goes on. */
    private Trail trail() {
        return plan.trail().with(listener -> {
            HeldLease lease = held;
            if (lease != null) {
                listener.accept("epoch", lease.lease().epoch().toString());
            }
        });
    }

    /** What the keeper writes beside the lease. */
    Note note() {
        lock.lock();
        try {
            long idle = Math.max(0, settings.ticker().getAsLong() - activeAtNanos);
            return new Note(
                    new Progress(lastFinished, window.viewer(), state, successor).toText(), Duration.ofNanos(idle));
        } finally {
            lock.unlock();
        }
    }

    /** How far its encoder is ahead of its viewer; empty: no encoder has to be. */
    OptionalLong leadNanos() {
        lock.lock();
        try {
            return end == null ? window.leadNanos() : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return end != null;
        } finally {
            lock.unlock();
        }
    }

    /** A client cares for this session, without wanting anything new. */
    void touch() {
        lock.lock();
        try {
            activeAtNanos = settings.ticker().getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /** A client has been given an index; the encoder may run ahead of it. */
    void noteServed(int index) {
        lock.lock();
        try {
            activeAtNanos = settings.ticker().getAsLong();
            window.served(index);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A client wants an index that the store does not have: leads the encoder there if it is not on its way already.
     *
     * @throws Failure if the session has failed
     */
    void ask(int index) {
        Encoder.Run outOfPlace = null;
        lock.lock();
        try {
            activeAtNanos = settings.ticker().getAsLong();
            throwIfFailed();
            if (window.ask(index)) {
                outOfPlace = run;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (outOfPlace != null) {
            outOfPlace.stop();
        }
    }

    /**
     * Waits until the index may be in the store, the session has ended here, or the time is up; which of these, the caller finds out by
     * looking.
     *
     * @throws Failure if the session has failed
     */
    void await(int index, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (nanos > 0 && end == null && !window.hasProduced(index)) {
                throwIfFailed();
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void throwIfFailed() {
        Failure known = failure;
        if (known == null) {
            return;
        }
        Duration lasts = known.retryAfter().orElse(FAILED_FOR);
        if (settings.ticker().getAsLong() - failedAtNanos < lasts.toNanos()) {
            throw known.retryAfter()
                    .map(wait -> Failure.retryable(known.code(), known.reason(), wait))
                    .orElseGet(() -> new Failure(known.code(), known.reason()));
        }
        failure = null;
        attempts = 0;
    }

    /** Ends this pod's part. Later calls do nothing. */
    void close(End reason, String successorPod) {
        Encoder.Run running;
        HeldLease lease;
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            end = reason;
            successor = successorPod;
            state = reason == End.HANDED_OVER ? "HandedOver" : "Ended";
            running = run;
            lease = held;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (lease != null && reason == End.HANDED_OVER) {
            lease.handOver();
        }
        if (running != null) {
            running.stop();
        }
        trail().run(() ->
                LOG.log(Level.INFO, "session {0} ended here: {1} {2}", plan.sessionId(), reason, successorPod));
    }

    /** Waits until nothing of this session runs or writes here any more; {@link #close} comes before. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        var _ = ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void lost(Lease lease) {
        trail().run(() ->
                LOG.log(Level.WARNING, "session {0}: lease of epoch {1} lost", plan.sessionId(), lease.epoch()));
        close(End.LOST, "");
    }

    @Override
    public void renewedAs(Lease lease) {
        store.begin(plan.sessionId(), lease.epoch().value());
    }

    /** Called now and then: ends a session that nobody watches, and an encoder that hangs. */
    void tick() {
        Encoder.Run running;
        boolean idle;
        lock.lock();
        try {
            idle = settings.ticker().getAsLong() - activeAtNanos
                    > settings.idle().toNanos();
            running = run;
        } finally {
            lock.unlock();
        }
        if (idle) {
            close(End.DONE, "");
        } else if (running != null) {
            running.endIfSilent(HUNG);
        }
    }

    private void drive() {
        try {
            for (OptionalInt start = nextStart(); start.isPresent(); start = nextStart()) {
                produce(start.getAsInt());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "session " + plan.sessionId() + ": cannot go on", e);
            fail(new Failure(FailureCode.INTERNAL, "the transcode session failed inside the server", e));
        } finally {
            cleanUp();
        }
    }

    /** Removes what a session that is done has left, now that nobody writes here any more; only then others may begin it anew. */
    private void cleanUp() {
        HeldLease lease;
        lock.lock();
        try {
            lease = end == End.DONE ? held : null;
        } finally {
            lock.unlock();
        }
        try {
            if (lease != null) {
                store.delete(plan.sessionId());
            }
        } finally {
            if (lease != null) {
                lease.release();
            }
            colony.ended(this);
            ended.countDown();
        }
    }

    /** Waits until an index is wanted that no run is producing; empty when the session has ended. */
    private OptionalInt nextStart() throws InterruptedException {
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

    private int firstMissing(int start) {
        int index = start;
        while (index + 1 < plan.segments().count()
                && store.find(plan.sessionId(), index).isPresent()) {
            index++;
        }
        return index;
    }

    private void produce(int pending) throws InterruptedException {
        boolean encodes = plan.spec().encodes();
        if (encodes && !takeSlot()) {
            return;
        }
        try {
            int start = firstMissing(pending);
            Encoder.Run fresh = encoder.prepare(plan, start);
            lock.lock();
            try {
                if (end != null || !window.start(pending, start)) {
                    return;
                }
                run = fresh;
                state = "Starting";
            } finally {
                lock.unlock();
            }
            judge(fresh.run(new PublishingSink(this, store, settings.ahead())));
        } finally {
            if (encodes) {
                slots.giveBack();
            }
        }
    }

    /** Takes an encoder slot; false: the session goes to a pod that has one, or fails for a while, as there is none. */
    private boolean takeSlot() throws InterruptedException {
        long looks = SLOT_PATIENCE.dividedBy(SLOT_LOOK);
        for (long look = 0; look < looks && !isEnded(); look++) {
            if (slots.tryTake(look == 0 ? Duration.ZERO : SLOT_LOOK)) {
                return true;
            }
            if (colony.tryGiveAway(this)) {
                return false;
            }
        }
        fail(Failure.retryable(FailureCode.ENCODER_UNAVAILABLE, colony.whyNobodyCan(), SLOT_PATIENCE));
        return false;
    }

    private void judge(Encoder.Outcome outcome) throws InterruptedException {
        String reason = null;
        lock.lock();
        try {
            run = null;
            switch (outcome) {
                case Encoder.Outcome.Complete _ -> {
                    window.stopped();
                    state = "Complete";
                }
                case Encoder.Outcome.Stopped _ -> {
                    window.stopped();
                    state = "Idle";
                }
                case Encoder.Outcome.Failed failed -> {
                    window.retry();
                    reason = failed.reason();
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (reason != null) {
            afterFailure(reason);
        }
    }

    private void afterFailure(String reason) throws InterruptedException {
        lock.lock();
        try {
            attempts++;
            LOG.log(
                    Level.WARNING,
                    "session {0}: encoder failed ({1} of {2}): {3}",
                    plan.sessionId(),
                    attempts,
                    MAX_ATTEMPTS,
                    reason);
            if (attempts < MAX_ATTEMPTS && end == null) {
                long nanos = TimeUnit.MILLISECONDS.toNanos(200L << (2 * attempts - 2));
                while (nanos > 0 && end == null) {
                    nanos = changed.awaitNanos(nanos);
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        fail(new Failure(FailureCode.ENCODER_FAILED, "FFmpeg failed " + MAX_ATTEMPTS + " times: " + reason));
    }

    private void fail(Failure why) {
        lock.lock();
        try {
            failure = why;
            failedAtNanos = settings.ticker().getAsLong();
            window.giveUp();
            attempts = 0;
            state = "Failed";
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this pod may publish; answers the epoch to publish under, or empty if the session has ended here. */
    OptionalLong awaitRight() throws InterruptedException {
        lock.lock();
        try {
            HeldLease lease = held;
            while (end == null && lease != null && !lease.mayPublish()) {
                changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            return end == null && lease != null
                    ? OptionalLong.of(lease.lease().epoch().value())
                    : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of a published segment and waits while the encoder is too far ahead; false when it should stop. */
    boolean published(int index, int ahead) throws InterruptedException {
        lock.lock();
        try {
            window.produced(index);
            lastFinished = index;
            attempts = 0;
            state = "Encoding";
            changed.signalAll();
            while (end == null && window.isAhead(ahead)) {
                state = "Throttled";
                changed.await();
            }
            state = "Encoding";
            return end == null && window.pending().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void initPublished() {
        lock.lock();
        try {
            window.initProduced();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest index worth keeping. */
    int keepFrom() {
        lock.lock();
        try {
            return window.indexBehind(settings.keep());
        } finally {
            lock.unlock();
        }
    }
}
