package io.physalia.transcode;

import io.physalia.cluster.Lease;
import io.physalia.cluster.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is to take over the sessions whose leases are at risk, and what this pod has made ready for that: an encoder that starts when its
 * predecessor has missed a heartbeat has its first segment when the lease runs out. Thread-safe.
 */
final class Succession {
    private final Map<Lease, String> heirs = new ConcurrentHashMap<>();
    private final Map<String, Ready> ready = new ConcurrentHashMap<>();

    /** @param lease the one at whose end the production is to be begun */
    private record Ready(Lease lease, Production production) {}

    /** Every pod names the same heir, if they see the same pods. */
    void name(Lease lease, Pod heir) {
        heirs.put(lease, heir.name().value());
    }

    /** The name of the pod that is to take over a lease. */
    Optional<String> findHeir(Lease lease) {
        return Optional.ofNullable(heirs.get(lease));
    }

    /** Begins to produce, without the right to publish, what this pod is to take over. */
    void prepare(Lease lease, Production production) {
        if (ready.putIfAbsent(lease.name().id(), new Ready(lease, production)) == null) {
            production.prepare();
        }
    }

    /** What is ready for a session, or is being made so. */
    Optional<Production> find(String sessionId) {
        return running(ready.get(sessionId));
    }

    private static Optional<Production> running(@Nullable Ready found) {
        return Optional.ofNullable(found).map(Ready::production).filter(production -> !production.isEnded());
    }

    /** Takes out what is ready: from now on it is the caller's to begin or to close. */
    Optional<Production> take(String sessionId) {
        return running(ready.remove(sessionId));
    }

    private void drop(Ready found) {
        if (ready.remove(found.lease().name().id(), found)) {
            found.production().close(Production.End.UNNEEDED, "");
        }
    }

    /** Ends everything that is ready and was not taken. */
    void dropAll() {
        ready.values().forEach(this::drop);
    }

    /** The lease has been claimed, or its holder was alive after all. */
    void settle(Lease lease) {
        heirs.remove(lease);
        Ready found = ready.get(lease.name().id());
        if (found != null && found.lease().equals(lease)) {
            drop(found);
        }
    }
}
