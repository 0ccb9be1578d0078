package io.physalia.transcode;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Pod;
import io.physalia.failure.Failure;
import io.physalia.hls.SegmentStore;
import io.physalia.trace.Trail;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes orphans over: sessions whose lease has expired while a client still watches. The least loaded pod goes first and the others leave
 * it a head start, so that usually one asks; whoever asks, the lease decides. Thread-safe.
 */
final class Adoption {
    private static final System.Logger LOG = System.getLogger(Adoption.class.getName());
    private static final Duration HEAD_START = Duration.ofMillis(150);

    /** How long after a lease should have run out what was made ready for it is kept. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Sessions sessions;
    private final Workshop workshop;
    private final Planner planner;
    private final OwnerChoice choice;
    private final Leases leases;
    private final SegmentStore store;
    private final Set<String> busyWith = ConcurrentHashMap.newKeySet();
    private final Set<Lease> foreseen = ConcurrentHashMap.newKeySet();

    Adoption(
            Sessions sessions,
            Workshop workshop,
            Planner planner,
            OwnerChoice choice,
            Leases leases,
            SegmentStore store) {
        this.sessions = sessions;
        this.workshop = workshop;
        this.planner = planner;
        this.choice = choice;
        this.leases = leases;
        this.store = store;
    }

    /** Called with the records that have expired or are at risk to. */
    void consider(List<LeaseRecord> due) {
        for (LeaseRecord record : due) {
            String sessionId = record.lease().name().id();
            if (!record.isExpired()) {
                if (foreseen.add(record.lease())) {
                    start("prepare-", record, this::prepare, () -> foreseen.remove(record.lease()));
                }
            } else if (busyWith.add(sessionId)) {
                start("adopt-", record, this::adopt, () -> busyWith.remove(sessionId));
            }
        }
    }

    /** What is done with a record, by a thread of its own. */
    private interface Work {
        void on(LeaseRecord record) throws InterruptedException;
    }

    private static void start(String what, LeaseRecord record, Work work, Runnable atLast) {
        Trail trail = Trail.NONE
                .with("lease", record.lease().name().toString())
                .with("epoch", record.lease().epoch().toString());
        Thread.ofVirtual()
                .name(what + "-" + record.lease().name().id())
                .start(() -> trail.run(() -> run(record, work, atLast)));
    }

    private static void run(LeaseRecord record, Work work, Runnable atLast) {
        String sessionId = record.lease().name().id();
        try {
            work.on(record);
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "orphan {0} left for later: {1}", sessionId, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Failure e) {
            LOG.log(Level.WARNING, "orphan {0} cannot be taken over: {1}", sessionId, e.reason());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "orphan " + sessionId + " cannot be taken over", e);
        } finally {
            atLast.run();
        }
    }

    /**
     * The holder of a session has missed a heartbeat. All pods name the same heir, which starts an encoder: what it finishes waits for the
     * lease, which is claimed when it has run out, and is thrown away if the holder renews it.
     */
    private void prepare(LeaseRecord atRisk) throws InterruptedException {
        Lease lease = atRisk.lease();
        Optional<PlanRequest> request = workshop.parse(atRisk.payload());
        Optional<Pod> heir = choice.findHeir(lease);
        if (request.isEmpty() || heir.isEmpty() || isAbandoned(atRisk, request)) {
            return;
        }
        sessions.succession().name(lease, heir.get());
        try {
            if (choice.isSelf(heir.get())) {
                EncodePlan plan = planner.plan(request.get());
                if (plan.sessionId().equals(lease.name().id())) {
                    sessions.prepare(plan, progress(atRisk).requestedSegment(), lease);
                }
            }
            Thread.sleep(atRisk.remaining().plus(GRACE));
        } finally {
            sessions.succession().settle(lease);
        }
    }

    private static Progress progress(LeaseRecord record) {
        return Progress.parse(record.note().text()).orElse(Progress.NONE);
    }

    /** Whether its client has stopped, or has not been heard of for long. */
    private boolean isAbandoned(LeaseRecord record, Optional<PlanRequest> request) {
        return request.filter(sessions.stops()::isStoppedLately).isPresent()
                || record.note().idle().compareTo(workshop.settings().idle()) > 0;
    }

    private void adopt(LeaseRecord orphan) throws InterruptedException {
        String sessionId = orphan.lease().name().id();
        long began = sessions.stops().now();
        Optional<PlanRequest> request = workshop.parse(orphan.payload());
        if (isAbandoned(orphan, request)) {
            if (leases.forget(orphan.lease())) {
                LOG.log(Level.INFO, "session {0}: nobody watches, forgotten", sessionId);
                store.delete(sessionId);
            }
        } else if (request.isPresent() && !sessions.isDraining() && awaitTurn(orphan)) {
            EncodePlan plan = planner.plan(request.get());
            if (plan.sessionId().equals(sessionId)) {
                sessions.claim(plan, progress(orphan).requestedSegment(), began);
            } else {
                LOG.log(Level.DEBUG, "orphan {0} is left to a pod of the build that began it", sessionId);
            }
        }
    }

    /** Leaves the others that come first a head start; false if one of them has used it. */
    private boolean awaitTurn(LeaseRecord orphan) throws InterruptedException {
        Optional<Pod> successor = sessions.findSuccessor(orphan);
        int rank = successor.filter(choice::isSelf).isPresent()
                ? 0
                : choice.rankOfSelf() + (successor.isPresent() ? 1 : 0);
        if (rank == 0) {
            return true;
        }
        Thread.sleep(HEAD_START.multipliedBy(rank));
        return leases.find(orphan.lease().name()).filter(LeaseRecord::isExpired).isPresent();
    }
}
