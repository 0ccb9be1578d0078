package io.physalia.jellyfin.socket;

import io.physalia.failure.Failure;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.Grant;
import io.physalia.identity.User;
import io.physalia.identity.UserId;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.server.ThisPod;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.session.Letter;
import io.physalia.session.Messenger;
import io.physalia.session.SocketRoll;
import io.physalia.session.Visit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sockets that are open on this pod: what comes in, and what goes out. Thread-safe. */
@Singleton
public class SocketHub {
    private static final System.Logger LOG = System.getLogger(SocketHub.class.getName());
    private static final Duration BEAT = Duration.ofMillis(250);

    /** Clients say at least this often that they are there. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration ASK_AFTER = Duration.ofSeconds(45);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(12);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);

    private static final short NOT_ALLOWED = 1008;

    private final Messenger messenger;
    private final ClientSessions sessions;
    private final SocketRoll roll;
    private final CommandDelivery commands;
    private final AccessTokens tokens;
    private final SocketFeeds feeds;
    private final String pod;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Map<String, List<Socket>> bySession = new ConcurrentHashMap<>();
    private final List<Consumer<String>> openings = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    @Inject
    SocketHub(
            Messenger messenger,
            ClientSessions sessions,
            SocketRoll roll,
            AccessTokens tokens,
            SocketFeeds feeds,
            ThisPod self) {
        this.messenger = messenger;
        this.sessions = sessions;
        this.roll = roll;
        this.commands = new CommandDelivery(messenger, sessions, session -> bySession.getOrDefault(session, List.of()));
        this.tokens = tokens;
        this.feeds = feeds;
        this.pod = self.snapshot().incarnation();
    }

    /** Begins to deliver. */
    public void start() {
        messenger.onLetter(this::deliver);
        messenger.onCommand(commands::called);
        Thread.ofVirtual().name("socket-beat").start(this::run);
    }

    /** Tells of each session that has a new socket here, after whatever waited for it was sent. */
    public void onOpen(Consumer<String> listener) {
        openings.add(listener);
    }

    /** Whether a session has a socket here. */
    public boolean has(String session) {
        return bySession.containsKey(session);
    }

    /** How many are open. */
    public int size() {
        return sockets.size();
    }

    /** A client's socket is open. May block. */
    void opened(Socket socket, String remoteAddress) {
        sockets.put(socket.id(), socket);
        socket.send(SocketMessage.of("ForceKeepAlive", TIMEOUT.toSeconds()));
        socket.session().ifPresent(session -> {
            bySession.compute(session, (_, open) -> with(open == null ? List.of() : open, socket));
            Grant grant = socket.grant();
            roll.opened(new Visit(session, grant.user(), grant.device(), remoteAddress), place(socket));
            commands.fetch(session);
            openings.forEach(listener -> tell(listener, session));
        });
    }

    private static void tell(Consumer<String> listener, String session) {
        try {
            listener.accept(session);
        } catch (Failure e) {
            LOG.log(Level.DEBUG, "a new socket is not told everything: {0}", e.reason());
        }
    }

    void closed(Socket socket) {
        sockets.remove(socket.id());
        socket.session().ifPresent(session -> {
            bySession.computeIfPresent(session, (_, open) -> {
                List<Socket> rest = open.stream().filter(each -> each != socket).toList();
                return rest.isEmpty() ? null : rest;
            });
            roll.closed(session, place(socket));
            commands.fetch(session);
        });
    }

    private static List<Socket> with(List<Socket> open, Socket added) {
        List<Socket> all = new ArrayList<>(open);
        all.add(added);
        return List.copyOf(all);
    }

    private ClientSession.SocketPlace place(Socket socket) {
        return new ClientSession.SocketPlace(socket.id(), pod);
    }

    /** A client has answered a ping. */
    void confirmed(Socket socket, String ping) {
        try {
            long batch = Long.parseLong(ping);
            socket.inOrder(() -> commands.confirmed(socket, batch));
        } catch (NumberFormatException _) {
            // Not one of ours.
        }
    }

    /** Brings what waits for clients that are here. Now and then. */
    public void deliverWaiting() {
        commands.beat();
    }

    /** The users whose clients have a socket here. */
    List<User> listUsers() {
        return sockets.values().stream()
                .map(socket -> socket.grant().user())
                .filter(user -> !user.id().equals(UserId.NOBODY))
                .collect(Collectors.toMap(User::id, user -> user, (_, newer) -> newer))
                .values()
                .stream()
                .toList();
    }

    boolean hasAdministrators() {
        return sockets.values().stream().anyMatch(SocketHub::isAdministrators);
    }

    /** Closes those of a user's sockets whose token is worth nothing any more. */
    void checkAgain(UserId id) {
        sockets.values().stream().filter(socket -> user(socket).equals(id)).forEach(this::isStillIn);
    }

    private boolean isStillIn(Socket socket) {
        Optional<Grant> current = tokens.find(socket.token());
        current.ifPresentOrElse(socket::renew, () -> socket.close(NOT_ALLOWED, "signed out"));
        return current.isPresent();
    }

    /** Sends to those of this pod whom it is for. */
    void deliver(Letter letter) {
        switch (letter.audience()) {
            case SESSIONS -> letter.ids().forEach(id -> sendToNewest(bySession.get(id), letter.text()));
            case USERS ->
                bySession.values().stream()
                        .filter(open ->
                                letter.ids().contains(user(open.getLast()).value()))
                        .forEach(open -> sendToNewest(open, letter.text()));
            case ADMINISTRATORS ->
                sockets.values().stream()
                        .filter(SocketHub::isAdministrators)
                        .forEach(socket -> socket.send(letter.text()));
            case EVERYBODY -> sockets.values().forEach(socket -> socket.send(letter.text()));
        }
    }

    private static void sendToNewest(@Nullable List<Socket> open, String text) {
        if (open != null) {
            open.getLast().send(text);
        }
    }

    private static UserId user(Socket socket) {
        return socket.grant().user().id();
    }

    private static boolean isAdministrators(Socket socket) {
        return socket.grant().user().policy().isAdministrator();
    }

    /** A client has sent something. */
    void received(Socket socket, String text) {
        socket.alive(System.nanoTime());
        SocketMessage.In message;
        try {
            message = WireJson.read(text.getBytes(StandardCharsets.UTF_8), SocketMessage.In.class);
        } catch (Failure _) {
            return; // as Jellyfin: who sends what is no message gets no answer
        }
        switch (message.type()) {
            case "KeepAlive" -> keepAlive(socket);
            case "SessionsStart" -> subscribe(socket, Socket.Feed.SESSIONS, message.text());
            case "SessionsStop" -> socket.subscriptions().remove(Socket.Feed.SESSIONS);
            case "ScheduledTasksInfoStart" -> subscribe(socket, Socket.Feed.TASKS, message.text());
            case "ScheduledTasksInfoStop" -> socket.subscriptions().remove(Socket.Feed.TASKS);
            case "ActivityLogEntryStart" -> subscribe(socket, Socket.Feed.ACTIVITY, message.text());
            case "ActivityLogEntryStop" -> socket.subscriptions().remove(Socket.Feed.ACTIVITY);
            default -> LOG.log(Level.DEBUG, "a client sent {0}", message.type());
        }
    }

    private void keepAlive(Socket socket) {
        if (!isStillIn(socket)) {
            return;
        }
        socket.send(SocketMessage.of("KeepAlive"));
        Grant grant = socket.grant();
        socket.session().ifPresent(session -> sessions.touch(new Visit(session, grant.user(), grant.device(), "")));
    }

    /** @param text delay and interval in milliseconds, {@code "0,1500"}; the delay is of no matter */
    private void subscribe(Socket socket, Socket.Feed feed, String text) {
        if (feed != Socket.Feed.SESSIONS && !isAdministrators(socket)) {
            return;
        }
        String[] parts = text.split(",");
        long wanted = SHORTEST_INTERVAL.toMillis();
        try {
            wanted = Long.parseLong(parts[parts.length - 1].strip());
        } catch (NumberFormatException _) {
            // The shortest, then.
        }
        long millis = Math.clamp(wanted, SHORTEST_INTERVAL.toMillis(), LONGEST_INTERVAL.toMillis());
        long interval = Duration.ofMillis(millis).toNanos();
        socket.subscriptions().put(feed, new Socket.Subscription(interval, System.nanoTime() - interval, ""));
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(BEAT.toNanos());
            try {
                beat(System.nanoTime());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the socket beat failed", e);
            }
        }
    }

    private void beat(long now) {
        for (Socket socket : sockets.values()) {
            long silent = now - socket.silentSince();
            if (silent >= TIMEOUT.toNanos()) {
                socket.hangUp();
            } else if (silent >= ASK_AFTER.toNanos() && now - socket.askedAt() >= ASK_AGAIN.toNanos()) {
                socket.asked(now);
                socket.send(SocketMessage.of("ForceKeepAlive", TIMEOUT.toSeconds()));
            }
            socket.subscriptions().forEach((feed, subscription) -> {
                if (now - subscription.sentAt() >= subscription.intervalNanos()) {
                    feed(socket, feed, subscription, now);
                }
            });
        }
    }

    private void feed(Socket socket, Socket.Feed feed, Socket.Subscription subscription, long now) {
        try {
            SocketFeeds.Snapshot snapshot = feeds.take(feed, socket.grant());
            boolean isNews = !snapshot.state().equals(subscription.sent());
            boolean isBaseline =
                    feed == Socket.Feed.ACTIVITY && subscription.sent().isEmpty();
            var next = new Socket.Subscription(subscription.intervalNanos(), now, snapshot.state());
            if (socket.subscriptions().replace(feed, subscription, next) && isNews && !isBaseline) {
                socket.send(snapshot.text());
            }
        } catch (Failure e) {
            LOG.log(Level.DEBUG, "no {0} now: {1}", feed, e.reason());
        }
    }

    /** Sends every client to another pod. */
    public void drain(boolean isLastPod) {
        for (Socket socket : List.copyOf(sockets.values())) {
            if (isLastPod) {
                socket.send(SocketMessage.of("ServerShuttingDown"));
            }
            socket.hangUp();
        }
    }

    public void close() {
        closed = true;
    }
}
