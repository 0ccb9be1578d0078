package io.physalia.identity;

import io.physalia.cluster.Bus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** News of changed users and revoked tokens, to the caches of all pods. A lost message is healed by the caches' short freshness. */
final class IdentityChanges {
    private static final Bus.Topic TOPIC = new Bus.Topic("identity.changed");
    private static final String USER = "user ";
    private static final String TOKEN = "token ";

    private final Bus bus;
    private final List<Consumer<String>> tokenListeners = new CopyOnWriteArrayList<>();

    IdentityChanges(Bus bus) {
        this.bus = bus;
    }

    void userChanged(UserId user) {
        bus.publish(TOPIC, USER + user);
    }

    /**
     * Known on this pod when this returns, and soon on the others.
     *
     * @param tokenHash the hash; a token never travels
     */
    void tokenRevoked(String tokenHash) {
        tokenListeners.forEach(listener -> listener.accept(tokenHash));
        bus.publish(TOPIC, TOKEN + tokenHash);
    }

    void onUserChanged(Consumer<UserId> listener) {
        listen(USER, id -> UserId.find(id).ifPresent(listener));
    }

    void onTokenRevoked(Consumer<String> listener) {
        tokenListeners.add(listener);
        listen(TOKEN, listener);
    }

    private void listen(String prefix, Consumer<String> listener) {
        bus.subscribe(TOPIC, message -> {
            if (message.startsWith(prefix)) {
                listener.accept(message.substring(prefix.length()));
            }
        });
    }
}
