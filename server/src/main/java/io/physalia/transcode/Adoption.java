package io.physalia.transcode;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
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

    private final Sessions sessions;
    private final Workshop workshop;
    private final Planner planner;
    private final OwnerChoice choice;
    private final Leases leases;
    private final SegmentStore store;
    private final Set<String> busyWith = ConcurrentHashMap.newKeySet();

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

    /** Called with the expired records. */
    void consider(List<LeaseRecord> orphans) {
        for (LeaseRecord orphan : orphans) {
            String sessionId = orphan.lease().name().id();
            if (busyWith.add(sessionId)) {
                Trail trail = Trail.NONE
                        .with("lease", orphan.lease().name().toString())
                        .with("epoch", orphan.lease().epoch().toString());
                Thread.ofVirtual().name("adopt-" + sessionId).start(() -> trail.run(() -> tryAdopt(orphan, sessionId)));
            }
        }
    }

    private void tryAdopt(LeaseRecord orphan, String sessionId) {
        try {
            adopt(orphan);
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "orphan {0} left for later: {1}", sessionId, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "orphan " + sessionId + " cannot be taken over", e);
        } finally {
            busyWith.remove(sessionId);
        }
    }

    private void adopt(LeaseRecord orphan) throws InterruptedException {
        String sessionId = orphan.lease().name().id();
        Optional<PlanRequest> request = workshop.parse(orphan.payload());
        long began = sessions.stops().now();
        boolean stopped = request.filter(sessions.stops()::isStoppedLately).isPresent();
        if (stopped || orphan.note().idle().compareTo(workshop.settings().idle()) > 0) {
            if (leases.forget(orphan.lease())) {
                LOG.log(Level.INFO, "session {0}: nobody watches, forgotten", sessionId);
                store.delete(sessionId);
            }
            return;
        }
        if (sessions.isDraining()) {
            return;
        }
        Progress progress = Progress.parse(orphan.note().text()).orElse(Progress.NONE);
        boolean chosen =
                choice.find(progress.successor()).filter(choice::isSelf).isPresent();
        int rank = chosen ? 0 : choice.rankOfSelf() + (progress.successor().isEmpty() ? 0 : 1);
        if (rank > 0) {
            Thread.sleep(HEAD_START.multipliedBy(rank));
        }
        Optional<LeaseRecord> now =
                rank == 0 ? Optional.of(orphan) : leases.find(orphan.lease().name());
        if (request.isEmpty() || now.isEmpty() || !now.get().isExpired()) {
            return;
        }
        try {
            EncodePlan plan = planner.plan(request.get());
            if (plan.sessionId().equals(sessionId)) {
                sessions.claim(plan, progress.requestedSegment(), began);
            } else {
                LOG.log(Level.DEBUG, "orphan {0} is left to a pod of the build that began it", sessionId);
            }
        } catch (Failure e) {
            LOG.log(Level.WARNING, "orphan {0} cannot be taken over: {1}", sessionId, e.reason());
        }
    }
}
