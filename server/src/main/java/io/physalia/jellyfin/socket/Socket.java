package io.physalia.jellyfin.socket;

import io.physalia.cluster.SerialExecutor;
import io.physalia.identity.AccessToken;
import io.physalia.identity.Grant;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An open socket of a client. Thread-safe. What the client does not read is kept for it up to a bound; then the socket is closed, and the client comes
 * back for what it missed.
 */
final class Socket {
    /** Characters that may be under way; a list of a hundred sessions has half a million. */
    static final long MOST_PENDING = 4_000_000;

    private final String id = UUID.randomUUID().toString().replace("-", "");
    private final ServerWebSocket wire;
    private final Runnable hangUp;
    private volatile Grant grant;
    private final AccessToken token;
    private final Optional<String> session;
    private final SerialExecutor inbox = new SerialExecutor();
    private final Outbox outbox = new Outbox();

    /** One message after the other: a long one goes out in several frames. */
    private final Object writing = new Object();

    private final AtomicLong pending = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Map<Feed, Subscription> subscriptions = new ConcurrentHashMap<>(new EnumMap<>(Feed.class));
    private volatile long aliveAt;
    private volatile long askedAt;

    /** What a client can have told regularly. */
    enum Feed {
        SESSIONS,
        TASKS,
        ACTIVITY
    }

    /** How often, when last, and what. */
    record Subscription(long intervalNanos, long sentAt, String sent) {}

    /**
     * @param hangUp ends the connection below, without another word
     * @param session empty: an API key's, which is no client
     */
    Socket(ServerWebSocket wire, Runnable hangUp, Grant grant, AccessToken token, Optional<String> session, long now) {
        this.wire = wire;
        this.hangUp = hangUp;
        this.grant = grant;
        this.token = token;
        this.session = session;
        this.aliveAt = now;
        this.askedAt = now;
    }

    String id() {
        return id;
    }

    Grant grant() {
        return grant;
    }

    /** What the token stands for may have changed. */
    void renew(Grant current) {
        grant = current;
    }

    AccessToken token() {
        return token;
    }

    Optional<String> session() {
        return session;
    }

    Map<Feed, Subscription> subscriptions() {
        return subscriptions;
    }

    /** Runs what is to be done for a message of the client, one after the other. */
    void inOrder(Runnable work) {
        inbox.execute(work);
    }

    void send(String text) {
        if (closing.get()) {
            return;
        }
        if (pending.addAndGet(text.length()) > MOST_PENDING) {
            hangUp();
            return;
        }
        synchronized (writing) {
            try {
                wire.writeTextMessage(text).onComplete(_ -> pending.addAndGet(-text.length()));
            } catch (IllegalStateException _) {
                closing.set(true); // the client was faster
            }
        }
    }

    /** Sends those of the commands that this socket has not sent yet, and asks the client to confirm them. */
    void command(List<String> texts) {
        synchronized (writing) {
            List<String> fresh = outbox.fresh(texts, System.nanoTime());
            if (fresh.isEmpty()) {
                return;
            }
            fresh.forEach(this::send);
            try {
                var _ = wire.writePing(Buffer.buffer(Long.toString(outbox.batch())));
            } catch (IllegalStateException _) {
                closing.set(true);
            }
        }
    }

    Outbox outbox() {
        return outbox;
    }

    /**
     * Ends the connection as if it were lost, so that the client comes back at once. Not with a Close frame: OkHttp, which Android's apps use, reads nothing any more
     * after one, and leaves it to the app to notice.
     */
    void hangUp() {
        if (closing.compareAndSet(false, true)) {
            hangUp.run();
        }
    }

    /** Tells a client why it is not wanted any more. */
    void close(short code, String reason) {
        if (closing.compareAndSet(false, true)) {
            try {
                wire.close(code, reason);
            } catch (IllegalStateException _) {
                // It is closed.
            }
        }
    }

    /** The client has said something. */
    void alive(long now) {
        aliveAt = now;
        askedAt = now;
    }

    long silentSince() {
        return aliveAt;
    }

    long askedAt() {
        return askedAt;
    }

    void asked(long now) {
        askedAt = now;
    }
}
