package io.physalia.session;

import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.Note;
import io.physalia.failure.Failure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is done for the clients' sessions now and then: each pod tells the board whom it has heard of, and one pod of the colony clears up behind
 * clients that went without a word. One per process. Thread-safe.
 */
public final class SessionBeat implements AutoCloseable {
    /** A client that lost its pod is back within seconds; web clients wait up to half a minute between their tries. */
    public static final Duration GRACE = Duration.ofSeconds(60);

    private static final System.Logger LOG = System.getLogger(SessionBeat.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** What one pod does reads every session; a client costs about 10 kB a minute by it. */
    private static final int PERIODS_PER_SWEEP = 3;

    private static final LeaseName SWEEPING = new LeaseName("sessions", "sweep");

    private final LeaseKeeper keeper;
    private final List<Runnable> everywhere = new CopyOnWriteArrayList<>();
    private final List<Runnable> once = new CopyOnWriteArrayList<>();
    private volatile @Nullable HeldLease sweeping;
    private volatile boolean closed;
    private @Nullable Thread thread;

    public SessionBeat(LeaseKeeper keeper) {
        this.keeper = keeper;
    }

    /** Adds what every pod does. */
    public void onEveryPod(Runnable step) {
        everywhere.add(step);
    }

    /** Adds what one pod of the colony does for all. */
    public void onOnePod(Runnable step) {
        once.add(step);
    }

    public synchronized void start() {
        thread = Thread.ofVirtual().name("session-beat").start(this::run);
    }

    private void run() {
        for (int count = 0; !closed; count++) {
            everywhere.forEach(SessionBeat::attempt);
            if (count % PERIODS_PER_SWEEP == 0) {
                attempt(this::sweep);
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    private void sweep() {
        if (isSweeper()) {
            once.forEach(SessionBeat::attempt);
        }
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "the board is out of reach: {0}", e.getMessage());
        } catch (Failure e) {
            LOG.log(Level.DEBUG, "not now: {0}", e.reason());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the session beat failed", e);
        }
    }

    private boolean isSweeper() {
        HeldLease mine = sweeping;
        if (mine != null) {
            return mine.mayPublish();
        }
        LeaseListener whenLost = new LeaseListener() {
            @Override
            public void lost(Lease lease) {
                sweeping = null;
            }

            @Override
            public void renewedAs(Lease lease) {}
        };
        Claim claim = keeper.tryAcquire(SWEEPING, Optional.empty(), "", () -> Note.EMPTY, whenLost);
        if (claim instanceof Claim.Won(var lease, var _)) {
            sweeping = lease;
            return true;
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        LockSupport.unpark(thread);
        HeldLease mine = sweeping;
        if (mine != null) {
            mine.release();
        }
    }
}
