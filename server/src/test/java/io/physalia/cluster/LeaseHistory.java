package io.physalia.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Takes down what a coordinator answers. Stands between pods and the coordinator's leases; not thread-safe but for reading them. */
final class LeaseHistory implements Leases {
    private final Supplier<Leases> leases;
    private final LongSupplier millis;
    private final List<LeaseEvent> events = new ArrayList<>();

    /** @param millis the coordinator's time */
    LeaseHistory(Supplier<Leases> leases, LongSupplier millis) {
        this.leases = leases;
        this.millis = millis;
    }

    synchronized List<LeaseEvent> events() {
        return List.copyOf(events);
    }

    synchronized void add(LeaseEvent event) {
        events.add(event);
    }

    @Override
    public synchronized Acquisition acquire(
            LeaseName name, PodName pod, Duration ttl, Optional<Epoch> floor, String payload) {
        Acquisition answer = leases.get().acquire(name, pod, ttl, floor, payload);
        events.add(new LeaseEvent.Acquire(millis.getAsLong(), name, ttl, payload, answer));
        return answer;
    }

    @Override
    public synchronized Map<Lease, RenewalOutcome> renew(Map<Lease, Note> notes, Duration ttl) {
        Map<Lease, RenewalOutcome> outcomes = new HashMap<>(leases.get().renew(notes, ttl));
        notes.forEach((lease, note) -> events.add(new LeaseEvent.Renew(
                millis.getAsLong(), lease, ttl, note, outcomes.getOrDefault(lease, RenewalOutcome.UNKNOWN))));
        return outcomes;
    }

    @Override
    public synchronized boolean release(Lease lease) {
        boolean done = leases.get().release(lease);
        events.add(new LeaseEvent.Release(millis.getAsLong(), lease, done));
        return done;
    }

    @Override
    public synchronized boolean handOver(Lease lease, Note note) {
        boolean done = leases.get().handOver(lease, note);
        events.add(new LeaseEvent.HandOver(millis.getAsLong(), lease, note, done));
        return done;
    }

    @Override
    public synchronized boolean forget(Lease lease) {
        boolean done = leases.get().forget(lease);
        events.add(new LeaseEvent.Forget(millis.getAsLong(), lease, done));
        return done;
    }

    @Override
    public synchronized Optional<LeaseRecord> find(LeaseName name) {
        Optional<LeaseRecord> found = leases.get().find(name);
        events.add(new LeaseEvent.Find(millis.getAsLong(), name, found));
        return found;
    }

    @Override
    public synchronized List<LeaseRecord> list(String kind) {
        return leases.get().list(kind);
    }

    @Override
    public synchronized Due listDue(String kind, Duration ahead, int limit) {
        Due due = leases.get().listDue(kind, ahead, limit);
        events.add(new LeaseEvent.Sweep(millis.getAsLong(), kind, due));
        return due;
    }
}
