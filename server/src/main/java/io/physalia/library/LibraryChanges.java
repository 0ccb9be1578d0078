package io.physalia.library;

import io.physalia.cluster.Bus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * News that a library, or what is in it, has changed; to all pods. What is lost is healed by {@link Revisions}, or by the short freshness of what is cached. Thread-safe.
 */
public final class LibraryChanges {
    private static final Bus.Topic TOPIC = new Bus.Topic("library.changed");
    private static final Bus.Topic WRITTEN = new Bus.Topic("library.written");

    private final Bus bus;
    private final Revisions revisions;
    private final List<Runnable> caches = new CopyOnWriteArrayList<>();

    /** @param revisions where it is written down that there was a change, for pods to which the message is lost */
    public LibraryChanges(Bus bus, Revisions revisions) {
        this.bus = bus;
        this.revisions = revisions;
        revisions.onMissed(change -> {
            if (change instanceof Revisions.Change.OfLibraries) {
                caches.forEach(Runnable::run);
            }
        });
    }

    /** Tells all pods. This pod's caches know when this returns, and the others' soon after. */
    public void changed(ItemId library) {
        caches.forEach(Runnable::run);
        revisions.raise();
        bus.publish(TOPIC, library.value());
    }

    /** Like {@link #changed}, to caches only: of what a scan writes bit by bit, others hear now and then, and at its end. */
    public void written() {
        caches.forEach(Runnable::run);
        revisions.raise();
        bus.publish(WRITTEN, "");
    }

    /** Calls back with the library's id, also for changes made by this pod. */
    public Bus.Subscription subscribe(Consumer<ItemId> listener) {
        return bus.subscribe(TOPIC, message -> ItemId.find(message).ifPresent(listener));
    }

    /** Calls back after everything that was written; for changes made by this pod before who made them goes on. */
    public void onWritten(Runnable cache) {
        caches.add(cache);
        bus.subscribe(TOPIC, _ -> cache.run());
        bus.subscribe(WRITTEN, _ -> cache.run());
    }
}
