package io.physalia.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import io.physalia.cluster.Bus;
import io.physalia.cluster.local.LocalBus;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The bus on Redis's publish and subscribe, a channel per topic. Listeners of this process are called directly, so that they hear it even
 * when Redis is away; a message that comes back from Redis to its sender is dropped.
 */
final class RedisBus implements Bus, AutoCloseable {
    private final LocalBus local = new LocalBus();
    private final RedisLink link;
    private final int database;
    private final String sender =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    /** Channels that somebody here listens to, and their topics. */
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();

    private final ScheduledFuture<?> upkeep;

    private record Wanted(Topic topic, CountDownLatch confirmed) {}

    RedisBus(RedisLink link, int database) {
        this.link = link;
        this.database = database;
        link.messages().addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                received(channel, message);
            }

            @Override
            public void subscribed(String channel, long count) {
                Wanted mine = wanted.get(channel);
                if (mine != null) {
                    mine.confirmed.countDown();
                }
            }
        });
        long period = link.timeout().toMillis();
        this.upkeep = link.resources()
                .eventExecutorGroup()
                .scheduleAtFixedRate(this::keepUp, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void publish(Topic topic, String message) {
        local.publish(topic, message);
        // If Redis is away, the message is lost for the other pods, as the contract allows.
        send(() -> link.commands().publish(channel(topic), signed(message)));
    }

    /** Where the messages of a topic go. */
    String channel(Topic topic) {
        return RedisKeys.channel(database, topic);
    }

    /** A message as it goes over a channel, so that its sender knows it again. */
    String signed(String message) {
        return sender + " " + message;
    }

    /** Gives the listeners of this process a message that Redis has sent to the other pods. */
    void publishHere(Message message) {
        local.publish(message.topic(), message.text());
    }

    @Override
    public Subscription subscribe(Topic topic, Consumer<String> listener) {
        Subscription subscription = local.subscribe(topic, listener);
        String channel = channel(topic);
        Wanted now = wanted.computeIfAbsent(channel, _ -> new Wanted(topic, new CountDownLatch(1)));
        if (now.confirmed.getCount() > 0) {
            send(() -> link.messages().async().subscribe(channel));
            awaitConfirmation(now);
        }
        return subscription;
    }

    /** So that whoever subscribes hears all that comes after; if Redis is away, {@link #keepUp} subscribes later. */
    private void awaitConfirmation(Wanted now) {
        try {
            var _ = now.confirmed.await(link.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void received(String channel, String message) {
        Wanted known = wanted.get(channel);
        int space = message.indexOf(' ');
        if (known != null && space > 0 && !message.substring(0, space).equals(sender)) {
            local.publish(known.topic, message.substring(space + 1));
        }
    }

    /**
     * Lettuce subscribes again after a reconnect to whatever had been confirmed; this does the rest. The ping makes a connection that only listens
     * notice that nobody speaks any more.
     */
    private void keepUp() {
        send(() -> link.messages().async().ping());
        wanted.forEach((channel, mine) -> {
            if (mine.confirmed.getCount() > 0) {
                send(() -> link.messages().async().subscribe(channel));
            }
        });
    }

    private static void send(Supplier<? extends Future<?>> command) {
        try {
            var _ = command.get();
        } catch (RedisException _) {
            // Away: the next upkeep tries again what must be tried again.
        }
    }

    @Override
    public void close() {
        upkeep.cancel(false);
    }
}
