package io.physalia.library;

import io.physalia.cluster.Bus;
import io.physalia.identity.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** News that what somebody has played or likes has changed, to the caches of all pods. A lost message is healed by {@link Revisions}. Thread-safe. */
public final class ViewerChanges {
    private static final Bus.Topic TOPIC = new Bus.Topic("viewer.changed");

    private final Bus bus;
    private final Revisions revisions;
    private final List<Consumer<UserId>> caches = new CopyOnWriteArrayList<>();

    /** @param revisions where it is written down that there was a change, for pods to which the message is lost */
    public ViewerChanges(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
        revisions.onMissed(change -> {
            if (change instanceof Revisions.Change.OfViewer(UserId user)) {
                caches.forEach(cache -> cache.accept(user));
            }
        });
    }

    /** Tells all pods. This pod's caches know when this returns, and the others' soon after. */
    public void changed(UserId user) {
        caches.forEach(cache -> cache.accept(user));
        revisions.raise(user);
        bus.publish(TOPIC, user.value());
    }

    /** Calls back after every change; for those made by this pod before who made them goes on. */
    public void onChanged(Consumer<UserId> cache) {
        caches.add(cache);
        bus.subscribe(TOPIC, message -> UserId.find(message).ifPresent(cache));
    }
}
