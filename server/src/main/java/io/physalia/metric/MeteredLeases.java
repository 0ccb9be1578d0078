package io.physalia.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.physalia.cluster.Acquisition;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Epoch;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Note;
import io.physalia.cluster.PodName;
import io.physalia.cluster.RenewalOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Counts what becomes of leases, by kind, and times the coordinator's answers. Thread-safe. */
final class MeteredLeases implements Leases {
    private static final String CALLS = "physalia.coordinator.call";

    private final Leases inner;
    private final MeterRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<String, AtomicInteger> orphans = new ConcurrentHashMap<>();
    private volatile long renewedAt;
    private volatile boolean holds;

    MeteredLeases(Leases inner, MeterRegistry registry, LongSupplier nanoTime) {
        this.inner = inner;
        this.registry = registry;
        this.nanoTime = nanoTime;
        Gauge.builder("physalia.lease.renewal.age", this, MeteredLeases::renewalAgeSeconds)
                .baseUnit("seconds")
                .register(registry);
    }

    /** How long ago this pod's leases were renewed; 0 while it has none. */
    private double renewalAgeSeconds() {
        return holds ? (nanoTime.getAsLong() - renewedAt) / 1e9 : 0;
    }

    @Override
    public Acquisition acquire(LeaseName name, PodName pod, Duration ttl, Optional<Epoch> floor, String payload) {
        Acquisition answer = timed("acquire", () -> inner.acquire(name, pod, ttl, floor, payload));
        if (answer instanceof Acquisition.Granted(Lease _, Optional<LeaseRecord> predecessor)) {
            if (!holds) {
                renewedAt = nanoTime.getAsLong();
                holds = true;
            }
            String how = predecessor
                    .map(last -> last.lease().holder().equals(pod) ? "again" : "takeover")
                    .orElse("new");
            registry.counter("physalia.lease.grants", "kind", name.kind(), "how", how)
                    .increment();
        }
        return answer;
    }

    @Override
    public Map<Lease, RenewalOutcome> renew(Map<Lease, Note> notes, Duration ttl) {
        Map<Lease, RenewalOutcome> outcomes = timed("renew", () -> inner.renew(notes, ttl));
        renewedAt = nanoTime.getAsLong();
        holds = outcomes.containsValue(RenewalOutcome.KEPT);
        outcomes.forEach((lease, outcome) -> {
            if (outcome != RenewalOutcome.KEPT) {
                registry.counter("physalia.lease.losses", "kind", lease.name().kind())
                        .increment();
            }
        });
        return outcomes;
    }

    @Override
    public boolean release(Lease lease) {
        return timed("release", () -> inner.release(lease));
    }

    @Override
    public boolean handOver(Lease lease, Note note) {
        boolean given = timed("hand_over", () -> inner.handOver(lease, note));
        if (given) {
            registry.counter("physalia.lease.handovers", "kind", lease.name().kind())
                    .increment();
        }
        return given;
    }

    @Override
    public boolean forget(Lease lease) {
        return timed("forget", () -> inner.forget(lease));
    }

    @Override
    public Optional<LeaseRecord> find(LeaseName name) {
        return timed("find", () -> inner.find(name));
    }

    @Override
    public List<LeaseRecord> list(String kind) {
        return timed("list", () -> inner.list(kind));
    }

    @Override
    public Due listDue(String kind, Duration ahead, int limit) {
        Due due = timed("list_due", () -> inner.listDue(kind, ahead, limit));
        long expired = due.records().stream().filter(LeaseRecord::isExpired).count();
        orphans.computeIfAbsent(kind, this::orphanGauge).set((int) expired);
        return due;
    }

    private AtomicInteger orphanGauge(String kind) {
        AtomicInteger count = new AtomicInteger();
        Gauge.builder("physalia.lease.orphans", count, AtomicInteger::get)
                .tag("kind", kind)
                .register(registry);
        return count;
    }

    private <T> T timed(String call, Supplier<T> work) {
        long began = nanoTime.getAsLong();
        String outcome = "failed";
        try {
            T answer = work.get();
            outcome = "answered";
            return answer;
        } catch (CoordinationUnavailableException e) {
            outcome = "unavailable";
            throw e;
        } finally {
            registry.timer(CALLS, "call", call, "outcome", outcome)
                    .record(nanoTime.getAsLong() - began, TimeUnit.NANOSECONDS);
        }
    }
}
