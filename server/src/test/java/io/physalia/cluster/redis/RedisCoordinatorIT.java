package io.physalia.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void aBoardThatLostItsDataHasAnotherGeneration() {
        String before = coordinator().board().touch("session", Map.of()).generation();
        assertThat(other().board().touch("session", Map.of()).generation()).isEqualTo(before);
        flush();
        assertThat(coordinator().board().touch("session", Map.of()).generation())
                .isNotEqualTo(before);
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
