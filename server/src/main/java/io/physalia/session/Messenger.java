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
import java.util.OptionalLong;
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

    /**
     * A command waits for a client.
     *
     * @param socket where the sender saw the client last; empty if it has no socket
     * @param version of the client's box on the board
     * @param box what was in it
     */
    public record Call(String session, String socket, long version, Box box) {}

    /** What waits for a client. */
    public record Box(List<Command> commands) {
        public Box {
            commands = List.copyOf(commands);
        }
    }

    /** @param text the message as it goes out */
    public record Command(Instant given, String text) {}

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
    public void command(ClientSession client, String text) {
        Command command = new Command(clock.instant(), text);
        try {
            // Mostly nothing waits.
            Optional<Board.Entry> found = Optional.empty();
            while (!put(client, found, command)) {
                found = board.find(KIND, client.id());
            }
        } catch (CoordinationUnavailableException e) {
            throw new Failure(FailureCode.REDIS_UNAVAILABLE, "the client cannot be reached now", e);
        }
    }

    private boolean put(ClientSession client, Optional<Board.Entry> over, Command command) {
        List<Command> waiting = new ArrayList<>(over.map(this::read).orElse(List.of()));
        waiting.add(command);
        Box box = new Box(waiting.subList(Math.max(0, waiting.size() - MOST_WAITING), waiting.size()));
        long expected = over.map(Board.Entry::version).orElse(Board.NONE);
        OptionalLong version = board.put(KIND, client.id(), expected, SessionJson.write(box));
        if (version.isEmpty()) {
            return false;
        }
        String socket =
                client.sockets().isEmpty() ? "" : client.sockets().getLast().id();
        bus.publish(COMMAND, SessionJson.write(new Call(client.id(), socket, version.getAsLong(), box)));
        return true;
    }

    /** Takes what a call brings; or what waits by now, if that is something else. */
    public List<String> take(Call call) {
        try {
            return board.remove(KIND, call.session(), call.version()) ? texts(call.box()) : take(call.session());
        } catch (CoordinationUnavailableException _) {
            return List.of(); // It waits, until it is too late for it.
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
                    return texts(new Box(read(entry.get())));
                }
            }
        } catch (CoordinationUnavailableException _) {
            return List.of(); // It waits, until it is too late for it.
        }
    }

    private List<String> texts(Box box) {
        Instant late = clock.instant().minus(LATE);
        return box.commands().stream()
                .filter(command -> !command.given().isBefore(late))
                .map(Command::text)
                .toList();
    }

    /** Removes what waits for clients that never came back. On one pod now and then. */
    public void forgetOld() {
        board.list(KIND, Duration.ZERO);
    }

    private List<Command> read(Board.Entry entry) {
        return SessionJson.parse(entry.text(), Box.class).map(Box::commands).orElse(List.of());
    }

    /** Calls back with each letter, whichever pod has sent it. */
    public void onLetter(Consumer<Letter> listener) {
        bus.subscribe(LETTER, text -> SessionJson.parse(text, Letter.class).ifPresent(listener));
    }

    /** Calls back whenever a command begins to wait for a client. */
    public void onCommand(Consumer<Call> listener) {
        bus.subscribe(COMMAND, text -> SessionJson.parse(text, Call.class).ifPresent(listener));
    }
}
