package io.physalia.library;

import io.physalia.cluster.Bus;
import java.util.function.Consumer;

/**
 * News that a library, or what is in it, has changed; to all pods. What is lost is healed by the short freshness of what is cached. Thread-safe.
 */
public final class LibraryChanges {
    private static final Bus.Topic TOPIC = new Bus.Topic("library.changed");

    private final Bus bus;

    public LibraryChanges(Bus bus) {
        this.bus = bus;
    }

    /** Tells all pods. */
    public void changed(ItemId library) {
        bus.publish(TOPIC, library.value());
    }

    /** Calls back with the library's id, also for changes made by this pod. */
    public Bus.Subscription subscribe(Consumer<ItemId> listener) {
        return bus.subscribe(TOPIC, message -> ItemId.find(message).ifPresent(listener));
    }
}
