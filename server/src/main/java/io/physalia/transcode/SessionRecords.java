package io.physalia.transcode;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the coordinator knows of the colony's transcode sessions, as their owners last noted it. Thread-safe. */
final class SessionRecords {
    private final Leases leases;
    private final Workshop workshop;

    SessionRecords(Leases leases, Workshop workshop) {
        this.leases = leases;
        this.workshop = workshop;
    }

    /** The request of a session; empty: there is none, or nobody can say. */
    Optional<PlanRequest> find(String sessionId) {
        try {
            return leases.find(new LeaseName(EncodePlan.LEASE_KIND, sessionId))
                    .flatMap(record -> workshop.parse(record.payload()));
        } catch (CoordinationUnavailableException | IllegalArgumentException e) {
            // Nobody can say, or it is no id at all.
            return Optional.empty();
        }
    }

    /** The requests of the sessions of the colony with how far they are. */
    Map<PlanRequest, Progress> listProgress(Predicate<PlanRequest> wanted) {
        Map<PlanRequest, Progress> found = new HashMap<>();
        for (LeaseRecord record : leases.list(EncodePlan.LEASE_KIND)) {
            workshop.parse(record.payload())
                    .filter(wanted)
                    .ifPresent(request -> found.put(
                            request, Progress.parse(record.note().text()).orElse(Progress.NONE)));
        }
        return found;
    }

    List<SessionView> listViews() {
        return leases.list(EncodePlan.LEASE_KIND).stream().map(workshop::view).toList();
    }
}
