package io.physalia.media;

import java.time.Duration;
import java.util.Locale;

/**
 * The conversion between media time (0: the container's first timestamp), the source's own raw timestamps, which FFmpeg keeps with
 * {@code -copyts}, and the output's time line; all in ticks of 90 kHz.
 *
 * @param startTicks the raw timestamp of media time 0; may be negative
 */
record SourceClock(long startTicks) {
    static final long TICKS_PER_SECOND = 90_000;

    /** Media time 0 on the output's time line: 10 s, so that reordering delay and encoder priming never make a time negative. */
    static final long ORIGIN_TICKS = 10 * TICKS_PER_SECOND;

    static SourceClock of(MediaInfo info) {
        return new SourceClock(ticks(info.start()));
    }

    static long ticks(Duration duration) {
        return Math.floorDiv(Math.multiplyExact(duration.toNanos(), 9L) + 50_000, 100_000L);
    }

    long raw(long mediaTicks) {
        return mediaTicks + startTicks;
    }

    /** What FFmpeg must add to raw timestamps to get the output's. */
    long outputOffsetTicks() {
        return ORIGIN_TICKS - startTicks;
    }

    /** Seconds with microseconds, FFmpeg's finest unit; it rounds them back to the very same tick. */
    static String seconds(long ticks) {
        long micros = Math.floorDiv(ticks * 100 + 4, 9L);
        String sign = micros < 0 ? "-" : "";
        long magnitude = Math.abs(micros);
        return String.format(Locale.ROOT, "%s%d.%06d", sign, magnitude / 1_000_000, magnitude % 1_000_000);
    }
}
