package io.physalia.cluster;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This pod's side of the lease protocol: announces the pod, keeps its leases alive, notices when one is lost, and calls the
 * sweepers when somebody's lease has run out. One per process. Thread-safe.
 *
 * <p>One heartbeat is a fixed number of round trips, however many leases there are: one renewal of all of them, one announcement, one list of
 * the live pods, and one look for expired leases per kind that is swept. {@code docs/leases.md} argues who can be wrong, for how
 * long, and what stops the damage.
 */
public final class LeaseKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LeaseKeeper.class.getName());

    /** Added to a lease's length when waiting for the record of an earlier incarnation to run out. */
    private static final Duration JOIN_SLACK = Duration.ofMillis(500);

    private static final Duration JOIN_RETRY = Duration.ofMillis(100);

    private final Coordinator coordinator;
    private final Supplier<Pod> self;
    private final LeaseTiming timing;
    private final LongSupplier nanoTime;
    private final Holdings holdings;
    private final List<Sweeper> sweepers = new CopyOnWriteArrayList<>();
    private final List<Runnable> nameTaken = new CopyOnWriteArrayList<>();
    private final List<Bus.Subscription> subscriptions = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SerialExecutor events = new SerialExecutor();

    private volatile List<Pod> pods = List.of();
    private volatile boolean reachable = true;
    private volatile long heldOffUntil;
    private final AtomicLong returns = new AtomicLong();
    private volatile long announcedAt;
    private volatile boolean closed;
    private boolean beatNow;
    private volatile @Nullable Thread loop;

    /**
     * @param self what to announce at a heartbeat; always of one name and incarnation
     * @param nanoTime a monotonic clock in nanoseconds that every pause of this process shows up in, {@link System#nanoTime}
     */
    public LeaseKeeper(Coordinator coordinator, Supplier<Pod> self, LeaseTiming timing, LongSupplier nanoTime) {
        this.coordinator = coordinator;
        this.self = self;
        this.timing = timing;
        this.nanoTime = nanoTime;
        this.heldOffUntil = nanoTime.getAsLong();
        this.announcedAt = nanoTime.getAsLong();
        this.holdings = new Holdings(coordinator.leases(), self.get().name(), timing, nanoTime);
        subscriptions.add(coordinator.bus().subscribe(Leases.HANDED_OVER, this::pokeSweepersOf));
        subscriptions.add(coordinator.bus().subscribe(Leases.RELEASED, this::pokeSweepersOf));
    }

    /**
     * Joins the colony and starts the heartbeat. Waits up to one lease for the record of an earlier incarnation of the name, which
     * may just have been killed, to run out.
     *
     * @throws Failure POD_NAME_TAKEN if that incarnation lives
     * @throws CoordinationUnavailableException if the coordinator cannot be reached
     */
    public void start() throws InterruptedException {
        long giveUp = nanoTime.getAsLong() + timing.ttl().plus(JOIN_SLACK).toNanos();
        announcedAt = nanoTime.getAsLong();
        while (!coordinator.pods().announce(self.get(), timing.ttl())) {
            if (nanoTime.getAsLong() - giveUp >= 0) {
                throw new Failure(
                        FailureCode.POD_NAME_TAKEN,
                        "another live pod is named " + self.get().name()
                                + " (expected: a name of its own for each pod)");
            }
            Thread.sleep(JOIN_RETRY);
        }
        pods = coordinator.pods().list();
        // A platform thread: virtual threads share a few carriers with whoever computes on them, and a heartbeat must
        // not wait.
        loop = Thread.ofPlatform().daemon().name("lease-heartbeat").start(this::run);
    }

    /**
     * Acquires a lease and keeps it.
     *
     * @param floor an epoch that this pod has seen for the name, e.g. in a segment store
     * @param payload kept with the record; on a takeover the first holder's payload stays
     * @param note asked at each heartbeat, on the heartbeat's thread: must answer at once
     * @throws CoordinationUnavailableException if nobody answered; repeating the call is safe and finds a grant whose answer was lost
     */
    public Claim tryAcquire(
            LeaseName name, Optional<Epoch> floor, String payload, Supplier<Note> note, LeaseListener listener) {
        return holdings.tryAcquire(name, floor, payload, note, listener);
    }

    /**
     * Starts to act as the holder without a grant, because the coordinator is out of reach and a viewer is waiting. The epoch is the lowest that
     * may be right, {@code floor + 1}, so that any real grant beats it. As soon as the coordinator answers, the keeper acquires the
     * lease: {@link LeaseListener#renewedAs} if it is free, {@link LeaseListener#lost} if not.
     */
    public HeldLease holdUnregistered(
            LeaseName name, Optional<Epoch> floor, String payload, Supplier<Note> note, LeaseListener listener) {
        HeldLease lease = holdings.holdUnregistered(name, floor, payload, note, listener);
        beatSoon();
        return lease;
    }

    /**
     * Calls {@code claimants} with the expired leases of a kind: after each heartbeat, at the moment one runs out, and when one is handed over.
     * Calls come one at a time on a virtual thread, never with an empty list. Every pod is called; {@link #tryAcquire}
     * decides. A record that nobody acquires or {@linkplain Leases#forget forgets} comes again with the next heartbeat.
     */
    public Bus.Subscription sweep(String kind, Consumer<List<LeaseRecord>> claimants) {
        return sweep(kind, Duration.ZERO, claimants);
    }

    /**
     * The same, and calls {@code claimants} also with leases that still run and are {@linkplain LeaseTiming#risk at risk}: their holder is
     * most likely dead, and whoever will claim them may make ready.
     */
    public Bus.Subscription sweepAhead(String kind, Consumer<List<LeaseRecord>> claimants) {
        return sweep(kind, timing.risk(), claimants);
    }

    private Bus.Subscription sweep(String kind, Duration ahead, Consumer<List<LeaseRecord>> claimants) {
        Sweeper sweeper = new Sweeper(
                kind, ahead, claimants, coordinator.leases(), this::leavesOrphansToOwners, sweepers::remove);
        sweepers.add(sweeper);
        sweeper.start();
        return sweeper;
    }

    /** Calls when another incarnation of this pod's name is alive: this process was taken for dead, and must not run on. */
    public void onNameTaken(Runnable listener) {
        nameTaken.add(listener);
    }

    /** The live pods by name, as of the last heartbeat that was answered. */
    public List<Pod> pods() {
        return pods;
    }

    /** How many leases this pod holds. */
    public int heldLeases() {
        return holdings.size();
    }

    public LeaseTiming timing() {
        return timing;
    }

    /** Asks for a heartbeat now, e.g. because what the pod announces has changed. */
    public void beatSoon() {
        lock.lock();
        try {
            beatNow = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long last = nanoTime.getAsLong() - timing.heartbeat().toNanos();
        while (awaitBeat(last)) {
            last = nanoTime.getAsLong();
            try {
                beat();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "a heartbeat failed", e);
            }
        }
    }

    private boolean awaitBeat(long last) {
        lock.lock();
        try {
            while (!closed && !beatNow) {
                long wait = last + timing.heartbeat().toNanos() - nanoTime.getAsLong();
                if (wait <= 0) {
                    break;
                }
                var _ = changed.await(wait, TimeUnit.NANOSECONDS);
            }
            beatNow = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** One heartbeat; by one thread at a time. The renewal comes first: it is what others wait for. */
    void beat() {
        try {
            holdings.renewAll();
            long asked = nanoTime.getAsLong();
            if (coordinator.pods().announce(self.get(), timing.ttl())) {
                noteAnnounced(asked);
                pods = coordinator.pods().list();
            } else {
                nameTaken.forEach(events::execute);
            }
        } catch (CoordinationUnavailableException e) {
            if (reachable) {
                LOG.log(Level.WARNING, "going on alone with {0} leases: {1}", holdings.size(), e.getMessage());
            }
            reachable = false;
            return;
        }
        if (!reachable) {
            LOG.log(Level.INFO, "the coordinator is back; {0} leases held", holdings.size());
            heldOffUntil = nanoTime.getAsLong() + timing.ttl().toNanos();
            reachable = true;
        }
        sweepers.forEach(Sweeper::poke);
    }

    private void noteAnnounced(long asked) {
        if (nanoTime.getAsLong() - announcedAt > timing.ttl().toNanos()) {
            returns.incrementAndGet();
        }
        announcedAt = asked;
    }

    /** How often this pod was announced again after its announcement may have run out: the others may have taken it for dead, and it is not. */
    public long returns() {
        return returns.get();
    }

    /**
     * After the coordinator was away, every lease of the colony has run out, and every owner is about to register again. Whoever saw
     * the outage waits one lease before it sweeps; what is then still expired has no owner.
     */
    private boolean leavesOrphansToOwners() {
        return !reachable || nanoTime.getAsLong() - heldOffUntil < 0;
    }

    private void pokeSweepersOf(String leaseName) {
        String kind = LeaseName.parse(leaseName).kind();
        for (Sweeper sweeper : sweepers) {
            if (sweeper.kind().equals(kind)) {
                sweeper.poke();
            }
        }
    }

    /**
     * Stops the heartbeat and leaves the registry. Leases still held run out by themselves; give them up before. Does not close the
     * coordinator.
     */
    @Override
    public void close() {
        closed = true;
        beatSoon();
        subscriptions.forEach(Bus.Subscription::close);
        sweepers.forEach(Sweeper::close);
        awaitLastBeat();
        try {
            coordinator.pods().withdraw(self.get());
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "not withdrawn, the record will run out: {0}", e.getMessage());
        }
    }

    /** A heartbeat under way would announce the pod again after it has left. */
    private void awaitLastBeat() {
        Thread running = loop;
        try {
            if (running != null) {
                var _ = running.join(timing.commandTimeout().multipliedBy(4));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
