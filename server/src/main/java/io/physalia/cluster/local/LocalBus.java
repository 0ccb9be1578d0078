package io.physalia.cluster.local;

import io.physalia.cluster.Bus;
import io.physalia.cluster.SerialExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Delivers messages to the listeners of this process. */
public final class LocalBus implements Bus {
    private final Map<Topic, List<Listener>> listeners = new ConcurrentHashMap<>();

    @Override
    public void publish(Topic topic, String message) {
        listeners.getOrDefault(topic, List.of()).forEach(listener -> listener.deliver(message));
    }

    @Override
    public Subscription subscribe(Topic topic, Consumer<String> listener) {
        List<Listener> all = listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>());
        Listener added = new Listener(listener, all);
        all.add(added);
        return added;
    }

    private static final class Listener implements Subscription {
        private final Consumer<String> consumer;
        private final List<Listener> all;
        private final SerialExecutor executor = new SerialExecutor();
        private volatile boolean closed;

        Listener(Consumer<String> consumer, List<Listener> all) {
            this.consumer = consumer;
            this.all = all;
        }

        void deliver(String message) {
            executor.execute(() -> {
                if (!closed) {
                    consumer.accept(message);
                }
            });
        }

        @Override
        public void close() {
            closed = true;
            all.remove(this);
        }
    }
}
