package io.physalia.session.party;

import io.physalia.cluster.Board;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** In which group each session is: at most one, whatever else the groups themselves may say. Thread-safe. */
final class PartyPlaces {
    private static final String KIND = "party-member";
    private static final int MOST_GUESSES = 10_000;

    private final Board board;

    /** In which groups sessions were that this pod has served. */
    private final Map<String, String> guesses = new ConcurrentHashMap<>();

    PartyPlaces(Board board) {
        this.board = board;
    }

    /** Where the session was when this pod heard of it last. */
    Optional<String> guess(String session) {
        return Optional.ofNullable(guesses.get(session));
    }

    /** Where the session is. */
    Optional<String> find(String session) {
        return board.find(KIND, session).map(Board.Entry::text);
    }

    void remember(String session, String group) {
        guesses.put(session, group);
    }

    void forget(String session) {
        guesses.remove(session);
    }

    /** @return the group that the session was in, if it was another one; who moves it has to see to it that it leaves that one */
    Optional<String> move(String session, String group) {
        while (true) {
            Optional<Board.Entry> before = board.find(KIND, session);
            long version = before.map(Board.Entry::version).orElse(Board.NONE);
            if (board.put(KIND, session, version, group).isPresent()) {
                return before.map(Board.Entry::text).filter(text -> !text.equals(group));
            }
        }
    }

    void leave(String session) {
        guesses.remove(session);
        board.find(KIND, session).ifPresent(entry -> board.remove(KIND, session, entry.version()));
    }

    /**
     * Puts a session back where it was, if it is nowhere.
     *
     * @return whether it is there now
     */
    boolean restore(String session, String group) {
        return board.put(KIND, session, Board.NONE, group).isPresent()
                || find(session).equals(Optional.of(group));
    }

    /** All sessions with their groups. */
    Map<String, String> all() {
        return board.list(KIND, Board.KEPT).stream().collect(Collectors.toMap(Board.Entry::id, Board.Entry::text));
    }

    /** Forgets guesses when there are too many. */
    void beat() {
        if (guesses.size() > MOST_GUESSES) {
            guesses.clear();
        }
    }
}
