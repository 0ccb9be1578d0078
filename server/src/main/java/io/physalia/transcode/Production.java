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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The owner's side of one transcode session: a lease, at most one encoder, and those who wait for segments. One virtual thread
 * drives it: wait for a wanted index, run the encoder from there, publish what it finishes, until the session is closed. Where it
 * stands is its {@link ProductionState}. Thread-safe.
 *
 * <p>Whoever may be wrong here: a pod that was paused may believe it owns the session. {@link HeldLease#mayPublish} stops it before it
 * publishes, and if it is paused between that question and the rename, its segment lands under its old epoch, where it is as good as
 * any other of that index (exact seams) and never replaces one.
 */
final class Production implements LeaseListener {
    private static final System.Logger LOG = System.getLogger(Production.class.getName());
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
        /** Made ready for a lease that another pod has claimed, or that did not run out. */
        UNNEEDED,
        /** Nobody watches any more, or the viewer said stop: the segments go too. */
        DONE
    }

    private final EncodePlan plan;
    private final ProductionSettings settings;
    private final SegmentStore store;
    private final Encoder encoder;
    private final EncoderSlots slots;
    private final Colony colony;
    private final ProductionState state;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

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
        this.state = new ProductionState(plan.segments(), wanted, settings.ticker());
    }

    /** Begins to produce before this pod holds the lease; what is finished waits for that. */
    void prepare() {
        if (started.compareAndSet(false, true)) {
            Trail working = trail();
            Thread.ofVirtual().name("transcode-" + plan.sessionId()).start(() -> working.run(this::drive));
        }
    }

    /** Produces under a lease that this pod now holds. */
    void begin(HeldLease lease) {
        boolean prepared = started.get();
        try {
            store.begin(plan.sessionId(), lease.lease().epoch().value());
        } finally {
            // Also if the store has failed: it is the driver that gives the lease back at the end.
            Optional<End> before = state.hold(lease);
            if (before.equals(Optional.of(End.HANDED_OVER))) {
                lease.handOver(); // closed before there was anything to give away
            }
            prepare();
            if (prepared && before.isPresent()) {
                cleanUp(); // its driver may have ended before there was a lease
            }
        }
    }

    EncodePlan plan() {
        return plan;
    }

    /** What the current thread works for, and this production, under whatever epoch it goes on. */
    private Trail trail() {
        return plan.trail()
                .with(listener -> state.findHeld()
                        .ifPresent(held ->
                                listener.accept("epoch", held.lease().epoch().toString())));
    }

    /** What the keeper writes beside the lease. */
    Note note() {
        return state.note();
    }

    /** How far its encoder is ahead of its viewer; empty: no encoder has to be. */
    OptionalLong leadNanos() {
        return state.leadNanos();
    }

    boolean isEnded() {
        return state.findEnd().isPresent();
    }

    /** A client cares for this session, without wanting anything new. */
    void touch() {
        state.touch();
    }

    /** A client has been given an index; the encoder may run ahead of it. */
    void noteServed(int index) {
        state.served(index);
    }

    /**
     * A client wants an index that the store does not have: leads the encoder there if it is not on its way already.
     *
     * @throws Failure if the session has failed
     */
    void ask(int index) {
        state.ask(index).ifPresent(Encoder.Run::stop);
    }

    /**
     * Waits until the index may be in the store, the session has ended here, or the time is up; which of these, the caller finds out by
     * looking.
     *
     * @throws Failure if the session has failed
     */
    void await(int index, Duration atMost) throws InterruptedException {
        state.await(index, atMost);
    }

    /** Ends this pod's part. Later calls do nothing. */
    void close(End reason, String successorPod) {
        state.end(reason, successorPod).ifPresent(remains -> {
            if (reason == End.HANDED_OVER) {
                remains.lease().ifPresent(HeldLease::handOver);
            }
            remains.run().ifPresent(Encoder.Run::stop);
            Level level = reason == End.UNNEEDED ? Level.DEBUG : Level.INFO;
            trail().run(() ->
                    LOG.log(level, "session {0} ended here: {1} {2}", plan.sessionId(), reason, successorPod));
        });
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
        if (state.isIdleFor(settings.idle())) {
            close(End.DONE, "");
        } else {
            state.findRun().ifPresent(run -> run.endIfSilent(HUNG));
        }
    }

    private void drive() {
        try {
            for (OptionalInt wanted = state.awaitWanted(); wanted.isPresent(); wanted = state.awaitWanted()) {
                produce(wanted.getAsInt());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "session " + plan.sessionId() + ": cannot go on", e);
            state.fail(new Failure(FailureCode.INTERNAL, "the transcode session failed inside the server", e));
        } finally {
            cleanUp();
        }
    }

    /** Removes what a session that is done has left, now that nobody writes here any more; only then others may begin it anew. */
    private void cleanUp() {
        Optional<HeldLease> done = state.takeLeaseToRelease();
        try {
            if (done.isPresent()) {
                store.delete(plan.sessionId());
            }
        } finally {
            done.ifPresent(HeldLease::release);
            colony.ended(this);
            ended.countDown();
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

    private void produce(int wanted) throws InterruptedException {
        boolean encodes = plan.spec().encodes();
        if (encodes && !takeSlot()) {
            return;
        }
        try {
            int start = firstMissing(wanted);
            Encoder.Run run = encoder.prepare(plan, start);
            if (state.tryStart(run, wanted, start)) {
                judge(run.run(new PublishingSink(this, store, settings.ahead())));
            }
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
        state.fail(Failure.retryable(FailureCode.ENCODER_UNAVAILABLE, colony.whyNobodyCan(), SLOT_PATIENCE));
        return false;
    }

    private void judge(Encoder.Outcome outcome) throws InterruptedException {
        switch (outcome) {
            case Encoder.Outcome.Complete _ -> state.ran(true);
            case Encoder.Outcome.Stopped _ -> state.ran(false);
            case Encoder.Outcome.Failed(String reason) -> retryOrFail(reason);
        }
    }

    private void retryOrFail(String reason) throws InterruptedException {
        int attempt = state.broke();
        LOG.log(
                Level.WARNING,
                "session {0}: encoder failed ({1} of {2}): {3}",
                plan.sessionId(),
                attempt,
                Setbacks.MAX_ATTEMPTS,
                reason);
        if (attempt < Setbacks.MAX_ATTEMPTS) {
            state.pauseAfterSetback();
        } else {
            state.fail(new Failure(FailureCode.ENCODER_FAILED, "FFmpeg failed " + attempt + " times: " + reason));
        }
    }

    /** Waits until this pod may publish; answers the epoch to publish under, or empty if the session has ended here. */
    OptionalLong awaitRight() throws InterruptedException {
        return state.awaitRight();
    }

    /** Takes note of a published segment and waits while the encoder is too far ahead; false when it should stop. */
    boolean published(int index, int ahead) throws InterruptedException {
        return state.published(index, ahead);
    }

    void initPublished() {
        state.initPublished();
    }

    /** The oldest index worth keeping. */
    int keepFrom() {
        return state.indexBehind(settings.keep());
    }
}
