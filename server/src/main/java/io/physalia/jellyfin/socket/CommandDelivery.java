package io.physalia.jellyfin.socket;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.session.Messenger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings commands to the sockets of this pod: each to the one it is addressed to, as a browser with two windows is one session. A command is sent before
 * anything is written down, and written off when the client has confirmed it, so that a pod may die at any moment. What a dead pod had sent and could not
 * write off is sent again, with its old message id. Thread-safe.
 */
final class CommandDelivery {
    private static final System.Logger LOG = System.getLogger(CommandDelivery.class.getName());

    /** A pod that was held still for longer may not be the addressee any more, and looks again. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Messenger messenger;
    private final ClientSessions sessions;
    private final Function<String, List<Socket>> socketsOf;

    /** @param socketsOf the sockets of a session that are open on this pod */
    CommandDelivery(Messenger messenger, ClientSessions sessions, Function<String, List<Socket>> socketsOf) {
        this.messenger = messenger;
        this.sessions = sessions;
        this.socketsOf = socketsOf;
    }

    /** A command begins to wait for a client, which may be here. */
    void called(Messenger.Call call) {
        List<Socket> here = socketsOf.apply(call.session());
        if (here.isEmpty()) {
            return;
        }
        Set<String> ids = new HashSet<>();
        here.forEach(socket -> ids.add(socket.id()));
        if (messenger.isWithin(FRESH, call)
                && call.box().commands().stream().allMatch(command -> ids.contains(command.socket()))) {
            bring(here, call.box());
        } else {
            fetch(call.session());
        }
    }

    /** Brings a client that is here what waits for it. */
    void fetch(String session) {
        List<Socket> here = socketsOf.apply(session);
        if (here.isEmpty()) {
            return;
        }
        long asked = System.nanoTime();
        try {
            List<String> open = sessions.find(session).map(ClientSession::sockets).orElse(List.of()).stream()
                    .map(ClientSession.SocketPlace::id)
                    .toList();
            boolean isNewestHere = !open.isEmpty()
                    && here.stream().anyMatch(socket -> socket.id().equals(open.getLast()));
            Messenger.Box box = isNewestHere ? messenger.claim(session, open) : messenger.find(session);
            if (System.nanoTime() - asked < FRESH.toNanos()) {
                bring(here, box);
            }
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "commands wait on the board: {0}", e.getMessage());
        }
    }

    private void bring(List<Socket> here, Messenger.Box box) {
        for (Socket socket : here) {
            List<String> texts = box.textsFor(socket.id());
            if (!texts.isEmpty()) {
                socket.command(texts);
            }
        }
    }

    /** Brings what waits to all who are here: what a dead pod has left, and what this pod was not told of. Every pod now and then. */
    void beat() {
        for (String session : messenger.listWaiting()) {
            socketsOf.apply(session).forEach(this::writeOff);
            fetch(session);
        }
    }

    /** A client has confirmed what it was sent up to a batch. */
    void confirmed(Socket socket, long batch) {
        socket.outbox().confirm(batch);
        try {
            writeOff(socket);
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "written off with the next beat: {0}", e.getMessage());
        }
    }

    private void writeOff(Socket socket) {
        List<String> done = socket.outbox().listConfirmed();
        if (!done.isEmpty()) {
            socket.session().ifPresent(session -> messenger.confirmed(session, done));
            socket.outbox().forget(done);
        }
    }
}
