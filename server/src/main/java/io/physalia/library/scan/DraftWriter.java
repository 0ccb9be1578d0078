package io.physalia.library.scan;

import io.physalia.library.ItemDraft;
import io.physalia.library.ItemId;
import io.physalia.library.ItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Writes drafts many at a time. What was handed over is written at the latest with the next hand-over that comes a second later, or by {@link #flush}. Thread-safe; one
 * thread writes, the others go on.
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
        this.since = nanoTime.getAsLong();
    }

    /** Takes drafts that are written together, in order. */
    void write(List<ItemDraft> drafts) {
        boolean isDue;
        synchronized (this) {
            waiting.addAll(drafts);
            isDue = waiting.size() >= MOST || nanoTime.getAsLong() - since > LONGEST_NANOS;
        }
        if (isDue) {
            flush();
        }
    }

    /** Writes all that was handed over before. */
    void flush() {
        writing.lock();
        try {
            List<ItemDraft> all;
            synchronized (this) {
                all = waiting;
                waiting = new ArrayList<>();
                since = nanoTime.getAsLong();
            }
            if (!all.isEmpty()) {
                answers.accept(all, store.write(library, all));
            }
        } finally {
            writing.unlock();
        }
    }
}
