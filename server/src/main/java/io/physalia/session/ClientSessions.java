package io.physalia.session;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.identity.UserId;
import io.physalia.library.ItemId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The clients of the whole colony and what they play. Thread-safe. They stand on the board, changed by compare-and-set, so that every pod
 * tells the same. That a client was heard of is no write: each pod gathers it and tells the board of all of them with a beat.
 *
 * <p>While the board is out of reach a pod goes on with what it knows itself; when the board is back, or has lost its data, every pod
 * writes down again whom it has heard of since, together with what the others have written down by then.
 */
public final class ClientSessions {
    /** Who is not heard of for this long is not listed any more. */
    public static final Duration FORGOTTEN = Board.KEPT;

    private static final System.Logger LOG = System.getLogger(ClientSessions.class.getName());
    static final String KIND = "session";
    private static final Bus.Topic ENDED = new Bus.Topic("session.ended");

    /** How long a pod remembers a session by itself that it hears nothing of. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final Board board;
    private final Bus bus;
    private final Supplier<Set<String>> livePods;
    private final InstantSource clock;

    private final OwnKnowledge own;

    /** Whom this pod has heard of since the last beat. */
    private final Map<String, Visit> heard = new ConcurrentHashMap<>();

    private volatile String generation = "";

    /** @param livePods the incarnations of the pods that are alive */
    public ClientSessions(Board board, Bus bus, Supplier<Set<String>> livePods, InstantSource clock) {
        this.board = board;
        this.bus = bus;
        this.livePods = livePods;
        this.clock = clock;
        this.own = new OwnKnowledge(clock);
        var _ = bus.subscribe(ENDED, this::forget);
    }

    /** Notes that a client was heard of. Costs nothing: the board hears of it with the next beat. */
    public void touch(Visit visit) {
        heard.put(visit.id(), visit);
    }

    /** Notes that a client was heard of; every pod lists it from now on. */
    public ClientSession seen(Visit visit) {
        return update(visit, UnaryOperator.identity());
    }

    /** Notes what a client plays now. */
    public ClientSession playing(Visit visit, NowPlaying playing) {
        return update(visit, session -> session.playing(playing, clock.instant()));
    }

    /** Notes that a client plays nothing. */
    public ClientSession idle(Visit visit) {
        return update(visit, ClientSession::playingNothing);
    }

    /** Notes what a client can do. */
    public ClientSession able(Visit visit, ClientSession.Capabilities capabilities) {
        return update(visit, session -> session.able(capabilities));
    }

    /** Notes that a client has opened a socket. */
    public ClientSession opened(Visit visit, ClientSession.SocketPlace place) {
        return update(visit, session -> session.opened(place));
    }

    /** Notes that a client's socket is open, if that was forgotten. */
    void stillOpen(Visit visit, ClientSession.SocketPlace place) {
        update(visit, session -> session.sockets().contains(place) ? session : session.opened(place));
    }

    /** Notes that a socket is closed. */
    public void closed(String id, ClientSession.SocketPlace place) {
        if (!change(id, session -> session.closed(place, clock.instant()))) {
            own.oweClosing(place);
        }
    }

    /** Notes what a client shows; unknown: nothing happens. */
    public void viewing(String id, ItemId item) {
        change(id, session -> session.viewing(item));
    }

    /** Somebody else sits down before a client; unknown: nothing happens. */
    public void join(String id, ClientSession.Companion companion) {
        change(id, session -> session.joinedBy(companion));
    }

    /** Somebody gets up. */
    public void leave(String id, UserId companion) {
        change(id, session -> session.leftBy(companion));
    }

    /** A client signed out, or is gone. */
    public void ended(String id) {
        forget(id);
        bus.publish(ENDED, id);
        try {
            Optional<Board.Entry> entry = board.find(KIND, id);
            while (entry.isPresent() && !board.remove(KIND, id, entry.get().version())) {
                entry = board.find(KIND, id);
            }
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "the session {0} will be forgotten later: {1}", id, e.getMessage());
        }
    }

    private void forget(String id) {
        own.forget(id);
        heard.remove(id);
    }

    /** @throws CoordinationUnavailableException if the board is out of reach and this pod does not know the session: another pod may */
    public Optional<ClientSession> find(String id) {
        Optional<ClientSession> found;
        try {
            found = board.find(KIND, id).flatMap(this::read);
        } catch (CoordinationUnavailableException e) {
            found = Optional.of(own.find(id).orElseThrow(() -> e));
        }
        return found.map(session -> shown(session, session.lastActivity()));
    }

    /** The clients heard of in the given time, the last heard first. */
    public List<ClientSession> list(Duration within) {
        Instant now = clock.instant();
        Map<String, ClientSession> found = new HashMap<>();
        try {
            board.list(KIND, FORGOTTEN)
                    .forEach(entry -> read(entry).ifPresent(session -> found.put(session.id(), session)));
        } catch (CoordinationUnavailableException _) {
            own.list().forEach(session -> found.put(session.id(), session));
        }
        heard.keySet().forEach(id -> found.computeIfPresent(id, (_, session) -> session.asOf(now, now)));
        return found.values().stream()
                .filter(session -> !session.lastActivity().isBefore(now.minus(within)))
                .map(session -> shown(session, session.lastActivity()))
                .sorted(Comparator.comparing(ClientSession::lastActivity)
                        .reversed()
                        .thenComparing(ClientSession::id))
                .toList();
    }

    private ClientSession shown(ClientSession session, Instant heardOf) {
        Instant now = clock.instant();
        return session.asOf(now, heardOf).amongst(livePods.get(), now);
    }

    private ClientSession update(Visit visit, UnaryOperator<ClientSession> change) {
        UnaryOperator<ClientSession> step = before -> change.apply(before.visitedBy(visit, clock.instant()));
        try {
            while (true) {
                Optional<Board.Entry> entry = board.find(KIND, visit.id());
                ClientSession before = current(visit.id(), entry).orElseGet(() -> own.getOrBegin(visit));
                Optional<ClientSession> written = write(entry, step.apply(before));
                if (written.isPresent()) {
                    heard.remove(visit.id(), visit);
                    return written.get();
                }
            }
        } catch (CoordinationUnavailableException _) {
            return own.owe(visit, step);
        }
    }

    /** @return whether the board was reached */
    private boolean change(String id, UnaryOperator<ClientSession> change) {
        try {
            Optional<Board.Entry> entry = board.find(KIND, id);
            Optional<ClientSession> before = current(id, entry);
            while (before.isPresent()
                    && write(entry, change.apply(before.get())).isEmpty()) {
                entry = board.find(KIND, id);
                before = current(id, entry);
            }
            return true;
        } catch (CoordinationUnavailableException _) {
            own.oweIfKnown(id, change);
            return false;
        }
    }

    /** What the board has, with what this pod still owes it. */
    private Optional<ClientSession> current(String id, Optional<Board.Entry> entry) {
        return (own.isOwed(id) ? entry.flatMap(ClientSessions::parse) : entry.flatMap(this::read)).map(own::together);
    }

    private Optional<ClientSession> write(Optional<Board.Entry> over, ClientSession session) {
        long expected = over.map(Board.Entry::version).orElse(Board.NONE);
        if (board.put(KIND, session.id(), expected, SessionJson.write(session)).isEmpty()) {
            return Optional.empty();
        }
        own.written(session);
        return Optional.of(session);
    }

    private Optional<ClientSession> read(Board.Entry entry) {
        return parse(entry).map(session -> session.heardOf(clock.instant().minus(entry.idle())));
    }

    /** As it was written, with the time of what was noted last: that somebody was only heard of since, the entry tells. */
    private static Optional<ClientSession> parse(Board.Entry entry) {
        return SessionJson.parse(entry.text(), ClientSession.class);
    }

    /**
     * Clears up behind clients and pods that went without a word: forgets the sockets of dead pods, what nobody has reported for a while, and
     * clients whose last socket closed longer ago than {@code grace}. Harmless on several pods at once.
     *
     * @return the sessions that have ended by this
     */
    public List<String> sweep(Duration grace) {
        Instant now = clock.instant();
        Set<String> live = livePods.get();
        List<String> gone = new ArrayList<>();
        for (Board.Entry entry : board.list(KIND, FORGOTTEN)) {
            Optional<ClientSession> session = read(entry);
            if (session.isEmpty()) {
                continue;
            }
            ClientSession tidy = session.get().tidied(live, now);
            if (tidy.lonelySince()
                    .map(since -> since.isBefore(now.minus(grace)))
                    .orElse(false)) {
                ended(tidy.id());
                gone.add(tidy.id());
            } else if (!tidy.equals(session.get())) {
                change(tidy.id(), current -> current.tidied(live, now));
            }
        }
        return gone;
    }

    /**
     * Tells the board whom this pod has heard of, and what it could not be told before. By one thread at a time.
     *
     * @throws CoordinationUnavailableException if the board is still out of reach; nothing is lost then
     */
    public void beat() {
        Map<String, Visit> visits = Map.copyOf(heard);
        visits.forEach(heard::remove);
        try {
            payWhatIsOwed();
            tell(visits);
        } catch (CoordinationUnavailableException e) {
            visits.forEach(heard::putIfAbsent);
            throw e;
        }
        own.forgetBefore(clock.instant().minus(REMEMBERED));
    }

    private void payWhatIsOwed() {
        for (String id : own.listOwed()) {
            Optional<Board.Entry> entry = board.find(KIND, id);
            Optional<ClientSession> whole = current(id, entry).or(() -> own.find(id));
            own.pay(id);
            boolean isTold = false;
            try {
                isTold = whole.isEmpty() || write(entry, whole.get()).isPresent();
            } finally {
                if (!isTold) {
                    own.unpaid(id);
                }
            }
        }
        own.roundOver();
    }

    private void tell(Map<String, Visit> visits) {
        Set<String> changed = visits.values().stream()
                .filter(visit ->
                        !own.find(visit.id()).map(mine -> mine.isOf(visit)).orElse(false))
                .map(Visit::id)
                .collect(Collectors.toSet());
        changed.forEach(id -> update(Objects.requireNonNull(visits.get(id)), UnaryOperator.identity()));
        Map<String, Duration> touched = new HashMap<>();
        visits.keySet().forEach(id -> touched.put(id, Duration.ZERO));
        Board.Touched answer = board.touch(KIND, touched);
        boolean isEmptied = !generation.isEmpty() && !generation.equals(answer.generation());
        if (isEmptied) {
            own.oweAll();
            payWhatIsOwed();
        } else {
            answer.missing().forEach(this::forget);
        }
        generation = answer.generation(); // only now: what an outage in between leaves, the next beat does
    }
}
