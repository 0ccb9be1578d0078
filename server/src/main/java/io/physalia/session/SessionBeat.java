package io.physalia.session;

import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.Note;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this pod does for the clients' sessions now and then: it tells the board whom it has heard of, and, on one pod of the colony, clears up
 * behind clients that went without a word. One per process. Thread-safe.
 */
public final class SessionBeat implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionBeat.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int PERIODS_PER_SWEEP = 3;
    private static final LeaseName SWEEPING = new LeaseName("sessions", "sweep");

    private final ClientSessions sessions;
    private final LeaseKeeper keeper;
    private final Duration grace;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable HeldLease sweeping;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** @param grace how long a client may be without a socket that had one, before its session ends */
    public SessionBeat(ClientSessions sessions, LeaseKeeper keeper, Duration grace) {
        this.sessions = sessions;
        this.keeper = keeper;
        this.grace = grace;
    }

    /** Tells on the pod that found out when a session has ended without a word. */
    public void onEnd(Consumer<String> listener) {
        listeners.add(listener);
    }

    public synchronized void start() {
        thread = Thread.ofVirtual().name("session-beat").start(this::run);
    }

    private void run() {
        for (int count = 1; !closed; count++) {
            LockSupport.parkNanos(PERIOD.toNanos());
            try {
                sessions.beat();
                if (count % PERIODS_PER_SWEEP == 0 && isSweeper()) {
                    sessions.sweep(grace).forEach(id -> listeners.forEach(listener -> listener.accept(id)));
                }
            } catch (CoordinationUnavailableException e) {
                LOG.log(Level.DEBUG, "the board is out of reach: {0}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the session beat failed", e);
            }
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
