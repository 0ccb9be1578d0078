package io.physalia.library.scan;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells clients of a scan that goes on: when the first of what it has found can be seen, and then now and then, as they ask for whole pages each time. Its end is told by whoever
 * runs it. One thread at a time uses it.
 */
final class ScanNews {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Runnable tell;
    private final LongSupplier nanoTime;
    private long told;

    ScanNews(Runnable tell, LongSupplier nanoTime) {
        this.tell = tell;
        this.nanoTime = nanoTime;
        this.told = nanoTime.getAsLong() - PAUSE_NANOS;
    }

    /** Something was written. */
    void written() {
        long now = nanoTime.getAsLong();
        if (now - told >= PAUSE_NANOS) {
            told = now;
            tell.run();
        }
    }
}
