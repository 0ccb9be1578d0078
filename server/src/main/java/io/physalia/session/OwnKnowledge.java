package io.physalia.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What this pod knows of clients by itself: how it has seen them last, and what it could not tell the board. What counts is the board, as long as it is there; what is owed to it is
 * put together with what it has by then. Thread-safe.
 */
final class OwnKnowledge {
    private final InstantSource clock;
    private final Map<String, ClientSession> known = new ConcurrentHashMap<>();

    /** What was changed here while the board was out of reach. */
    private final Set<String> owed = ConcurrentHashMap.newKeySet();

    /** Sockets that were closed here while the board was out of reach. */
    private final Set<ClientSession.SocketPlace> closed = ConcurrentHashMap.newKeySet();

    OwnKnowledge(InstantSource clock) {
        this.clock = clock;
    }

    Optional<ClientSession> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    Collection<ClientSession> list() {
        return List.copyOf(known.values());
    }

    /** What is not on the board may have been: the board can lose its data, and what this pod knows goes back there. */
    ClientSession getOrBegin(Visit visit) {
        ClientSession mine = known.get(visit.id());
        return mine == null ? ClientSession.of(visit, clock.instant()) : mine;
    }

    /** This is on the board now. */
    void written(ClientSession session) {
        known.put(session.id(), session);
    }

    /** A change that the board cannot be told of. */
    ClientSession owe(Visit visit, UnaryOperator<ClientSession> change) {
        ClientSession mine =
                Objects.requireNonNull(known.compute(visit.id(), (_, _) -> change.apply(getOrBegin(visit))));
        owed.add(visit.id()); // after it is known: what is owed and unknown is dropped with a beat
        return mine;
    }

    /** A change that the board cannot be told of; of a client that is not known here, nothing happens. */
    void oweIfKnown(String id, UnaryOperator<ClientSession> change) {
        if (known.computeIfPresent(id, (_, mine) -> change.apply(mine)) != null) {
            owed.add(id);
        }
    }

    /** A socket is closed, which the board cannot be told. */
    void oweClosing(ClientSession.SocketPlace place) {
        closed.add(place);
    }

    /** The board has lost its data. Every pod knows a part. Of sockets each tells its own: those of others may have been closed since. */
    void oweAll() {
        known.replaceAll((_, session) -> session.unplugged());
        owed.addAll(known.keySet());
    }

    Set<String> listOwed() {
        owed.removeIf(id -> !known.containsKey(id));
        return Set.copyOf(owed);
    }

    /** Is about to be told to the board; what is changed meanwhile is owed anew. */
    void pay(String id) {
        owed.remove(id);
    }

    /** The board did not take it. */
    void unpaid(String id) {
        owed.add(id);
    }

    /** All that was owed when it was last {@linkplain #listOwed listed} has been tried. */
    void roundOver() {
        if (owed.isEmpty()) {
            closed.clear();
        }
    }

    boolean isOwed(String id) {
        return owed.contains(id);
    }

    /**
     * What the board has, with what is still owed to it: whoever writes next would else forget that.
     *
     * @param found with the time of what was noted last
     */
    ClientSession together(ClientSession found) {
        ClientSession mine = isOwed(found.id()) ? known.get(found.id()) : null;
        ClientSession whole = mine == null ? found : mine.together(found);
        for (ClientSession.SocketPlace place : closed) {
            whole = whole.sockets().contains(place) ? whole.closed(place, clock.instant()) : whole;
        }
        return whole;
    }

    void forget(String id) {
        known.remove(id);
        owed.remove(id);
    }

    /** Forgets who was not heard of since. */
    void forgetBefore(Instant moment) {
        known.values().removeIf(session -> session.lastActivity().isBefore(moment));
    }
}
