package io.physalia.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic ticker and a wall clock that move only when told, together unless said otherwise. */
public final class SettableTime implements LongSupplier, InstantSource {
    // Near the overflow on purpose: nano ticks may be any number and must be compared by difference.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final AtomicLong wallMillis = new AtomicLong(1_750_000_000_000L);

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
        wallMillis.addAndGet(by.toMillis());
    }

    public void jumpWallClock(Duration by) {
        wallMillis.addAndGet(by.toMillis());
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(wallMillis.get());
    }
}
