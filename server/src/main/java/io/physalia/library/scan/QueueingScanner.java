package io.physalia.library.scan;

import io.micrometer.core.instrument.Metrics;
import io.physalia.job.JobDesk;
import io.physalia.library.ItemId;
import io.physalia.library.ItemStore;
import io.physalia.library.Items;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.LibraryChanges;
import io.physalia.library.ScanProgress;
import io.physalia.library.ScanReport;
import io.physalia.library.Scanner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs scans, of each library one at a time: a request during a scan waits for its end, and all that wait share the next one. */
public final class QueueingScanner implements Scanner, AutoCloseable {
    private static final String ITEMS = "physalia.scan.items";

    private final Libraries libraries;
    private final ItemStore store;
    private final LibraryChanges changes;
    private final Items items;
    private final JobDesk desk;
    private final ScanTurns colony;
    private final Consumer<ItemId> scanned;
    private final Map<ItemId, Turn> turns = new HashMap<>();
    private boolean closed;

    /**
     * @param desk has files probed, by all pods
     * @param colony sees to it that one pod scans a library at a time
     * @param scanned told of each library that was scanned here
     */
    public QueueingScanner(
            Libraries libraries,
            Items items,
            ItemStore store,
            LibraryChanges changes,
            JobDesk desk,
            ScanTurns colony,
            Consumer<ItemId> scanned) {
        this.libraries = libraries;
        this.store = store;
        this.changes = changes;
        this.items = items;
        this.desk = desk;
        this.colony = colony;
        this.scanned = scanned;
    }

    /** What runs for a library now, and who waits for the run after it. */
    private static final class Turn {
        private @Nullable LibraryScan running;
        private @Nullable CompletableFuture<ScanReport> next;
    }

    @Override
    public CompletableFuture<ScanReport> scan(ItemId library) {
        synchronized (turns) {
            Turn turn = turns.get(library);
            if (turn != null) {
                CompletableFuture<ScanReport> next = turn.next == null ? new CompletableFuture<>() : turn.next;
                turn.next = next;
                return next.copy();
            }
            CompletableFuture<ScanReport> report = new CompletableFuture<>();
            start(library, new Turn(), report);
            return report.copy();
        }
    }

    private void start(ItemId library, Turn turn, CompletableFuture<ScanReport> report) {
        turns.put(library, turn);
        Thread.ofVirtual().name("scan-" + library).start(() -> {
            long began = System.nanoTime();
            ScanReport result;
            try {
                result = run(library, turn);
            } catch (RuntimeException e) {
                result = failed(library, "the scan failed: " + e.getMessage());
            }
            count(result, System.nanoTime() - began);
            changes.changed(library);
            end(library, turn);
            report.complete(result);
        });
    }

    private static void count(ScanReport report, long nanos) {
        Metrics.timer("physalia.scan.runs", "result", report.problems().isEmpty() ? "clean" : "problems")
                .record(nanos, TimeUnit.NANOSECONDS);
        Metrics.counter(ITEMS, "change", "added").increment(report.added());
        Metrics.counter(ITEMS, "change", "updated").increment(report.updated());
        Metrics.counter(ITEMS, "change", "removed").increment(report.removed());
        Metrics.counter(ITEMS, "change", "unchanged").increment(report.unchanged());
    }

    private ScanReport run(ItemId id, Turn turn) {
        Optional<Library> library = libraries.find(id);
        if (library.isEmpty()) {
            return failed(id, "there is no such library");
        }
        ScanProbes probes = new ScanProbes(items, desk, id);
        LibraryScan scan = new LibraryScan(
                library.get(),
                libraries.folderTypes(),
                store,
                probes,
                new ScanNews(() -> changes.changed(id), System::nanoTime));
        synchronized (turns) {
            turn.running = scan;
            if (closed) {
                scan.stop();
            }
        }
        try (ScanTurns.Held _ = colony.await(id, scan::progress, scan::stop)) {
            ScanReport report = scan.run();
            scan.collected().forEach(changes::changed);
            scanned.accept(id);
            return report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(id, "the scan was stopped before it began");
        }
    }

    private static ScanReport failed(ItemId library, String reason) {
        return new ScanReport(library, 0, 0, 0, 0, List.of(reason));
    }

    private void end(ItemId library, Turn turn) {
        synchronized (turns) {
            turns.remove(library);
            if (turn.next != null) {
                start(library, new Turn(), turn.next);
            }
        }
    }

    @Override
    public CompletableFuture<List<ScanReport>> scanAll() {
        List<CompletableFuture<ScanReport>> scans =
                libraries.list().stream().map(library -> scan(library.id())).toList();
        return CompletableFuture.allOf(scans.toArray(CompletableFuture[]::new))
                .thenApply(_ -> scans.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public List<ScanProgress> listProgress() {
        Map<ItemId, ScanProgress> all = new HashMap<>();
        colony.listProgress().forEach(each -> all.put(each.library(), each));
        synchronized (turns) {
            turns.forEach((library, turn) -> {
                ScanProgress own =
                        turn.running == null ? new ScanProgress(library, 0, 0, true) : turn.running.progress();
                all.merge(library, own, (there, here) -> here.found() >= there.found() ? here : there);
            });
        }
        return List.copyOf(all.values());
    }

    @Override
    public void stop() {
        List<LibraryScan> running;
        synchronized (turns) {
            running = turns.values().stream()
                    .flatMap(turn -> Stream.ofNullable(turn.running))
                    .toList();
        }
        running.forEach(LibraryScan::stop);
    }

    /** {@link #stop Stops}, and begins no other scan. */
    @Override
    public void close() {
        colony.close();
        synchronized (turns) {
            closed = true;
        }
        stop();
    }
}
