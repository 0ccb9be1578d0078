package io.physalia.library;

import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs scans, of each library one at a time: a request during a scan waits for its end, and all that wait share the next one. */
final class QueueingScanner implements Scanner, AutoCloseable {
    private final Libraries libraries;
    private final ScanStore store;
    private final LibraryChanges changes;
    private final Function<Path, MediaInfo> prober;
    private final InstantSource clock;
    private final Semaphore probes;
    private final Map<ItemId, Turn> turns = new HashMap<>();
    private boolean closed;

    /** @param probes how many files are probed at once; ffprobe mostly waits for the disk */
    QueueingScanner(
            Libraries libraries,
            ScanStore store,
            LibraryChanges changes,
            Function<Path, MediaInfo> prober,
            InstantSource clock,
            int probes) {
        this.libraries = libraries;
        this.store = store;
        this.changes = changes;
        this.prober = prober;
        this.clock = clock;
        this.probes = new Semaphore(probes);
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
            ScanReport result;
            try {
                result = run(library, turn);
            } catch (RuntimeException e) {
                result = new ScanReport(library, 0, 0, 0, 0, List.of("the scan failed: " + e.getMessage()));
            }
            changes.changed(library);
            end(library, turn);
            report.complete(result);
        });
    }

    private ScanReport run(ItemId id, Turn turn) {
        Optional<Library> library = libraries.find(id);
        if (library.isEmpty()) {
            return new ScanReport(id, 0, 0, 0, 0, List.of("there is no such library"));
        }
        LibraryScan scan = new LibraryScan(library.get(), store, prober, probes, clock);
        synchronized (turns) {
            turn.running = scan;
            if (closed) {
                scan.stop();
            }
        }
        return scan.run();
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
        synchronized (turns) {
            List<ScanProgress> all = new ArrayList<>();
            turns.forEach((library, turn) ->
                    all.add(turn.running == null ? new ScanProgress(library, 0, 0, true) : turn.running.progress()));
            return List.copyOf(all);
        }
    }

    /** Ends the scans soon; what they have found stays, and the next scan goes on from there. */
    @Override
    public void close() {
        synchronized (turns) {
            closed = true;
            turns.values().forEach(turn -> {
                if (turn.running != null) {
                    turn.running.stop();
                }
            });
        }
    }
}
