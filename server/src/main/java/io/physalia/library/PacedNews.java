package io.physalia.library;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells caches of what many small jobs write: each thing within ten seconds, and not more often than that, as all that is kept of all items is forgotten each time. Thread-safe.
 */
public final class PacedNews {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final LibraryChanges changes;
    private final AtomicBoolean pending = new AtomicBoolean();

    public PacedNews(LibraryChanges changes) {
        this.changes = changes;
    }

    /** Something was written, and is committed. */
    public void written() {
        if (pending.compareAndSet(false, true)) {
            Thread.ofVirtual().name("paced-news").start(() -> {
                try {
                    Thread.sleep(PAUSE);
                    // Before it is told: what is written from here on is told next time.
                    pending.set(false);
                    changes.written();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
