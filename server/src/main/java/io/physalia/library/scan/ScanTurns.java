package io.physalia.library.scan;

import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Note;
import io.physalia.library.ItemId;
import io.physalia.library.ScanProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whose turn it is to scan a library: of all pods, the one that holds the lease {@code scan:<library>}. What a scan has done so far stands beside its lease, so that any pod can
 * tell. Two scans at once would do no harm, just work twice: so without a coordinator a scan goes ahead. Thread-safe.
 */
public final class ScanTurns implements AutoCloseable {
    private static final String KIND = "scan";
    private static final Duration RETRY = Duration.ofMillis(500);

    private final LeaseKeeper keeper;
    private final Coordinator coordinator;
    private volatile boolean closed;

    public ScanTurns(LeaseKeeper keeper, Coordinator coordinator) {
        this.keeper = keeper;
        this.coordinator = coordinator;
    }

    /** A turn; closing it ends it. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for the turn.
     *
     * @param progress asked once a second
     * @param lost called if the turn goes to another pod, as this process was paused for too long
     */
    Held await(ItemId library, Supplier<ScanProgress> progress, Runnable lost) throws InterruptedException {
        while (!closed) {
            try {
                Claim claim = keeper.tryAcquire(
                        new LeaseName(KIND, library.value()),
                        Optional.empty(),
                        "",
                        () -> note(progress.get()),
                        new Listener(lost));
                if (claim instanceof Claim.Won won) {
                    return won.lease()::release;
                }
            } catch (CoordinationUnavailableException _) {
                return () -> {};
            }
            Thread.sleep(RETRY);
        }
        throw new InterruptedException("the pod is about to end");
    }

    private record Listener(Runnable loss) implements LeaseListener {
        @Override
        public void lost(Lease lease) {
            loss.run();
        }

        @Override
        public void renewedAs(Lease lease) {}
    }

    /** The scans that run in the colony. */
    List<ScanProgress> listProgress() {
        try {
            return coordinator.leases().list(KIND).stream()
                    .filter(scan -> !scan.isExpired())
                    .flatMap(ScanTurns::progress)
                    .toList();
        } catch (CoordinationUnavailableException _) {
            return List.of();
        }
    }

    private static Note note(ScanProgress progress) {
        return new Note(progress.found() + " " + progress.done() + " " + progress.isWalking(), Duration.ZERO);
    }

    private static Stream<ScanProgress> progress(LeaseRecord scan) {
        Optional<ItemId> library = ItemId.find(scan.lease().name().id());
        String[] words = scan.note().text().split(" ", -1);
        return library.stream().map(id -> {
            try {
                return words.length == 3
                        ? new ScanProgress(
                                id,
                                Integer.parseInt(words[0]),
                                Integer.parseInt(words[1]),
                                Boolean.parseBoolean(words[2]))
                        : new ScanProgress(id, 0, 0, true);
            } catch (NumberFormatException _) {
                return new ScanProgress(id, 0, 0, true);
            }
        });
    }

    /** Nobody waits any longer. */
    @Override
    public void close() {
        closed = true;
    }
}
