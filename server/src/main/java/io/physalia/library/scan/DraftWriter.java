package io.physalia.library.scan;

import io.physalia.library.ItemDraft;
import io.physalia.library.ItemId;
import io.physalia.library.ItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes drafts many at a time, but lets nobody wait for them: what is handed over when nothing has been written for a second is written at once, anything else when that second is over,
 * however long the next file takes to read, or by {@link #flush}. Thread-safe; one thread writes, the others go on.
 */
final class DraftWriter {
    private static final int MOST = 200;
    private static final long LONGEST_NANOS = 1_000_000_000L;

    private final ItemStore store;
    private final ItemId library;
    private final LongSupplier nanoTime;
    private final BiConsumer<List<ItemDraft>, ItemStore.Written> answers;
    private final ReentrantLock writing = new ReentrantLock();
    private List<ItemDraft> waiting = new ArrayList<>();
    private long since;
    private boolean isAwaited;
    private volatile @Nullable RuntimeException failure;

    /** @param answers told of every write, what was handed over and what came of it, one at a time */
    DraftWriter(
            ItemStore store,
            ItemId library,
            LongSupplier nanoTime,
            BiConsumer<List<ItemDraft>, ItemStore.Written> answers) {
        this.store = store;
        this.library = library;
        this.nanoTime = nanoTime;
        this.answers = answers;
        this.since = nanoTime.getAsLong() - LONGEST_NANOS;
    }

    /** Takes drafts that are written together, in order. */
    void write(List<ItemDraft> drafts) {
        long left;
        boolean isFirst;
        synchronized (this) {
            waiting.addAll(drafts);
            left = waiting.size() >= MOST ? 0 : LONGEST_NANOS - (nanoTime.getAsLong() - since);
            isFirst = left > 0 && !isAwaited;
            isAwaited |= isFirst;
        }
        if (left <= 0) {
            flush();
        } else if (isFirst) {
            Thread.ofVirtual().name("scan-write").start(() -> flushAfter(left));
        }
    }

    private void flushAfter(long nanos) {
        LockSupport.parkNanos(nanos);
        try {
            flush();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Writes all that was handed over before; fails also if what was handed over earlier could not be written meanwhile. */
    void flush() {
        RuntimeException earlier = failure;
        if (earlier != null) {
            throw earlier;
        }
        writing.lock();
        try {
            List<ItemDraft> all;
            synchronized (this) {
                all = waiting;
                waiting = new ArrayList<>();
                since = nanoTime.getAsLong();
                isAwaited = false;
            }
            if (!all.isEmpty()) {
                answers.accept(all, store.write(library, all));
            }
        } finally {
            writing.unlock();
        }
    }
}
