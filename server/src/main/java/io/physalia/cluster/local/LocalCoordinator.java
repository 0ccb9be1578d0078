package io.physalia.cluster.local;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Pods;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** Coordination inside this process: always reachable, and gone with it. Thread-safe. */
public final class LocalCoordinator implements Coordinator {
    private final LocalBus bus = new LocalBus();
    private final LocalLeases leases;
    private final LocalPods pods;
    private final LocalBoard board;

    public LocalCoordinator() {
        this(System::nanoTime, InstantSource.system());
    }

    /**
     * @param nanoTime a monotonic clock in nanoseconds, by which leases expire
     * @param clock where epochs start
     */
    public LocalCoordinator(LongSupplier nanoTime, InstantSource clock) {
        this.leases = new LocalLeases(nanoTime, clock, bus);
        this.pods = new LocalPods(nanoTime);
        this.board = new LocalBoard(nanoTime, clock, bus);
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
        return pods;
    }

    @Override
    public Board board() {
        return board;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public boolean isReachable() {
        return true;
    }

    @Override
    public void close() {}
}
