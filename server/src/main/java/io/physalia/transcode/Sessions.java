package io.physalia.transcode;

import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Epoch;
import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Pod;
import io.physalia.concurrent.SingleFlight;
import io.physalia.hls.SegmentStore;
import io.physalia.trace.Span;
import io.physalia.trace.Trail;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which sessions this pod produces, and where the others are: finds the owner, chooses one where there is none, claims. Thread-safe.
 */
final class Sessions implements Production.Colony {
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** Where a session is to be asked for. */
    sealed interface Place {
        /** This pod has just begun to produce it. */
        record Here(Production production) implements Place {}

        /** Nobody produces it, and this pod is the one to do so. */
        record ToClaimHere() implements Place {}

        /** Another pod. */
        record At(Pod pod, boolean claim) implements Place {}

        /** Its owner seems dead and its lease still runs. */
        record Unknown(Duration retryIn) implements Place {}
    }

    /** What came of claiming a session for this pod. */
    sealed interface Claimed {
        record Ours(Production production) implements Claimed {}

        record Taken() implements Claimed {}
    }

    private final Map<String, Production> productions = new ConcurrentHashMap<>();
    private final SingleFlight<String, Claimed> claims = new SingleFlight<>();
    private final Leases leases;
    private final LeaseKeeper keeper;
    private final SegmentStore store;
    private final Workshop workshop;
    private final OwnerChoice choice;
    private final SessionRecords records;
    private final Succession succession = new Succession();
    private final Stops stops;
    private volatile boolean draining;
    private volatile boolean closed;

    Sessions(Leases leases, LeaseKeeper keeper, SegmentStore store, Workshop workshop, OwnerChoice choice) {
        this.leases = leases;
        this.keeper = keeper;
        this.store = store;
        this.workshop = workshop;
        this.choice = choice;
        this.records = new SessionRecords(leases, workshop);
        this.stops = new Stops(workshop.settings().ticker());
    }

    Optional<Production> find(String sessionId) {
        return Optional.ofNullable(productions.get(sessionId)).filter(production -> !production.isEnded());
    }

    /** The same, or what this pod has made ready in case that it has to take the session over. */
    Optional<Production> findMaking(String sessionId) {
        return find(sessionId).or(() -> succession.find(sessionId));
    }

    /** The request of a session that is produced here, or whose lease the coordinator knows. */
    Optional<PlanRequest> findRequest(String sessionId) {
        Optional<Production> mine = find(sessionId);
        if (mine.isPresent()) {
            return mine.map(production -> production.plan().request());
        }
        return records.find(sessionId);
    }

    List<Production> list() {
        return List.copyOf(productions.values());
    }

    /** Looks up who produces a session, or who should. */
    Place locate(EncodePlan plan) {
        Optional<Production> mine = find(plan.sessionId());
        if (mine.isPresent()) {
            return new Place.Here(mine.get());
        }
        Optional<LeaseRecord> record;
        try {
            record = leases.find(plan.leaseName());
        } catch (CoordinationUnavailableException e) {
            // Cut off: what a viewer waits for is produced here, and registered when the coordinator is back.
            return new Place.ToClaimHere();
        }
        if (record.isPresent() && !record.get().isExpired()) {
            return placeOf(record.get());
        }
        Pod owner = record.flatMap(this::findSuccessor).orElseGet(() -> choice.choose(draining));
        return choice.isSelf(owner) ? new Place.ToClaimHere() : new Place.At(owner, true);
    }

    /** The pod that a draining owner has chosen, or else that is to take over from a dead one. */
    Optional<Pod> findSuccessor(LeaseRecord record) {
        return Progress.parse(record.note().text())
                .map(Progress::successor)
                .filter(chosen -> !chosen.isEmpty())
                .or(() -> succession.findHeir(record.lease()))
                .flatMap(choice::find)
                .filter(pod -> !choice.isSuspect(pod));
    }

    private Place placeOf(LeaseRecord record) {
        Optional<Pod> owner = choice.find(record.lease().holder().value());
        if (owner.isPresent() && !choice.isSelf(owner.get()) && !choice.isSuspect(owner.get())) {
            return new Place.At(owner.get(), false);
        }
        // Dead, or an earlier process of this pod's name: its lease must run out first.
        Optional<Pod> heir = findSuccessor(record).filter(pod -> !choice.isSelf(pod));
        if (heir.isPresent()) {
            return new Place.At(heir.get(), true);
        }
        Duration left = record.remaining();
        return new Place.Unknown(left.compareTo(LOOK_AGAIN) < 0 ? left.plusMillis(2) : LOOK_AGAIN);
    }

    /** A pod is of a build that makes something else of a plan: it is given none of this pod's sessions. */
    void avoid(Pod pod) {
        choice.avoid(pod);
    }

    /** A pod did not answer: its leases are looked at more closely for a while. */
    void suspect(Pod pod) {
        choice.suspect(pod);
    }

    /**
     * Claims a session for this pod; of several threads one does the work.
     *
     * @param sinceNanos a stop by the client after this moment of the ticker ends the session again
     */
    Claimed claim(EncodePlan plan, int wanted, long sinceNanos) {
        Optional<Production> mine = find(plan.sessionId());
        if (mine.isPresent()) {
            return new Claimed.Ours(mine.get());
        }
        if (closed) {
            return new Claimed.Taken();
        }
        return claims.run(
                plan.sessionId(),
                () -> find(plan.sessionId())
                        .<Claimed>map(Claimed.Ours::new)
                        .orElseGet(() -> plan.trail()
                                .call(() -> Span.begin("claim")
                                        .with("segment", wanted)
                                        .around(() -> claimAlone(plan, wanted, sinceNanos)))));
    }

    private Claimed claimAlone(EncodePlan plan, int wanted, long sinceNanos) {
        Production production = succession.take(plan.sessionId()).orElseGet(() -> workshop.open(plan, wanted, this));
        Optional<HeldLease> won = Optional.empty();
        try {
            won = acquire(plan, wanted, production);
        } finally {
            if (won.isEmpty()) {
                // It may have been made ready, and then its encoder runs.
                production.close(Production.End.UNNEEDED, "");
            }
        }
        if (won.isEmpty()) {
            return new Claimed.Taken();
        }
        productions.put(plan.sessionId(), production);
        if (closed) {
            // Claimed while the pod was ending: nobody would wait for it.
            production.close(Production.End.HANDED_OVER, "");
        } else if (stops.isStoppedSince(plan.request(), sinceNanos)) {
            // Stopped while it was being claimed, and not yet in the list of what a stop ends.
            production.close(Production.End.DONE, "");
        }
        production.begin(won.get());
        return production.isEnded() ? new Claimed.Taken() : new Claimed.Ours(production);
    }

    /** Acquires the lease, or holds it unregistered where the coordinator cannot be reached; empty: another pod has it. */
    private Optional<HeldLease> acquire(EncodePlan plan, int wanted, Production production) {
        Optional<Epoch> floor = store.highestEpoch(plan.sessionId()).map(Epoch::new);
        String payload = workshop.payload(plan.request());
        try {
            return switch (keeper.tryAcquire(plan.leaseName(), floor, payload, production::note, production)) {
                case Claim.Won claim -> {
                    note(plan, wanted, claim);
                    yield Optional.of(claim.lease());
                }
                case Claim.Taken _ -> Optional.empty();
            };
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.WARNING, "session {0}: produced unregistered: {1}", plan.sessionId(), e.getMessage());
            return Optional.of(keeper.holdUnregistered(plan.leaseName(), floor, payload, production::note, production));
        }
    }

    private static void note(EncodePlan plan, int wanted, Claim.Won claim) {
        String epoch = claim.lease().lease().epoch().toString();
        Trail.current()
                .with("epoch", epoch)
                .run(() -> LOG.log(
                        Level.INFO,
                        "session {0}: epoch {1}, from segment {2}{3}",
                        plan.sessionId(),
                        epoch,
                        wanted,
                        claim.predecessor()
                                .map(last -> ", taken over from " + last.lease().holder())
                                .orElse("")));
    }

    /** Makes ready what this pod is to take over if its lease runs out. */
    void prepare(EncodePlan plan, int wanted, Lease lease) {
        if (!draining && find(plan.sessionId()).isEmpty()) {
            LOG.log(Level.INFO, "session {0}: made ready from segment {1}", plan.sessionId(), wanted);
            succession.prepare(lease, workshop.open(plan, wanted, this));
            if (draining || closed) {
                // Begun while the pod was ending, and not yet in the list of what is dropped.
                succession.dropAll();
            }
        }
    }

    /** What the coordinator knows of the colony's sessions. */
    SessionRecords records() {
        return records;
    }

    /** Who is to take sessions over, and what is ready here for that. */
    Succession succession() {
        return succession;
    }

    /** Gives away what is produced here, or is being claimed, and waits until nothing of it runs any more. */
    void close(Duration patience) throws InterruptedException {
        closed = true;
        claims.awaitRunning();
        succession.dropAll();
        List<Production> ending = list();
        ending.forEach(production -> production.close(Production.End.HANDED_OVER, ""));
        for (Production production : ending) {
            production.awaitEnd(patience);
        }
    }

    /** What clients have stopped; a session of these is not begun for who asked before. */
    Stops stops() {
        return stops;
    }

    /** Ends what a client has stopped, if it is produced here. */
    void stop(Activity.Event.Stop stop) {
        stops.add(stop);
        for (Production production : list()) {
            if (stop.covers(production.plan().request())) {
                production.close(Production.End.DONE, "");
            }
        }
    }

    @Override
    public void ended(Production production) {
        productions.remove(production.plan().sessionId(), production);
    }

    @Override
    public boolean tryGiveAway(Production production) {
        Optional<Pod> free = choice.findFree();
        free.ifPresent(
                pod -> production.close(Production.End.HANDED_OVER, pod.name().value()));
        return free.isPresent();
    }

    @Override
    public String whyNobodyCan() {
        return choice.whyNobodyCan();
    }

    boolean isDraining() {
        return draining;
    }

    /** Gives every session away, each to the pod that is best for it; without another pod they end with this one. */
    void drain() {
        draining = true;
        succession.dropAll();
        for (Production production : list()) {
            Pod successor = choice.choose(true);
            production.close(
                    Production.End.HANDED_OVER,
                    choice.isSelf(successor) ? "" : successor.name().value());
        }
    }
}
