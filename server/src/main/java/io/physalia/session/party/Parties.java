package io.physalia.session.party;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The groups of the colony. Thread-safe. A group stands on the board and is changed there by compare-and-set, so no pod owns it, and none can take it
 * along when it dies.
 */
public final class Parties {
    private static final String KIND = "party";

    private final Board board;
    private final InstantSource clock;
    private final PartyCopies copies;

    private final PartyPlaces places;

    private final PartyChanges changes;

    /** Puts what members are to be told into a message for their pods. */
    @FunctionalInterface
    public interface Post {
        Bus.Message message(Party party, PartyMessage message, Instant now);
    }

    /** @param clock the colony's */
    public Parties(Board board, Bus bus, InstantSource clock, Post post) {
        this.board = board;
        this.clock = clock;
        this.copies = new PartyCopies(board, bus, KIND, this::whoIsStillThere);
        this.places = new PartyPlaces(board);
        this.changes = new PartyChanges(board, bus, KIND, clock, post, copies);
    }

    /**
     * Founds a group.
     *
     * @param begin what it begins with
     */
    public Party create(String name, Member founder, UnaryOperator<Party> begin) {
        return reachably(() -> {
            String id = UUID.randomUUID().toString().replace("-", "");
            Instant now = clock.instant();
            Party fresh = begin.apply(Party.of(id, name, now));
            var outcome = PartyRules.apply(fresh, founder.session(), new PartyEvent.Join(founder), now);
            move(founder.session(), id);
            var _ = changes.write(id, Board.NONE, outcome, now); // nobody else has this id
            return outcome.party();
        });
    }

    /** @return false if there is no such group any more */
    public boolean join(String id, Member member) {
        return reachably(() -> {
            if (find(id).isEmpty()) {
                return false;
            }
            move(member.session(), id);
            return change(id, member.session(), new PartyEvent.Join(member));
        });
    }

    /** The one who moves a session takes it out of the group that it was in. */
    private void move(String session, String id) {
        places.move(session, id).ifPresent(before -> change(before, session, new PartyEvent.Leave()));
    }

    /** @return false if the session is in no group */
    public boolean apply(String session, PartyEvent event) {
        return reachably(() -> {
            if (!isApplied(session, event) && !(isRestoredWith(session) && isApplied(session, event))) {
                return false;
            }
            if (event instanceof PartyEvent.Leave) {
                places.leave(session);
            }
            return true;
        });
    }

    /** A guess saves a question: should the session have moved on elsewhere, it is no member there any more. */
    private boolean isApplied(String session, PartyEvent event) {
        return places.guess(session).map(group -> change(group, session, event)).orElse(false)
                || applyWhereItIs(session, event);
    }

    private boolean applyWhereItIs(String session, PartyEvent event) {
        Optional<String> group = places.find(session);
        if (group.isEmpty() || !change(group.get(), session, event)) {
            places.forget(session);
            return false;
        }
        places.remember(session, group.get());
        return true;
    }

    public Optional<Party> find(String id) {
        return reachably(() -> {
            Optional<Party> found = read(id);
            return found.isEmpty() && isRestoredWith(id) ? read(id) : found;
        });
    }

    /** The group that a session is in. */
    public Optional<Party> of(String session) {
        return reachably(() -> {
            Optional<Party> found = readOf(session);
            return found.isEmpty() && isRestoredWith(session) ? readOf(session) : found;
        });
    }

    /** Whether a group with this word is known here, so that the board has it again by now if it had lost it: by this call, or by one at the same time. */
    private boolean isRestoredWith(String word) {
        if (copies.mention(word)) {
            copies.restore();
        }
        return copies.mention(word);
    }

    private Optional<Party> read(String id) {
        return board.find(KIND, id).map(Board.Entry::text).flatMap(PartyChanges::parse);
    }

    private Optional<Party> readOf(String session) {
        return places.find(session)
                .flatMap(this::read)
                .filter(party -> party.member(session).isPresent());
    }

    public List<Party> list() {
        return reachably(() -> {
            List<Party> found = readAll();
            Set<String> ids = found.stream().map(Party::id).collect(Collectors.toSet());
            if (ids.containsAll(copies.ids())) {
                return found;
            }
            copies.restore();
            return readAll();
        });
    }

    private List<Party> readAll() {
        return board.list(KIND, Board.KEPT).stream()
                .flatMap(entry -> PartyChanges.parse(entry.text()).stream())
                .toList();
    }

    /** Whether any session of the user is in a group. */
    public boolean isIn(UserId user) {
        return list().stream().anyMatch(party -> party.hasUser(user));
    }

    private boolean change(String id, String session, PartyEvent event) {
        return changes.apply(id, session, event);
    }

    /** Tells of a group when this pod has missed a change of it, so that its members here may have missed it too. */
    public void onMissed(Consumer<Party> listener) {
        copies.onMissed(text -> PartyChanges.parse(text).ifPresent(listener));
    }

    /**
     * Keeps the groups on the board, and puts them there again if it has lost its data. On every pod now and then, by one thread at a time.
     *
     * @throws CoordinationUnavailableException if the board is out of reach
     */
    public void beat() {
        copies.beat();
        places.beat();
    }

    /** A group comes back without those who have gone to another one meanwhile. */
    private String whoIsStillThere(String id, String text) {
        return PartyChanges.parse(text)
                .map(party -> party.with(party.members().stream()
                        .filter(member -> places.restore(member.session(), id))
                        .toList()))
                .filter(party -> !party.members().isEmpty())
                .map(SessionJson::write)
                .orElse("");
    }

    /**
     * Sees to it that no group waits for a member for longer than {@code patience}, and that nobody is in two groups, however a move or a board that comes back
     * was broken off. On one pod now and then; harmless on several.
     */
    public void tick(Duration patience) {
        List<Party> parties = list();
        Map<String, String> where = parties.isEmpty() ? Map.of() : places.all();
        for (Party party : parties) {
            if (party.state() == Party.State.WAITING) {
                change(party.id(), "", new PartyEvent.Tick(patience));
            }
            for (Member member : party.members()) {
                String place = where.get(member.session());
                if (place == null ? !places.restore(member.session(), party.id()) : !place.equals(party.id())) {
                    change(party.id(), member.session(), new PartyEvent.Elsewhere());
                }
            }
        }
    }

    private static <T> T reachably(Supplier<T> work) {
        try {
            return work.get();
        } catch (CoordinationUnavailableException e) {
            throw new Failure(FailureCode.REDIS_UNAVAILABLE, "the groups cannot be reached now", e);
        }
    }
}
