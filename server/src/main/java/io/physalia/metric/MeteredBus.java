package io.physalia.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.physalia.cluster.Bus;
import java.util.function.Consumer;

/** Counts messages by topic; topics are constants of the program. */
final class MeteredBus implements Bus {
    private static final String MESSAGES = "physalia.bus.messages";

    private final Bus inner;
    private final MeterRegistry registry;

    MeteredBus(Bus inner, MeterRegistry registry) {
        this.inner = inner;
        this.registry = registry;
    }

    @Override
    public void publish(Topic topic, String message) {
        count(topic, "sent");
        inner.publish(topic, message);
    }

    @Override
    public Subscription subscribe(Topic topic, Consumer<String> listener) {
        return inner.subscribe(topic, message -> {
            count(topic, "received");
            listener.accept(message);
        });
    }

    private void count(Topic topic, String direction) {
        registry.counter(MESSAGES, "topic", topic.name(), "direction", direction)
                .increment();
    }
}
