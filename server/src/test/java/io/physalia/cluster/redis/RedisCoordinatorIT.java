package io.physalia.cluster.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisCoordinatorIT extends RedisContract {
    @SuppressWarnings("NullAway.Init")
    private static RedisProcess redis;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected String url() {
        return redis.url();
    }

    @Override
    protected void flush() {
        redis.command("FLUSHALL");
    }
}
