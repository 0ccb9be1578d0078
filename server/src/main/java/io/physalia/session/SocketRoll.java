package io.physalia.session;

import io.physalia.cluster.Board;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The sockets that are open on this pod, as the colony is to know them. A pod that was held still or cut off for longer than a lease counts as dead, and
 * so do its sockets; when it finds that this may have happened, or that the board has lost its data, it says again which are open. It may be dead to
 * the others while the board answers it well: when only its announcement comes too late. Thread-safe.
 */
public final class SocketRoll {
    /** Less than the default lease, more than the time between two beats. */
    static final Duration UNHEARD = Duration.ofMillis(2900);

    /** How many beats in a row: others may still be writing down what they knew before. */
    private static final int TIMES = 3;

    private final Board board;
    private final ClientSessions sessions;
    private final LongSupplier nanoTime;
    private final LongSupplier returns;
    private final Map<ClientSession.SocketPlace, Visit> open = new ConcurrentHashMap<>();
    private String generation = "";
    private long heardAt;
    private long returned;
    private int sayings;

    /** @param returns how often this pod has been announced again after the others may have taken it for dead */
    public SocketRoll(Board board, ClientSessions sessions, LongSupplier nanoTime, LongSupplier returns) {
        this.board = board;
        this.sessions = sessions;
        this.nanoTime = nanoTime;
        this.returns = returns;
        this.heardAt = nanoTime.getAsLong();
        this.returned = returns.getAsLong();
    }

    /** A client has opened a socket. */
    public void opened(Visit visit, ClientSession.SocketPlace place) {
        open.put(place, visit);
        sessions.opened(visit, place);
    }

    /** A socket is closed. */
    public void closed(String session, ClientSession.SocketPlace place) {
        open.remove(place);
        sessions.closed(session, place);
    }

    /**
     * Looks whether the colony may have forgotten this pod's sockets. By one thread at a time, after {@link ClientSessions#beat}.
     *
     * @throws io.physalia.cluster.CoordinationUnavailableException if the board is out of reach; the next beat does it then
     */
    public void beat() {
        long times = returns.getAsLong();
        String now = board.touch(ClientSessions.KIND, Map.of()).generation();
        boolean isNew = !generation.isEmpty() && !generation.equals(now);
        if (isNew || times != returned || nanoTime.getAsLong() - heardAt > UNHEARD.toNanos()) {
            sayings = TIMES;
        }
        if (sayings > 0) {
            sayings--;
            open.forEach(this::say);
        }
        generation = now;
        returned = times;
        heardAt = nanoTime.getAsLong();
    }

    private void say(ClientSession.SocketPlace place, Visit visit) {
        sessions.stillOpen(visit, place);
        if (!open.containsKey(place)) {
            sessions.closed(visit.id(), place); // meanwhile
        }
    }
}
