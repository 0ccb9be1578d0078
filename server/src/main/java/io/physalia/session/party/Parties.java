package io.physalia.session.party;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.SerialExecutor;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.UserId;
import io.physalia.session.SessionJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The groups of the colony. Thread-safe. A group stands on the board and is changed there by compare-and-set, so no pod owns it, and none can take it
 * along when it dies. Every pod hears of every change: should the board lose its data, the groups go back there.
 */
public final class Parties {
    private static final String KIND = "party";
    private static final String MEMBER = "party-member";
    private static final Bus.Topic CHANGED = new Bus.Topic("party.changed");
    private static final int LANES = 64;

    private final Board board;
    private final Bus bus;
    private final InstantSource clock;
    private final Post post;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();

    /** What this pod does to one group it does in order, instead of competing with itself. */
    private final List<SerialExecutor> lanes;

    /** The versions on the board that this pod had not heard of at the last beat. By one thread. */
    private final Map<String, Long> unheard = new HashMap<>();

    private final List<Consumer<Party>> missedListeners = new CopyOnWriteArrayList<>();
    private volatile String generation = "";

    /** Tells members something. */
    @FunctionalInterface
    public interface Post {
        void send(Party party, PartyMessage message, Instant now);
    }

    /** A group as this pod has last heard of it. */
    private record Copy(long version, Optional<Party> party) {}

    /** @param clock the colony's */
    public Parties(Board board, Bus bus, InstantSource clock, Post post) {
        this.board = board;
        this.bus = bus;
        this.clock = clock;
        this.post = post;
        this.lanes = Stream.generate(SerialExecutor::new).limit(LANES).toList();
        var _ = bus.subscribe(CHANGED, this::heard);
    }

    /**
     * Founds a group.
     *
     * @param begin what it begins with
     */
    public Party create(String name, Member founder, UnaryOperator<Party> begin) {
        return reachably(() -> {
            leave(founder.session());
            String id = UUID.randomUUID().toString().replace("-", "");
            Instant now = clock.instant();
            Party fresh = begin.apply(Party.of(id, name, now));
            var outcome = PartyRules.apply(fresh, founder.session(), new PartyEvent.Join(founder), now);
            note(founder.session(), id);
            board.put(KIND, id, Board.NONE, SessionJson.write(outcome.party()))
                    .ifPresent(version -> told(outcome, version, now));
            return outcome.party();
        });
    }

    /** @return false if there is no such group any more */
    public boolean join(String id, Member member) {
        return reachably(() -> {
            if (find(id).isEmpty()) {
                return false;
            }
            if (!of(member.session()).map(Party::id).orElse("").equals(id)) {
                leave(member.session());
                note(member.session(), id);
            }
            return change(id, member.session(), new PartyEvent.Join(member));
        });
    }

    /** @return false if the session is in no group */
    public boolean apply(String session, PartyEvent event) {
        return reachably(() -> {
            Optional<Board.Entry> group = board.find(MEMBER, session);
            if (group.isEmpty() || !change(group.get().text(), session, event)) {
                return false;
            }
            if (event instanceof PartyEvent.Leave) {
                board.find(MEMBER, session).ifPresent(entry -> board.remove(MEMBER, session, entry.version()));
            }
            return true;
        });
    }

    private void leave(String session) {
        apply(session, new PartyEvent.Leave());
    }

    public Optional<Party> find(String id) {
        return reachably(() -> board.find(KIND, id).flatMap(Parties::read));
    }

    /** The group that a session is in. */
    public Optional<Party> of(String session) {
        return reachably(() -> board.find(MEMBER, session)
                .flatMap(entry -> board.find(KIND, entry.text()))
                .flatMap(Parties::read)
                .filter(party -> party.member(session).isPresent()));
    }

    public List<Party> list() {
        return reachably(() -> board.list(KIND, Board.KEPT).stream()
                .flatMap(entry -> read(entry).stream())
                .toList());
    }

    /** Whether any session of the user is in a group. */
    public boolean isIn(UserId user) {
        return list().stream().anyMatch(party -> party.hasUser(user));
    }

    private void note(String session, String id) {
        while (true) {
            long version = board.find(MEMBER, session).map(Board.Entry::version).orElse(Board.NONE);
            if (board.put(MEMBER, session, version, id).isPresent()) {
                return;
            }
        }
    }

    private boolean change(String id, String session, PartyEvent event) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        lanes.get(Math.floorMod(id.hashCode(), LANES)).execute(() -> {
            try {
                done.complete(changeNow(id, session, event));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private boolean changeNow(String id, String session, PartyEvent event) {
        while (true) {
            Optional<Board.Entry> entry = board.find(KIND, id);
            Optional<Party> before = entry.flatMap(Parties::read);
            if (before.isEmpty() || !isFor(before.get(), session, event)) {
                return false;
            }
            Instant now = clock.instant();
            var outcome = PartyRules.apply(before.get(), session, event, now);
            long version = entry.get().version();
            if (outcome.party().equals(before.get())) {
                told(outcome, version, now);
                return true;
            }
            if (outcome.party().members().isEmpty()) {
                if (board.remove(KIND, id, version)) {
                    told(outcome, version + 1, now);
                    return true;
                }
            } else {
                var written = board.put(KIND, id, version, SessionJson.write(outcome.party()));
                if (written.isPresent()) {
                    told(outcome, written.getAsLong(), now);
                    return true;
                }
            }
        }
    }

    /** A member may have left meanwhile. */
    private static boolean isFor(Party party, String session, PartyEvent event) {
        return event instanceof PartyEvent.Join
                || event instanceof PartyEvent.Tick
                || party.member(session).isPresent();
    }

    private void told(PartyRules.Outcome outcome, long version, Instant now) {
        Party party = outcome.party();
        announce(party, version);
        outcome.messages().forEach(message -> post.send(party, message, now));
    }

    private void announce(Party party, long version) {
        String text = party.members().isEmpty() ? "" : SessionJson.write(party);
        bus.publish(CHANGED, party.id() + " " + version + " " + text);
    }

    /** Tells of a group when this pod has missed a change of it, so that its members here may have missed it too. */
    public void onMissed(Consumer<Party> listener) {
        missedListeners.add(listener);
    }

    private void heard(String message) {
        String[] parts = message.split(" ", 3);
        Copy copy = new Copy(
                Long.parseLong(parts[1]),
                parts[2].isEmpty() ? Optional.empty() : SessionJson.parse(parts[2], Party.class));
        remember(parts[0], copy);
    }

    private void remember(String id, Copy copy) {
        copies.merge(id, copy, (known, news) -> news.version() > known.version() ? news : known);
    }

    /**
     * Keeps the groups on the board, and puts them there again if it has lost its data. On every pod now and then, by one thread at a time.
     *
     * @throws CoordinationUnavailableException if the board is out of reach
     */
    public void beat() {
        Map<String, Duration> idle = new HashMap<>();
        copies.forEach((id, copy) -> copy.party().ifPresent(_ -> idle.put(id, Duration.ZERO)));
        Board.Touched touched = board.touch(KIND, idle);
        boolean isEmptied = !generation.isEmpty() && !generation.equals(touched.generation());
        generation = touched.generation();
        for (String id : touched.missing()) {
            Optional<Party> party = Optional.ofNullable(copies.get(id)).flatMap(Copy::party);
            if (isEmptied && party.isPresent()) {
                party.get().members().forEach(member -> board.put(MEMBER, member.session(), Board.NONE, id));
                board.put(KIND, id, Board.NONE, SessionJson.write(party.get()))
                        .ifPresent(version -> announce(party.get(), version));
            } else {
                copies.remove(id);
            }
        }
        copies.values().removeIf(copy -> copy.party().isEmpty());
        catchUp();
    }

    /** Messages get lost: what is on the board and was not heard of for a whole beat will not be heard of any more. */
    private void catchUp() {
        Map<String, Long> before = Map.copyOf(unheard);
        unheard.clear();
        for (Board.Entry entry : board.list(KIND, Board.KEPT)) {
            long heard = Optional.ofNullable(copies.get(entry.id()))
                    .map(Copy::version)
                    .orElse(Board.NONE);
            if (heard >= entry.version()) {
                continue;
            }
            if (heard < before.getOrDefault(entry.id(), Board.NONE)) {
                Optional<Party> party = read(entry);
                remember(entry.id(), new Copy(entry.version(), party));
                party.ifPresent(missed -> missedListeners.forEach(listener -> listener.accept(missed)));
            } else {
                unheard.put(entry.id(), entry.version());
            }
        }
    }

    /** Sees to it that no group waits for a member for longer than {@code patience}. On one pod now and then; harmless on several. */
    public void tick(Duration patience) {
        for (Party party : list()) {
            if (party.state() == Party.State.WAITING) {
                change(party.id(), "", new PartyEvent.Tick(patience));
            }
        }
        board.list(MEMBER, Duration.ZERO); // forgets what is old
    }

    private static Optional<Party> read(Board.Entry entry) {
        return SessionJson.parse(entry.text(), Party.class);
    }

    private static <T> T reachably(Supplier<T> work) {
        try {
            return work.get();
        } catch (CoordinationUnavailableException e) {
            throw new Failure(FailureCode.REDIS_UNAVAILABLE, "the groups cannot be reached now", e);
        }
    }
}
