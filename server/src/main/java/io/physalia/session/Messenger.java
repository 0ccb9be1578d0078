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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Carries messages to clients, on whatever pods their sockets are. Thread-safe. A {@linkplain Letter letter} goes to the sockets that are open. A
 * command goes into the client's box on the board and stays there until the client has confirmed it or it is too late for it: so it waits for a
 * client that has just lost its pod, and no pod can take it along when it dies. It is addressed to one socket, to which its pod sends it once; only
 * when that socket is gone is it addressed to another. The text is the same then, with the same message id, by which clients know what they have seen.
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

    /** A command begins to wait for a client; the box as it is then. */
    public record Call(String session, Box box) {}

    /** What a client has not confirmed yet, the oldest first. */
    public record Box(List<Command> commands) {
        static final Box EMPTY = new Box(List.of());

        public Box {
            commands = List.copyOf(commands);
        }

        /** The texts that are addressed to a socket. */
        public List<String> textsFor(String socket) {
            return commands.stream()
                    .filter(command -> command.socket().equals(socket))
                    .map(Command::text)
                    .toList();
        }

        private Box without(Instant late) {
            return new Box(commands.stream()
                    .filter(command -> !command.given().isBefore(late))
                    .toList());
        }

        private Box without(Set<String> texts) {
            return new Box(commands.stream()
                    .filter(command -> !texts.contains(command.text()))
                    .toList());
        }

        private Box with(Command command) {
            if (commands.size() >= MOST_WAITING) {
                throw new Failure(FailureCode.CLIENT_UNREACHABLE, "the client does not take what it is told");
            }
            List<Command> all = new ArrayList<>(commands);
            all.add(command);
            return new Box(all);
        }

        /** With the commands for sockets that are not open addressed to the newest. */
        private Box addressedAnew(List<String> open) {
            return new Box(commands.stream()
                    .map(each -> open.contains(each.socket())
                            ? each
                            : new Command(each.given(), open.getLast(), each.text()))
                    .toList());
        }
    }

    /**
     * @param given by the colony's clock
     * @param socket the id of the one it is addressed to; empty if the client had none
     * @param text the message as it goes out
     */
    public record Command(Instant given, String socket, String text) {}

    /** @param clock the colony's */
    public Messenger(Board board, Bus bus, InstantSource clock) {
        this.board = board;
        this.bus = bus;
        this.clock = clock;
    }

    /** Sends to all whom it is for and who have a socket now. */
    public void send(Letter letter) {
        Bus.Message message = message(letter);
        bus.publish(message.topic(), message.text());
    }

    /** A letter as it goes to the pods, for who sends it together with something else. */
    public static Bus.Message message(Letter letter) {
        return new Bus.Message(LETTER, SessionJson.write(letter));
    }

    /**
     * Gives a client a command.
     *
     * @throws Failure {@code REDIS_UNAVAILABLE} if nobody can say where it is; {@code CLIENT_UNREACHABLE} if too much waits for it
     */
    public void command(ClientSession client, String text) {
        String socket =
                client.sockets().isEmpty() ? "" : client.sockets().getLast().id();
        Command command = new Command(clock.instant(), socket, text);
        try {
            // Mostly nothing waits. The pods are told in the same step.
            var _ = change(
                    client.id(),
                    Optional.empty(),
                    waiting -> waiting.with(command),
                    box -> List.of(new Bus.Message(COMMAND, SessionJson.write(new Call(client.id(), box)))));
        } catch (CoordinationUnavailableException e) {
            throw new Failure(FailureCode.REDIS_UNAVAILABLE, "the client cannot be reached now", e);
        }
    }

    /** Whether all that a call brings was given within the given time. */
    public boolean isWithin(Duration time, Call call) {
        Instant oldest = clock.instant().minus(time);
        return call.box().commands().stream()
                .noneMatch(command -> command.given().isBefore(oldest));
    }

    /**
     * What waits for a client.
     *
     * @throws CoordinationUnavailableException if nobody can say
     */
    public Box find(String session) {
        return change(session, board.find(KIND, session), UnaryOperator.identity());
    }

    /**
     * What waits for a client, after what is addressed to sockets that are gone has been addressed to its newest.
     *
     * @param open the ids of its open sockets on all pods, the newest last; at least one
     * @throws CoordinationUnavailableException if nobody can say
     */
    public Box claim(String session, List<String> open) {
        return change(session, board.find(KIND, session), box -> box.addressedAnew(open));
    }

    /**
     * The client has these.
     *
     * @throws CoordinationUnavailableException if it cannot be written down
     */
    public void confirmed(String session, Collection<String> texts) {
        Set<String> done = Set.copyOf(texts);
        var _ = change(session, board.find(KIND, session), box -> box.without(done));
    }

    private Box change(String session, Optional<Board.Entry> seen, UnaryOperator<Box> change) {
        return change(session, seen, change, _ -> List.of());
    }

    /**
     * Changes a box, and drops what it is too late for.
     *
     * @param news what the pods are told of it
     */
    private Box change(
            String session,
            Optional<Board.Entry> seen,
            UnaryOperator<Box> change,
            Function<Box, List<Bus.Message>> news) {
        Optional<Board.Entry> entry = seen;
        while (true) {
            Box before = entry.map(this::read).orElse(Box.EMPTY);
            Box after = change.apply(before.without(clock.instant().minus(LATE)));
            if (after.equals(before) || write(session, entry, after, news.apply(after))) {
                return after;
            }
            entry = board.find(KIND, session);
        }
    }

    private boolean write(String session, Optional<Board.Entry> over, Box box, List<Bus.Message> news) {
        long expected = over.map(Board.Entry::version).orElse(Board.NONE);
        return box.commands().isEmpty()
                ? board.remove(KIND, session, expected)
                : board.put(KIND, session, expected, SessionJson.write(box), news)
                        .isPresent();
    }

    private Box read(Board.Entry entry) {
        return SessionJson.parse(entry.text(), Box.class).orElse(Box.EMPTY);
    }

    /**
     * The sessions for which something waits.
     *
     * @throws CoordinationUnavailableException if nobody can say
     */
    public Set<String> listWaiting() {
        return board.list(KIND, LATE).stream().map(Board.Entry::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Removes what waits for clients that never came back. On one pod now and then. */
    public void forgetOld() {
        board.list(KIND, Board.KEPT).stream()
                .filter(entry -> entry.idle().compareTo(LATE) > 0)
                .forEach(entry -> board.remove(KIND, entry.id(), entry.version()));
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
