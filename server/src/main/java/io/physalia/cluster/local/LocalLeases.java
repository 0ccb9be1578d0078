package io.physalia.cluster.local;

import io.physalia.cluster.Acquisition;
import io.physalia.cluster.Bus;
import io.physalia.cluster.Epoch;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Note;
import io.physalia.cluster.PodName;
import io.physalia.cluster.RenewalOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lease protocol on a map in memory. Expiry is measured on a monotonic ticker; the wall clock serves only to start epochs above those of the
 * process before this one, whose segments are still on the disk.
 */
final class LocalLeases implements Leases {

    /** @param care the tick at which a client last cared for the thing leased */
    private record Entry(Lease lease, long expiry, String payload, String note, long care) {}

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Bus bus;
    private final Map<LeaseName, Entry> entries = new HashMap<>();
    private long highestEpoch;

    LocalLeases(LongSupplier nanoTime, InstantSource clock, Bus bus) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.bus = bus;
    }

    @Override
    public synchronized Acquisition acquire(
            LeaseName name, PodName pod, Duration ttl, Optional<Epoch> floor, String payload) {
        long now = nanoTime.getAsLong();
        Entry entry = entries.get(name);
        if (entry != null && entry.expiry - now > 0) {
            return new Acquisition.Held(recordOf(entry, now));
        }
        Lease lease = new Lease(name, pod, nextEpoch(floor));
        entries.put(
                name,
                entry == null
                        ? new Entry(lease, now + ttl.toNanos(), payload, "", now)
                        : new Entry(lease, now + ttl.toNanos(), entry.payload, entry.note, entry.care));
        return new Acquisition.Granted(
                lease, Optional.ofNullable(entry).map(predecessor -> recordOf(predecessor, now)));
    }

    private Epoch nextEpoch(Optional<Epoch> floor) {
        long aboveFloor = floor.map(Epoch::value).orElse(0L) + 1;
        highestEpoch = Math.max(Math.max(highestEpoch + 1, aboveFloor), clock.millis());
        return new Epoch(highestEpoch);
    }

    @Override
    public synchronized Map<Lease, RenewalOutcome> renew(Map<Lease, Note> notes, Duration ttl) {
        long now = nanoTime.getAsLong();
        Map<Lease, RenewalOutcome> outcomes = new HashMap<>();
        notes.forEach((lease, note) -> outcomes.put(lease, renew(lease, note, ttl, now)));
        return outcomes;
    }

    private RenewalOutcome renew(Lease lease, Note note, Duration ttl, long now) {
        Entry entry = entries.get(lease.name());
        if (entry == null) {
            return RenewalOutcome.UNKNOWN;
        }
        if (!entry.lease.equals(lease) || entry.expiry - now <= 0) {
            return RenewalOutcome.LOST;
        }
        entries.put(lease.name(), entryOf(lease, now + ttl.toNanos(), entry.payload, note, now));
        return RenewalOutcome.KEPT;
    }

    @Override
    public boolean release(Lease lease) {
        synchronized (this) {
            if (findOwn(lease) == null) {
                return false;
            }
            entries.remove(lease.name());
        }
        bus.publish(RELEASED, lease.name().toString());
        return true;
    }

    @Override
    public boolean handOver(Lease lease, Note note) {
        synchronized (this) {
            Entry entry = findOwn(lease);
            if (entry == null) {
                return false;
            }
            long now = nanoTime.getAsLong();
            long expiry = entry.expiry - now > 0 ? now : entry.expiry;
            entries.put(lease.name(), entryOf(lease, expiry, entry.payload, note, now));
        }
        bus.publish(HANDED_OVER, lease.name().toString());
        return true;
    }

    @Override
    public synchronized boolean forget(Lease lease) {
        Entry entry = findOwn(lease);
        if (entry == null || entry.expiry - nanoTime.getAsLong() > 0) {
            return false;
        }
        entries.remove(lease.name());
        return true;
    }

    private @Nullable Entry findOwn(Lease lease) {
        Entry entry = entries.get(lease.name());
        return entry != null && entry.lease.equals(lease) ? entry : null;
    }

    @Override
    public synchronized Optional<LeaseRecord> find(LeaseName name) {
        long now = nanoTime.getAsLong();
        return Optional.ofNullable(entries.get(name)).map(entry -> recordOf(entry, now));
    }

    @Override
    public synchronized List<LeaseRecord> list(String kind) {
        long now = nanoTime.getAsLong();
        return entries.values().stream()
                .filter(entry -> entry.lease.name().kind().equals(kind))
                .map(entry -> recordOf(entry, now))
                .toList();
    }

    @Override
    public Due listDue(String kind, Duration ahead, int limit) {
        Predicate<LeaseRecord> isDue = record -> record.remaining().compareTo(ahead) <= 0;
        List<LeaseRecord> all = list(kind);
        return Due.of(
                all.stream()
                        .filter(isDue)
                        .sorted(Comparator.comparing(LeaseRecord::remaining)
                                .thenComparing(record -> record.lease().name().id()))
                        .limit(limit)
                        .toList(),
                all.stream().filter(isDue.negate()).map(LeaseRecord::remaining).min(Comparator.naturalOrder()),
                ahead);
    }

    private static Entry entryOf(Lease lease, long expiry, String payload, Note note, long now) {
        return new Entry(lease, expiry, payload, note.text(), now - note.idle().toNanos());
    }

    private static LeaseRecord recordOf(Entry entry, long now) {
        return new LeaseRecord(
                entry.lease,
                Duration.ofNanos(entry.expiry - now),
                entry.payload,
                new Note(entry.note, Duration.ofNanos(now - entry.care)));
    }
}
