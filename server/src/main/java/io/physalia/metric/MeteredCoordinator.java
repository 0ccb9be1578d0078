package io.physalia.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Pods;
import java.util.List;

/** A coordinator whose leases and messages are counted. Thread-safe. */
public final class MeteredCoordinator implements Coordinator {
    private final Coordinator inner;
    private final Leases leases;
    private final Bus bus;

    public MeteredCoordinator(Coordinator inner, MeterRegistry registry) {
        this.inner = inner;
        this.leases = new MeteredLeases(inner.leases(), registry, System::nanoTime);
        this.bus = new MeteredBus(inner.bus(), registry);
        io.micrometer.core.instrument.Gauge.builder(
                        "physalia.coordinator.reachable", inner, it -> it.isReachable() ? 1 : 0)
                .register(registry);
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Bus bus() {
        return bus;
    }

    @Override
    public Pods pods() {
        return inner.pods();
    }

    @Override
    public Board board() {
        return inner.board();
    }

    @Override
    public List<String> warnings() {
        return inner.warnings();
    }

    @Override
    public boolean isReachable() {
        return inner.isReachable();
    }

    @Override
    public void close() {
        inner.close();
    }
}
