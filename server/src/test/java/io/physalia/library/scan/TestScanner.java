package io.physalia.library.scan;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseTiming;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.database.Database;
import io.physalia.job.JobDesk;
import io.physalia.job.JobQueue;
import io.physalia.job.TestWorkers;
import io.physalia.job.Workers;
import io.physalia.library.ItemId;
import io.physalia.library.ItemStore;
import io.physalia.library.Items;
import io.physalia.library.Libraries;
import io.physalia.library.LibraryChanges;
import io.physalia.library.ScanProgress;
import io.physalia.library.ScanReport;
import io.physalia.library.Scanner;
import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** A scanner of one pod, and the workers that probe for it. */
public final class TestScanner implements Scanner, AutoCloseable {
    private final JobDesk desk;
    private final QueueingScanner scanner;
    private final Workers workers;

    private TestScanner(JobDesk desk, QueueingScanner scanner, Workers workers) {
        this.desk = desk;
        this.scanner = scanner;
        this.workers = workers;
    }

    public static TestScanner of(
            Database database,
            Libraries libraries,
            Items items,
            ItemStore store,
            LibraryChanges changes,
            Function<Path, MediaInfo> prober) {
        return of(database, libraries, items, store, changes, prober, new LocalCoordinator(), _ -> {});
    }

    /**
     * @param coordinator of all workers that there are on the database: whom it does not know is taken for dead
     * @param scanned told of each library that was scanned
     */
    public static TestScanner of(
            Database database,
            Libraries libraries,
            Items items,
            ItemStore store,
            LibraryChanges changes,
            Function<Path, MediaInfo> prober,
            LocalCoordinator coordinator,
            Consumer<ItemId> scanned) {
        JobQueue queue = new JobQueue(database, InstantSource.system());
        JobDesk desk = new JobDesk(queue, coordinator.bus(), System::nanoTime);
        QueueingScanner scanner =
                new QueueingScanner(libraries, items, store, changes, desk, turns(coordinator, "pod"), scanned);
        Workers workers =
                TestWorkers.start(queue, coordinator, "pod", 2, InstantSource.system(), new ProbeWork(prober, scanner));
        return new TestScanner(desk, scanner, workers);
    }

    /** Turns of a pod whose leases run for minutes and need no heartbeat. */
    static ScanTurns turns(LocalCoordinator coordinator, String name) {
        return new ScanTurns(
                new LeaseKeeper(
                        coordinator,
                        () -> TestWorkers.pod(name),
                        LeaseTiming.ofLease(Duration.ofMinutes(5)),
                        System::nanoTime),
                coordinator);
    }

    @Override
    public CompletableFuture<ScanReport> scan(ItemId library) {
        return scanner.scan(library);
    }

    @Override
    public CompletableFuture<List<ScanReport>> scanAll() {
        return scanner.scanAll();
    }

    @Override
    public void stop() {
        scanner.stop();
    }

    @Override
    public List<ScanProgress> listProgress() {
        return scanner.listProgress();
    }

    @Override
    public void close() {
        scanner.close();
        workers.close();
        desk.close();
    }
}
