package io.physalia.metadata.image;

import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.Note;
import io.physalia.failure.Failure;
import io.physalia.library.LibraryChanges;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds out what clients are told of pictures before they have them, size and blurhash, of each picture once, one at a time in the background. One
 * pod of the colony does so: the one that holds the lease.
 */
public final class PictureDescriber implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PictureDescriber.class.getName());
    private static final LeaseName LEASE = new LeaseName("pictures", "describer");
    private static final int BATCH = 50;

    private final PictureShelf shelf;
    private final Pictures pictures;
    private final LibraryChanges changes;
    private final LeaseKeeper keeper;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param pause between looks whether there is something to do */
    PictureDescriber(
            PictureShelf shelf, Pictures pictures, LibraryChanges changes, LeaseKeeper keeper, Duration pause) {
        this.shelf = shelf;
        this.pictures = pictures;
        this.changes = changes;
        this.keeper = keeper;
        this.pause = pause;
    }

    /** Begins to work, now or when the pod that does so has gone. */
    public void start() {
        Thread.ofVirtual().name("picture-describer").start(this::run);
    }

    private void run() {
        try {
            do {
                Held held = new Held();
                Optional<HeldLease> lease = tryAcquire(held);
                while (lease.isPresent() && !held.lost && !isClosedAfter(Duration.ZERO)) {
                    describeAll(lease.get());
                    var _ = isClosedAfter(pause);
                }
                lease.ifPresent(HeldLease::handOver);
            } while (!isClosedAfter(pause));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosedAfter(Duration wait) throws InterruptedException {
        return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void describeAll(HeldLease lease) {
        try {
            List<PictureShelf.Entry> batch;
            do {
                batch = shelf.listUndescribed(BATCH);
                for (PictureShelf.Entry entry : batch) {
                    if (closed.getCount() == 0 || !lease.mayPublish()) {
                        return;
                    }
                    describe(entry.picture());
                }
                if (!batch.isEmpty()) {
                    changes.written();
                }
            } while (batch.size() == BATCH);
        } catch (Failure e) {
            LOG.log(Level.DEBUG, "pictures are described later: {0}", e.getMessage());
        }
    }

    private void describe(Picture picture) {
        Optional<Description> found = pictures.describe(picture);
        shelf.describe(
                picture,
                found.map(it -> OptionalInt.of(it.width())).orElse(OptionalInt.empty()),
                found.map(it -> OptionalInt.of(it.height())).orElse(OptionalInt.empty()),
                found.map(Description::blurhash).orElse(""));
    }

    private Optional<HeldLease> tryAcquire(Held held) {
        try {
            Claim claim = keeper.tryAcquire(LEASE, Optional.empty(), "", () -> Note.EMPTY, held);
            return claim instanceof Claim.Won won ? Optional.of(won.lease()) : Optional.empty();
        } catch (CoordinationUnavailableException _) {
            return Optional.empty();
        }
    }

    private static final class Held implements LeaseListener {
        private volatile boolean lost;

        @Override
        public void lost(Lease lease) {
            lost = true;
        }

        @Override
        public void renewedAs(Lease lease) {
            // The work is the same under any epoch.
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
