package io.physalia.transcode;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Pod;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.hls.SegmentStore;
import io.physalia.trace.Span;
import io.physalia.transcode.PeerClient.Answer;
import io.physalia.transcode.PeerClient.PeerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way to a media segment, on any pod: from this pod's store, from the encoder that runs here, from the pod that owns the session, or,
 * if nobody does, by taking the session over. Thread-safe; calls block the calling (virtual) thread.
 */
public final class Transcoder {
    /** How long a client is kept waiting; players give up after 10 to 20 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How long one wait lasts before everything is looked at anew: the owner may have died meanwhile. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(40);

    private final Planner planner;
    private final SegmentStore store;
    private final Sessions sessions;
    private final PeerClient peers;
    private final Activity activity;
    private final boolean sharedStore;
    private final LongSupplier ticker;

    Transcoder(
            Planner planner,
            SegmentStore store,
            Sessions sessions,
            PeerClient peers,
            Activity activity,
            boolean sharedStore,
            LongSupplier ticker) {
        this.planner = planner;
        this.store = store;
        this.sessions = sessions;
        this.peers = peers;
        this.activity = activity;
        this.sharedStore = sharedStore;
        this.ticker = ticker;
    }

    /** What a request means; pure but for looking the source up. */
    public EncodePlan plan(PlanRequest request) {
        return planner.plan(request);
    }

    /** What a session was asked for with; empty: there is no such session, or nobody can say now. */
    public Optional<PlanRequest> findRequest(String sessionId) {
        return sessions.findRequest(sessionId);
    }

    /**
     * A finished segment, waited for if need be.
     *
     * @param index from 0, or -1 for the init section
     * @param isGone whether whoever asks has hung up; then nothing is started or waited for any more
     * @throws Failure {@code SEGMENT_NOT_FOUND} for an index outside the film, {@code SEGMENT_LATE} or {@code ENCODER_UNAVAILABLE} if it
     *     cannot be had now, {@code ENCODER_FAILED} naming the cause if it cannot be had at all, {@code PLAYBACK_STOPPED} if the client
     *     has stopped the play session while it waited
     */
    public SegmentContent getSegment(PlanRequest request, int index, BooleanSupplier isGone) {
        EncodePlan plan = Span.begin("plan").around(() -> planner.plan(request));
        checkIndex(plan, index);
        SegmentContent content = getSegment(plan, index, isGone);
        if (index != SegmentStore.INIT) {
            sessions.find(plan.sessionId())
                    .ifPresentOrElse(
                            production -> production.noteServed(index), () -> activity.served(plan.sessionId(), index));
        }
        return content;
    }

    private static void checkIndex(EncodePlan plan, int index) {
        int count = plan.segments().count();
        boolean isInit =
                index == SegmentStore.INIT && plan.spec().container() == io.physalia.media.SegmentContainer.FMP4;
        if (!isInit && (index < 0 || index >= count)) {
            throw new Failure(
                    FailureCode.SEGMENT_NOT_FOUND, "segment " + index + " (expected: 0 to " + (count - 1) + ")");
        }
    }

    private SegmentContent getSegment(EncodePlan plan, int index, BooleanSupplier isGone) {
        long began = ticker.getAsLong();
        long deadline = began + PATIENCE.toNanos();
        Wish wish = new Wish(plan, index, began);
        while (true) {
            Optional<SegmentStore.Stored> stored = store.find(plan.sessionId(), index);
            if (stored.isPresent()) {
                return new SegmentContent.InFile(
                        stored.get().file(), stored.get().sizeBytes());
            }
            if (isGone.getAsBoolean() || sessions.stops().isStoppedSince(plan.request(), began)) {
                throw new Failure(FailureCode.PLAYBACK_STOPPED, FailureCode.PLAYBACK_STOPPED.summary());
            }
            Duration left = Duration.ofNanos(deadline - ticker.getAsLong());
            if (!left.isPositive()) {
                throw Failure.retryable(
                        FailureCode.SEGMENT_LATE,
                        "segment " + index + " was not finished within " + PATIENCE.toSeconds() + " s",
                        RETRY_AFTER);
            }
            SegmentContent received = step(wish, min(left, SLICE));
            if (received != null) {
                return received;
            }
        }
    }

    /** What a client waits for, and whether whoever produces it has been told once: telling again would undo a later seek. */
    private static final class Wish {
        private final EncodePlan plan;
        private final int index;
        private final long beganNanos;
        private boolean told;

        Wish(EncodePlan plan, int index, long beganNanos) {
            this.plan = plan;
            this.index = index;
            this.beganNanos = beganNanos;
        }

        void awaitAt(Production production, Duration atMost) throws InterruptedException {
            if (!told) {
                told = true;
                production.ask(index);
            }
            production.await(index, atMost);
            told = !production.isEnded();
        }
    }

    /** One attempt to come nearer to a segment that is not in the store; null: look again. */
    private @Nullable SegmentContent step(Wish wish, Duration slice) {
        try {
            Optional<Production> mine = sessions.findMaking(wish.plan.sessionId());
            if (mine.isPresent()) {
                wish.awaitAt(mine.get(), slice);
                return null;
            }
            return switch (sessions.locate(wish.plan)) {
                case Sessions.Place.Here here -> {
                    wish.awaitAt(here.production(), slice);
                    yield null;
                }
                case Sessions.Place.ToClaimHere _ -> {
                    if (sessions.claim(wish.plan, wish.index, wish.beganNanos) instanceof Sessions.Claimed.Taken) {
                        Thread.sleep(PAUSE);
                    }
                    yield null;
                }
                case Sessions.Place.At at -> fetch(wish, slice, at.pod(), at.claim());
                case Sessions.Place.Unknown unknown -> {
                    Thread.sleep(min(unknown.retryIn(), slice));
                    yield null;
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.retryable(FailureCode.SEGMENT_LATE, "the pod is stopping", RETRY_AFTER);
        }
    }

    private @Nullable SegmentContent fetch(Wish wish, Duration slice, Pod pod, boolean claim)
            throws InterruptedException {
        PeerRequest request = new PeerRequest(wish.plan.request(), wish.index, claim, !wish.told, !sharedStore);
        return switch (peers.fetch(pod, wish.plan.sessionId(), request, slice)) {
            case Answer.Finished finished -> receive(wish.plan, wish.index, finished, pod);
            case Answer.NotYet _ -> {
                wish.told = true;
                yield null;
            }
            case Answer.NotOwner _ -> {
                Thread.sleep(PAUSE);
                yield null;
            }
            case Answer.OtherBuild _ -> {
                sessions.avoid(pod);
                Thread.sleep(PAUSE);
                yield null;
            }
            case Answer.Unreachable _ -> {
                sessions.suspect(pod);
                wish.told = false;
                Thread.sleep(PAUSE);
                yield null;
            }
        };
    }

    /** Keeps what another pod sent in this pod's own store, where it also survives that pod. */
    private @Nullable SegmentContent receive(EncodePlan plan, int index, Answer.Finished finished, Pod pod) {
        if (!sharedStore) {
            ByteBuffer bytes = finished.bytes();
            store.publish(plan.sessionId(), finished.epoch(), index, plan.extension(), List.of(bytes.duplicate()));
            return store.find(plan.sessionId(), index).isPresent() ? null : new SegmentContent.InMemory(bytes);
        }
        if (store.find(plan.sessionId(), index).isPresent()) {
            return null;
        }
        // Published, but a network file system does not show it here yet.
        PeerRequest again = new PeerRequest(plan.request(), index, false, false, true);
        return peers.fetch(pod, plan.sessionId(), again, SLICE) instanceof Answer.Finished late
                ? new SegmentContent.InMemory(late.bytes())
                : null;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Answers another pod that asks for a segment; never asks a third one. */
    public Answer answerPeer(String sessionId, PeerRequest request, Duration patience) {
        EncodePlan plan = Span.begin("plan").around(() -> planner.plan(request.plan()));
        if (!sessionId.isEmpty() && !plan.sessionId().equals(sessionId)) {
            return new Answer.OtherBuild();
        }
        checkIndex(plan, request.index());
        long deadline = ticker.getAsLong() + patience.toNanos();
        // The pod that passes the request on may not have heard of the stop yet.
        Wish wish = new Wish(plan, request.index(), ticker.getAsLong() - SLICE.toNanos());
        wish.told = !request.fresh();
        try {
            while (true) {
                Optional<SegmentStore.Stored> stored = store.find(plan.sessionId(), request.index());
                if (stored.isPresent()) {
                    sessions.find(plan.sessionId()).ifPresent(production -> production.noteServed(request.index()));
                    return Peering.finished(stored.get(), request.withBytes());
                }
                Optional<Production> mine = sessions.findMaking(plan.sessionId());
                if (mine.isEmpty()) {
                    if (!request.claim()
                            || sessions.stops().isStoppedSince(plan.request(), wish.beganNanos)
                            || sessions.claim(plan, request.index(), wish.beganNanos)
                                    instanceof Sessions.Claimed.Taken) {
                        return new Answer.NotOwner();
                    }
                    continue;
                }
                Duration left = Duration.ofNanos(deadline - ticker.getAsLong());
                if (!left.isPositive()) {
                    return new Answer.NotYet();
                }
                wish.awaitAt(mine.get(), left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotYet();
        }
    }

    /** A client says that its play session is alive; its encoder, wherever it runs, is kept. */
    public void alive(String userId, String deviceId, String playSessionId) {
        activity.alive(new Activity.Event.Alive(userId, deviceId, playSessionId));
    }

    /** A client says that it has stopped: its encoder ends and its segments go, wherever they are. An empty play session means all of the device's. */
    public void stop(String userId, String deviceId, String playSessionId) {
        activity.stop(new Activity.Event.Stop(userId, deviceId, playSessionId));
    }

    /** Every session of the colony, as the owners last noted it. */
    public List<SessionView> listSessions() {
        return sessions.records().listViews();
    }

    /** Those of the colony's encodes whose request is wanted; none while nobody can say. */
    public List<RunningEncode> listEncodes(Predicate<PlanRequest> wanted) {
        List<RunningEncode> found = new ArrayList<>();
        try {
            sessions.records().listProgress(wanted).forEach((request, progress) -> {
                EncodePlan plan = planner.plan(request);
                double percent =
                        100.0 * (progress.lastSegment() + 1) / plan.segments().count();
                found.add(new RunningEncode(request, plan.spec(), Math.min(100, percent)));
            });
        } catch (CoordinationUnavailableException | Failure _) {
            // It is told for people to look at; what plays does not depend on it.
        }
        return List.copyOf(found);
    }

    /** Gives every session to another pod; from now on this pod takes none. */
    public void drain() {
        sessions.drain();
    }
}
