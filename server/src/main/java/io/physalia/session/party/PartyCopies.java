package io.physalia.session.party;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The groups as this pod has last heard of them. Every pod hears of every change: should the board lose its data, the groups go back there. Most of what is
 * heard is never read, and stays text. Thread-safe.
 */
final class PartyCopies {
    private static final Bus.Topic CHANGED = new Bus.Topic("party.changed");

    private final Board board;
    private final Bus bus;
    private final String kind;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();

    /** The versions on the board that this pod had not heard of at the last beat. By one thread. */
    private final Map<String, Long> unheard = new HashMap<>();

    private final List<Consumer<String>> missedListeners = new CopyOnWriteArrayList<>();
    private String generation = "";

    /** @param text empty: there is none any more */
    private record Copy(long version, String text) {}

    /** @param kind of the groups on the board */
    PartyCopies(Board board, Bus bus, String kind) {
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

    /**
     * Keeps the groups on the board, and puts them there again if it has lost its data. By one thread at a time.
     *
     * @param restored is told of a group, by its id and text, before it is put there again
     * @throws io.physalia.cluster.CoordinationUnavailableException if the board is out of reach
     */
    void beat(BiConsumer<String, String> restored) {
        Map<String, Duration> idle = new HashMap<>();
        copies.values().removeIf(copy -> copy.text().isEmpty());
        copies.keySet().forEach(id -> idle.put(id, Duration.ZERO));
        Board.Touched touched = board.touch(kind, idle);
        boolean isEmptied = !generation.isEmpty() && !generation.equals(touched.generation());
        for (String id : touched.missing()) {
            String text = Optional.ofNullable(copies.get(id)).map(Copy::text).orElse("");
            if (isEmptied && !text.isEmpty()) {
                restored.accept(id, text);
                board.put(kind, id, Board.NONE, text).ifPresent(version -> announce(id, version, text));
            } else {
                copies.remove(id);
            }
        }
        // Only now: should the board be gone in the middle of it, the next beat does the rest, and forgets no group.
        generation = touched.generation();
        catchUp();
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
