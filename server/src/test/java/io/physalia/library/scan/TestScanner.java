package io.physalia.library.scan;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseTiming;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.library.ItemStore;
import io.physalia.library.Items;
import io.physalia.library.Libraries;
import io.physalia.library.LibraryChanges;
import io.physalia.media.MediaInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** A scanner of one pod. */
public final class TestScanner {
    private TestScanner() {}

    public static QueueingScanner of(
            Libraries libraries,
            Items items,
            ItemStore store,
            LibraryChanges changes,
            Function<Path, MediaInfo> prober) {
        return new QueueingScanner(libraries, items, store, changes, prober, turns(new LocalCoordinator(), "pod"), 2);
    }

    /** Turns of a pod whose leases run for minutes and need no heartbeat. */
    static ScanTurns turns(LocalCoordinator coordinator, String name) {
        Pod pod = new Pod(new PodName(name), name, URI.create("http://127.0.0.1:1"), Pod.State.READY, 0, 0, "");
        return new ScanTurns(
                new LeaseKeeper(coordinator, () -> pod, LeaseTiming.ofLease(Duration.ofMinutes(5)), System::nanoTime),
                coordinator);
    }
}
