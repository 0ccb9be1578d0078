package io.physalia.cluster.local;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.CoordinatorContract;
import io.physalia.cluster.SettableTime;
import java.time.Duration;

class LocalCoordinatorTest extends CoordinatorContract {
    private final SettableTime time = new SettableTime();
    private final LocalCoordinator coordinator = new LocalCoordinator(time, time);

    @Override
    protected Coordinator coordinator() {
        return coordinator;
    }

    @Override
    protected Coordinator other() {
        return coordinator;
    }

    @Override
    protected void elapse(Duration by) {
        time.advance(by);
    }

    @Override
    protected Duration ttl() {
        return Duration.ofSeconds(3);
    }
}
