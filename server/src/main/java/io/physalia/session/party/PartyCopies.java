package io.physalia.session.party;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The groups as this pod has last heard of them. Every pod hears of every change: should the board lose its data, the groups go back there. Most of what is
 * heard is never read, and stays text. Thread-safe.
 */
final class PartyCopies {
    private static final Bus.Topic CHANGED = new Bus.Topic("party.changed");

    private final Board board;
    private final Bus bus;
    private final String kind;
    private final BinaryOperator<String> restored;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();

    /** The versions on the board that this pod had not heard of at the last beat. By one thread. */
    private final Map<String, Long> unheard = new HashMap<>();

    private final List<Consumer<String>> missedListeners = new CopyOnWriteArrayList<>();
    private String generation = "";

    /** @param text empty: there is none any more */
    private record Copy(long version, String text) {}

    /**
     * @param kind of the groups on the board
     * @param restored makes of the id and the text of a group that goes back to the board the text that is put there; empty: it is not wanted any more
     */
    PartyCopies(Board board, Bus bus, String kind, BinaryOperator<String> restored) {
        this.restored = restored;
        this.board = board;
        this.bus = bus;
        this.kind = kind;
        var _ = bus.subscribe(CHANGED, this::heard);
    }

    /** What is likely to stand on the board. */
    Optional<Board.Entry> find(String id) {
        return Optional.ofNullable(copies.get(id))
                .map(copy -> new Board.Entry(id, copy.version(), copy.text(), Duration.ZERO));
    }

    /**
     * Tells every pod of a change, this one at once: it may have the next word too.
     *
     * @param text empty: there is none any more
     */
    void announce(String id, long version, String text) {
        remember(id, new Copy(version, text));
        bus.publish(CHANGED, id + " " + version + " " + text);
    }

    private void heard(String message) {
        String[] parts = message.split(" ", 3);
        remember(parts[0], new Copy(Long.parseLong(parts[1]), parts[2]));
    }

    private void remember(String id, Copy copy) {
        copies.merge(id, copy, (known, news) -> news.version() > known.version() ? news : known);
    }

    /** Tells of a group, by its text, of which this pod has missed a change. */
    void onMissed(Consumer<String> listener) {
        missedListeners.add(listener);
    }

    /** Whether a group that this pod knows of speaks of something, such as its id or a session. */
    boolean mention(String word) {
        return copies.values().stream().anyMatch(copy -> copy.text().contains(word));
    }

    /** The ids of the groups that this pod knows of. */
    Set<String> ids() {
        return copies.entrySet().stream()
                .filter(copy -> !copy.getValue().text().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * Keeps the groups on the board, and puts them there again if it has lost its data. By one thread at a time.
     *
     * @throws io.physalia.cluster.CoordinationUnavailableException if the board is out of reach
     */
    void beat() {
        copies.values().removeIf(copy -> copy.text().isEmpty());
        restore();
        catchUp();
    }

    /** Puts the groups on the board again if it has lost its data. */
    synchronized void restore() {
        Map<String, Duration> idle = new HashMap<>();
        ids().forEach(id -> idle.put(id, Duration.ZERO));
        Board.Touched touched = board.touch(kind, idle);
        boolean isEmptied = !generation.isEmpty() && !generation.equals(touched.generation());
        for (String id : touched.missing()) {
            if (isEmptied) {
                restore(id);
            } else {
                copies.remove(id);
            }
        }
        // Only now: should the board be gone in the middle of it, the next beat does the rest, and forgets no group.
        generation = touched.generation();
    }

    private void restore(String id) {
        Copy copy = copies.get(id);
        String text = copy == null ? "" : restored.apply(id, copy.text());
        if (text.isEmpty()) {
            copies.remove(id);
            return;
        }
        board.put(kind, id, Board.NONE, text).ifPresent(version -> announce(id, version, text));
    }

    /** Messages get lost: what is on the board and was not heard of for a whole beat will not be heard of any more. */
    private void catchUp() {
        Map<String, Long> before = Map.copyOf(unheard);
        unheard.clear();
        for (Board.Entry entry : board.list(kind, Board.KEPT)) {
            long heard = Optional.ofNullable(copies.get(entry.id()))
                    .map(Copy::version)
                    .orElse(Board.NONE);
            if (heard >= entry.version()) {
                continue;
            }
            if (heard < before.getOrDefault(entry.id(), Board.NONE)) {
                remember(entry.id(), new Copy(entry.version(), entry.text()));
                missedListeners.forEach(listener -> listener.accept(entry.text()));
            } else {
                unheard.put(entry.id(), entry.version());
            }
        }
    }
}
