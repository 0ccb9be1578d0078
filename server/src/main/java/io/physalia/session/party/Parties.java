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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The groups of the colony. Thread-safe. A group stands on the board and is changed there by compare-and-set, so no pod owns it, and none can take it
 * along when it dies.
 */
public final class Parties {
    private static final String KIND = "party";
    private static final String MEMBER = "party-member";
    private static final int LANES = 64;
    private static final int MOST_PLACES = 10_000;

    private final Board board;
    private final Bus bus;
    private final InstantSource clock;
    private final Post post;
    private final PartyCopies copies;

    /** In which groups sessions were that this pod has served. */
    private final Map<String, String> places = new ConcurrentHashMap<>();

    /** What this pod does to one group it does in order, instead of competing with itself. */
    private final List<SerialExecutor> lanes;

    /** Puts what members are to be told into a message for their pods. */
    @FunctionalInterface
    public interface Post {
        Bus.Message message(Party party, PartyMessage message, Instant now);
    }

    /** @param clock the colony's */
    public Parties(Board board, Bus bus, InstantSource clock, Post post) {
        this.board = board;
        this.bus = bus;
        this.clock = clock;
        this.post = post;
        this.lanes = Stream.generate(SerialExecutor::new).limit(LANES).toList();
        this.copies = new PartyCopies(board, bus, KIND);
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
            var _ = write(id, Board.NONE, outcome, now); // nobody else has this id
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
            if (!applyWhereItWas(session, event) && !applyWhereItIs(session, event)) {
                return false;
            }
            if (event instanceof PartyEvent.Leave) {
                places.remove(session);
                board.find(MEMBER, session).ifPresent(entry -> board.remove(MEMBER, session, entry.version()));
            }
            return true;
        });
    }

    /** A guess saves a question: should the session have moved on elsewhere, it is no member there any more. */
    private boolean applyWhereItWas(String session, PartyEvent event) {
        String group = places.get(session);
        return group != null && change(group, session, event);
    }

    private boolean applyWhereItIs(String session, PartyEvent event) {
        Optional<String> group = board.find(MEMBER, session).map(Board.Entry::text);
        if (group.isEmpty() || !change(group.get(), session, event)) {
            places.remove(session);
            return false;
        }
        places.put(session, group.get());
        return true;
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

    /** Begins with what this pod has heard last, which mostly is what stands on the board; if not, nothing is written, and the board is asked. */
    private boolean changeNow(String id, String session, PartyEvent event) {
        boolean isDone = copies.find(id)
                .map(entry -> step(entry, session, event, false) == Step.DONE)
                .orElse(false);
        return isDone || changeOnBoard(id, session, event);
    }

    private boolean changeOnBoard(String id, String session, PartyEvent event) {
        while (true) {
            Optional<Board.Entry> entry = board.find(KIND, id);
            Step step = entry.map(now -> step(now, session, event, true)).orElse(Step.NOT_THERE);
            if (step != Step.OUTDATED) {
                return step == Step.DONE;
            }
        }
    }

    private enum Step {
        DONE,
        /** The group, or the member in it, is not there. */
        NOT_THERE,
        /** Somebody else was faster. */
        OUTDATED
    }

    /** @param isRead whether it has just been read from the board; else only what is written proves that it was true */
    private Step step(Board.Entry entry, String session, PartyEvent event, boolean isRead) {
        Optional<Party> before = parse(entry.text());
        if (before.isEmpty() || !isFor(before.get(), session, event)) {
            return Step.NOT_THERE;
        }
        Instant now = clock.instant();
        var outcome = PartyRules.apply(before.get(), session, event, now);
        if (outcome.party().equals(before.get())) {
            if (isRead) {
                tell(outcome, now);
            }
            return isRead ? Step.DONE : Step.OUTDATED;
        }
        return write(entry.id(), entry.version(), outcome, now) ? Step.DONE : Step.OUTDATED;
    }

    /** A member may have left meanwhile. */
    private static boolean isFor(Party party, String session, PartyEvent event) {
        return event instanceof PartyEvent.Join
                || event instanceof PartyEvent.Tick
                || party.member(session).isPresent();
    }

    /** Whether nobody was faster. Then the members' pods were told in the same step. */
    private boolean write(String id, long over, PartyRules.Outcome outcome, Instant now) {
        if (outcome.party().members().isEmpty()) {
            boolean removed = board.remove(KIND, id, over);
            if (removed) {
                copies.announce(id, over + 1, "");
                tell(outcome, now);
            }
            return removed;
        }
        String text = SessionJson.write(outcome.party());
        OptionalLong version = board.put(KIND, id, over, text, messages(outcome, now));
        version.ifPresent(written -> copies.announce(id, written, text));
        return version.isPresent();
    }

    private List<Bus.Message> messages(PartyRules.Outcome outcome, Instant now) {
        return outcome.messages().stream()
                .map(message -> post.message(outcome.party(), message, now))
                .toList();
    }

    private void tell(PartyRules.Outcome outcome, Instant now) {
        messages(outcome, now).forEach(message -> bus.publish(message.topic(), message.text()));
    }

    /** Tells of a group when this pod has missed a change of it, so that its members here may have missed it too. */
    public void onMissed(Consumer<Party> listener) {
        copies.onMissed(text -> parse(text).ifPresent(listener));
    }

    /**
     * Keeps the groups on the board, and puts them there again if it has lost its data. On every pod now and then, by one thread at a time.
     *
     * @throws CoordinationUnavailableException if the board is out of reach
     */
    public void beat() {
        copies.beat((id, text) -> parse(text)
                .ifPresent(party ->
                        party.members().forEach(member -> board.put(MEMBER, member.session(), Board.NONE, id))));
        if (places.size() > MOST_PLACES) {
            places.clear();
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
        return parse(entry.text());
    }

    private static Optional<Party> parse(String text) {
        return text.isEmpty() ? Optional.empty() : SessionJson.parse(text, Party.class);
    }

    private static <T> T reachably(Supplier<T> work) {
        try {
            return work.get();
        } catch (CoordinationUnavailableException e) {
            throw new Failure(FailureCode.REDIS_UNAVAILABLE, "the groups cannot be reached now", e);
        }
    }
}
