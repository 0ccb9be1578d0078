package io.physalia.cluster.redis;

import io.physalia.cluster.ColonyWorld;
import io.physalia.cluster.Coordinator;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A real Redis under a test's clock: the scripts are the real ones but for the few lines that read the time. */
public final class RedisWorld extends ColonyWorld {
    private static final String CLOCK = "{physalia}:test-clock";
    private static final String TIME = "local wall = tonumber(redis.call('GET', '" + CLOCK + "'))\n";

    private final RedisLink link;
    private final RedisCoordinator coordinator;

    public RedisWorld(RedisProcess redis) {
        this(redis, RedisScripts::resource);
    }

    /** @param source where the scripts come from, but for their clock */
    public RedisWorld(RedisProcess redis, UnaryOperator<String> source) {
        Duration timeout = Duration.ofSeconds(20);
        this.link = RedisLink.open(RedisAddress.parse(redis.url(), timeout), timeout);
        this.coordinator = new RedisCoordinator(
                link, new RedisScripts(link, name -> name.equals("time") ? TIME : source.apply(name)), 0);
        empty();
        timeChanged();
    }

    @Override
    public Coordinator coordinator() {
        return coordinator;
    }

    @Override
    protected void timeChanged() {
        link.commands().set(CLOCK, Long.toString(wall())).toCompletableFuture().join();
    }

    @Override
    protected void empty() {
        link.commands().flushall().toCompletableFuture().join();
    }

    @Override
    public void close() {
        coordinator.close();
    }
}
