package io.physalia.cluster.local;

import io.physalia.cluster.ColonyWorld;
import io.physalia.cluster.Coordinator;
import java.time.Instant;

/** The in-process coordinator under a test's clock. */
public final class LocalWorld extends ColonyWorld {
    private LocalCoordinator coordinator = fresh();

    private LocalCoordinator fresh() {
        return new LocalCoordinator(() -> now() * 1_000_000, () -> Instant.ofEpochMilli(now()));
    }

    @Override
    public Coordinator coordinator() {
        return coordinator;
    }

    @Override
    protected void timeChanged() {}

    @Override
    protected void empty() {
        coordinator = fresh();
    }
}
