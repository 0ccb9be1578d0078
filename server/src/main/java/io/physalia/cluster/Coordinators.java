package io.physalia.cluster;

import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.cluster.redis.RedisCoordinator;
import java.util.Optional;

/** Chooses the coordinator. */
public final class Coordinators {
    private Coordinators() {}

    /**
     * Redis if there is a URL, else this process alone; then no class of the Redis client is loaded.
     *
     * @param redisUrl {@code redis://}, {@code rediss://}, {@code redis-sentinel://host:port,host2:port#master} or
     *     {@code redis-cluster://host:port,host2:port}
     * @throws io.physalia.failure.Failure REDIS_UNAVAILABLE if Redis does not answer; INVALID_SETTING for a bad URL; neither shows a
     *     password
     */
    public static Coordinator open(Optional<String> redisUrl, LeaseTiming timing) {
        return redisUrl.isEmpty()
                ? new LocalCoordinator()
                : RedisCoordinator.open(redisUrl.get(), timing.commandTimeout());
    }
}
