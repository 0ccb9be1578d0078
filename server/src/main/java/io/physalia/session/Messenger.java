package io.physalia.session;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries messages to clients, on whatever pods their sockets are. Thread-safe. A {@linkplain Letter letter} goes to the sockets that are open. A
 * command goes into the client's box on the board, from which the pod with its newest socket takes it: so it waits for a client that has just
 * lost its pod, is never done twice, and never late.
 */
public final class Messenger {
    private static final Bus.Topic LETTER = new Bus.Topic("session.letter");
    private static final Bus.Topic COMMAND = new Bus.Topic("session.command");
    private static final String KIND = "commands";

    /** After this a command is not obeyed any more: who pressed a button has given up. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final int MOST_WAITING = 100;

    private final Board board;
    private final Bus bus;
    private final InstantSource clock;

    /** What waits for a client. */
    private record Box(List<Command> commands) {}

    private record Command(Instant given, String text) {}

    public Messenger(Board board, Bus bus, InstantSource clock) {
        this.board = board;
        this.bus = bus;
        this.clock = clock;
    }

    /** Sends to all whom it is for and who have a socket now. */
    public void send(Letter letter) {
        bus.publish(LETTER, SessionJson.write(letter));
    }

    /**
     * Gives a client a command.
     *
     * @throws Failure {@code REDIS_UNAVAILABLE} if nobody can say where it is
     */
    public void command(String session, String text) {
        try {
            while (true) {
                Optional<Board.Entry> entry = board.find(KIND, session);
                List<Command> waiting = new ArrayList<>(entry.map(this::read).orElse(List.of()));
                waiting.add(new Command(clock.instant(), text));
                List<Command> kept = waiting.subList(Math.max(0, waiting.size() - MOST_WAITING), waiting.size());
                long expected = entry.map(Board.Entry::version).orElse(Board.NONE);
                if (board.put(KIND, session, expected, SessionJson.write(new Box(kept)))
                        .isPresent()) {
                    bus.publish(COMMAND, session);
                    return;
                }
            }
        } catch (CoordinationUnavailableException e) {
            throw new Failure(FailureCode.REDIS_UNAVAILABLE, "the client cannot be reached now", e);
        }
    }

    /** Takes what waits for a client, the oldest first; nobody else gets it then. */
    public List<String> take(String session) {
        try {
            while (true) {
                Optional<Board.Entry> entry = board.find(KIND, session);
                if (entry.isEmpty()) {
                    return List.of();
                }
                if (board.remove(KIND, session, entry.get().version())) {
                    return read(entry.get()).stream().map(Command::text).toList();
                }
            }
        } catch (CoordinationUnavailableException _) {
            return List.of(); // It waits, until it is too late for it.
        }
    }

    /** Removes what waits for clients that never came back. On one pod now and then. */
    public void forgetOld() {
        board.list(KIND, Duration.ZERO);
    }

    private List<Command> read(Board.Entry entry) {
        Instant late = clock.instant().minus(LATE);
        return SessionJson.parse(entry.text(), Box.class).map(Box::commands).orElse(List.of()).stream()
                .filter(command -> !command.given().isBefore(late))
                .toList();
    }

    /** Calls back with each letter, whichever pod has sent it. */
    public void onLetter(Consumer<Letter> listener) {
        bus.subscribe(LETTER, text -> SessionJson.parse(text, Letter.class).ifPresent(listener));
    }

    /** Calls back with the session for which a command waits. */
    public void onCommand(Consumer<String> listener) {
        bus.subscribe(COMMAND, listener);
    }
}
