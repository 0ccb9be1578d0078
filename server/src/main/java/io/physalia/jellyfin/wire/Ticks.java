package io.physalia.jellyfin.wire;

import java.time.Duration;
import java.time.Instant;

/** Jellyfin's unit of time, 100 nanoseconds. */
public final class Ticks {
    private static final long PER_SECOND = 10_000_000;
    private static final long DOT_NET_EPOCH = 621_355_968_000_000_000L;

    private Ticks() {}

    public static long of(Duration duration) {
        return duration.getSeconds() * PER_SECOND + duration.getNano() / 100;
    }

    public static Duration toDuration(long ticks) {
        return Duration.ofSeconds(Math.floorDiv(ticks, PER_SECOND), Math.floorMod(ticks, PER_SECOND) * 100);
    }

    /** A moment as .NET counts: since the year 1. */
    public static long of(Instant instant) {
        return DOT_NET_EPOCH + instant.getEpochSecond() * PER_SECOND + instant.getNano() / 100;
    }
}
