package io.physalia.cluster.redis;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.CoordinatorContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The coordinator's contract on a real Redis, in real time. */
abstract class RedisContract extends CoordinatorContract {
    private final RedisCoordinator coordinator = open();
    private final RedisCoordinator other = open();

    protected abstract String url();

    protected abstract void flush();

    private RedisCoordinator open() {
        return RedisCoordinator.open(url(), Duration.ofSeconds(1));
    }

    @BeforeEach
    void empty() {
        flush();
    }

    @AfterEach
    void close() {
        coordinator.close();
        other.close();
    }

    @Override
    protected Coordinator coordinator() {
        return coordinator;
    }

    @Override
    protected Coordinator other() {
        return other;
    }

    @Override
    protected void elapse(Duration time) {
        try {
            Thread.sleep(time.plusMillis(2));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Duration ttl() {
        return Duration.ofMillis(800);
    }
}
