package io.physalia.library;

import io.physalia.cluster.Bus;
import io.physalia.identity.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** News that what somebody has played or likes has changed, to the caches of all pods. A lost message is healed by their short freshness. Thread-safe. */
public final class ViewerChanges {
    private static final Bus.Topic TOPIC = new Bus.Topic("viewer.changed");

    private final Bus bus;
    private final Consumer<UserId> raise;
    private final List<Consumer<UserId>> caches = new CopyOnWriteArrayList<>();

    /** @param raise writes down that there was a change, for pods to which the message is lost */
    public ViewerChanges(Bus bus, Consumer<UserId> raise) {
        this.bus = bus;
        this.raise = raise;
    }

    /** Tells all pods. This pod's caches know when this returns, and the others' soon after. */
    public void changed(UserId user) {
        caches.forEach(cache -> cache.accept(user));
        raise.accept(user);
        bus.publish(TOPIC, user.value());
    }

    /** Calls back after every change; for those made by this pod before who made them goes on. */
    public void onChanged(Consumer<UserId> cache) {
        caches.add(cache);
        bus.subscribe(TOPIC, message -> UserId.find(message).ifPresent(cache));
    }
}
