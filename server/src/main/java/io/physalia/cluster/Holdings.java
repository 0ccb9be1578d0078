package io.physalia.cluster;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All the leases of this pod and their dealings with the coordinator: acquired, renewed in one call, registered again, given up.
 * Thread-safe, but {@link #renewAll} is called by one thread at a time. No lock is held during a call to the coordinator.
 */
final class Holdings implements Holding.Keeper {
    private static final System.Logger LOG = System.getLogger(Holdings.class.getName());

    /** Re-registrations in flight at once, after the coordinator lost its data or was away. */
    private static final int RECLAIMS_AT_ONCE = 64;

    private final Leases leases;
    private final PodName pod;
    private final LeaseTiming timing;
    private final LongSupplier nanoTime;
    private final Map<LeaseName, Holding> held = new ConcurrentHashMap<>();

    /** Acquisitions that were sent and not answered: this pod may hold these without knowing the epoch. */
    private final Set<LeaseName> unanswered = ConcurrentHashMap.newKeySet();

    /** Given up while the coordinator was out of reach; still to be told. */
    private final Set<Lease> owedReleases = ConcurrentHashMap.newKeySet();

    /** Handed over by a call that was not answered. Few: only a pod that ends hands over. */
    private final Set<Lease> unansweredHandOvers = ConcurrentHashMap.newKeySet();

    Holdings(Leases leases, PodName pod, LeaseTiming timing, LongSupplier nanoTime) {
        this.leases = leases;
        this.pod = pod;
        this.timing = timing;
        this.nanoTime = nanoTime;
    }

    Claim tryAcquire(
            LeaseName name, Optional<Epoch> floor, String payload, Supplier<Note> note, LeaseListener listener) {
        long sentAt = nanoTime.getAsLong();
        Acquisition answer;
        try {
            answer = leases.acquire(name, pod, timing.ttl(), floor, payload);
        } catch (CoordinationUnavailableException e) {
            unanswered.add(name);
            throw e;
        }
        boolean mayBeOurs = unanswered.remove(name);
        return switch (answer) {
            case Acquisition.Granted(Lease lease, Optional<LeaseRecord> predecessor) ->
                new Claim.Won(add(lease, sentAt, timing.ttl(), payload, note, listener), predecessor);
            case Acquisition.Held(LeaseRecord current)
            when mayBeOurs && isUnclaimedByUs(current.lease()) ->
                new Claim.Won(
                        add(current.lease(), sentAt, current.remaining(), payload, note, listener),
                        Optional.of(current));
            case Acquisition.Held(LeaseRecord current) -> new Claim.Taken(current);
        };
    }

    /**
     * Held by this pod's name, and by no holding of this process: the fruit of an acquisition whose answer was lost. Not one that was
     * given up: a release that is still to be told would take it from whoever took it up again, and an epoch has one holding.
     */
    private boolean isUnclaimedByUs(Lease current) {
        return current.holder().equals(pod)
                && !held.containsKey(current.name())
                && !owedReleases.contains(current)
                && !unansweredHandOvers.contains(current);
    }

    private Holding add(
            Lease lease, long sentAt, Duration running, String payload, Supplier<Note> note, LeaseListener listener) {
        Holding holding = new Holding(this, lease, payload, note, listener, timing.ttl(), nanoTime);
        holding.confirmed(lease, sentAt, running);
        return put(holding);
    }

    HeldLease holdUnregistered(
            LeaseName name, Optional<Epoch> floor, String payload, Supplier<Note> note, LeaseListener listener) {
        Epoch epoch = new Epoch(floor.map(Epoch::value).orElse(0L) + 1);
        return put(new Holding(this, new Lease(name, pod, epoch), payload, note, listener, timing.ttl(), nanoTime));
    }

    /** A holding of the same name that is still there has been overtaken: its lease ran out before this one was granted. */
    private Holding put(Holding holding) {
        Holding overtaken = held.put(holding.lease().name(), holding);
        if (overtaken != null) {
            overtaken.lose();
        }
        return holding;
    }

    /**
     * Renews every lease in one call, registers again what the coordinator does not know, and pays the releases owed.
     *
     * @throws CoordinationUnavailableException if one of the calls was not answered; the holdings know it by then
     */
    void renewAll() {
        long sentAt = nanoTime.getAsLong();
        List<Holding> registered = new ArrayList<>();
        List<Holding> toReclaim = new ArrayList<>();
        for (Holding holding : held.values()) {
            (holding.isRegistered() ? registered : toReclaim).add(holding);
        }
        try {
            renew(registered, toReclaim, sentAt);
        } catch (CoordinationUnavailableException e) {
            held.values().forEach(h -> h.unreachable(sentAt));
            throw e;
        }
        reclaim(toReclaim);
        for (Lease lease : List.copyOf(owedReleases)) {
            leases.release(lease);
            owedReleases.remove(lease);
        }
    }

    private void renew(List<Holding> registered, List<Holding> toReclaim, long sentAt) {
        Map<Lease, Note> notes = new HashMap<>();
        Map<Lease, Holding> asked = new HashMap<>();
        for (Holding holding : registered) {
            notes.put(holding.lease(), noteOf(holding));
            asked.put(holding.lease(), holding);
        }
        if (notes.isEmpty()) {
            return;
        }
        Map<Lease, RenewalOutcome> outcomes = leases.renew(notes, timing.ttl());
        asked.forEach((lease, holding) -> {
            switch (outcomes.getOrDefault(lease, RenewalOutcome.UNKNOWN)) {
                case KEPT -> holding.confirmed(lease, sentAt, timing.ttl());
                case LOST -> {
                    if (holding.mayReclaim(sentAt)) {
                        toReclaim.add(holding);
                    } else {
                        drop(holding);
                    }
                }
                case UNKNOWN -> toReclaim.add(holding);
            }
        });
    }

    private static Note noteOf(Holding holding) {
        try {
            return holding.note();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "no note for " + holding.lease().name(), e);
            return Note.EMPTY;
        }
    }

    private void drop(Holding holding) {
        if (held.remove(holding.lease().name(), holding)) {
            holding.lose();
        }
    }

    /** Registers again, many at once; stops asking as soon as one question is not answered. */
    private void reclaim(List<Holding> holdings) {
        if (holdings.isEmpty()) {
            return;
        }
        AtomicReference<@Nullable CoordinationUnavailableException> failure = new AtomicReference<>();
        Semaphore inFlight = new Semaphore(RECLAIMS_AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Holding holding : holdings) {
                threads.execute(() -> {
                    inFlight.acquireUninterruptibly();
                    try {
                        reclaim(holding, failure);
                    } finally {
                        inFlight.release();
                    }
                });
            }
        }
        CoordinationUnavailableException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void reclaim(Holding holding, AtomicReference<@Nullable CoordinationUnavailableException> failure) {
        if (holding.isEnded()) {
            return;
        }
        long sentAt = nanoTime.getAsLong();
        if (failure.get() != null) {
            holding.unreachable(sentAt);
            return;
        }
        Lease old = holding.lease();
        try {
            Acquisition answer =
                    leases.acquire(old.name(), pod, timing.ttl(), Optional.of(old.epoch()), holding.payload());
            switch (answer) {
                case Acquisition.Granted(Lease lease, var _) -> {
                    if (!holding.confirmed(lease, sentAt, timing.ttl())) {
                        leases.release(lease);
                    }
                }
                case Acquisition.Held(LeaseRecord current)
                when current.lease().holder().equals(pod) && holding.explains(current.lease()) ->
                    holding.confirmed(current.lease(), sentAt, current.remaining());
                case Acquisition.Held _ -> drop(holding);
            }
        } catch (CoordinationUnavailableException e) {
            failure.set(e);
            holding.reclaimUnanswered();
            holding.unreachable(sentAt);
        }
    }

    @Override
    public boolean release(Holding holding) {
        Lease lease = holding.lease();
        held.remove(lease.name(), holding);
        if (!holding.isRegistered()) {
            return false;
        }
        try {
            return leases.release(lease);
        } catch (CoordinationUnavailableException _) {
            owedReleases.add(lease);
            return false;
        }
    }

    @Override
    public boolean handOver(Holding holding) {
        Lease lease = holding.lease();
        held.remove(lease.name(), holding);
        if (!holding.isRegistered()) {
            return false;
        }
        try {
            return leases.handOver(lease, noteOf(holding));
        } catch (CoordinationUnavailableException _) {
            unansweredHandOvers.add(lease);
            return false;
        }
    }

    int size() {
        return held.size();
    }
}
