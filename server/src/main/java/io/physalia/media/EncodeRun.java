package io.physalia.media;

/**
 * Where one run of FFmpeg starts within a rendition. A run at the film's beginning and one in its middle differ in nothing else.
 *
 * <p>Times are ticks of 90 kHz of media time (0 is the container's first timestamp), the same numbers that the segmenter compares
 * with, so that both sides agree on every frame.
 */
public final class EncodeRun {
    private final long[] cutTicks;
    private final long endTicks;

    private EncodeRun(long[] cutTicks, long endTicks) {
        this.cutTicks = cutTicks;
        this.endTicks = endTicks;
    }

    /**
     * @param cutTicks the cut of the run's first segment ({@link Long#MIN_VALUE}: the film's beginning) and of every later one
     * @param endNanos the film's length
     */
    public static EncodeRun of(long[] cutTicks, long endNanos) {
        if (cutTicks.length == 0 || endNanos < 1) {
            throw new IllegalArgumentException("encode run: " + cutTicks.length + " cuts, film " + endNanos
                    + " ns (expected: at least one cut, a positive length)");
        }
        return new EncodeRun(cutTicks.clone(), Math.ceilDiv(Math.multiplyExact(endNanos, 9L), 100_000L));
    }

    /** Whether nothing lies before this run. */
    boolean startsAtBeginning() {
        return cutTicks[0] == Long.MIN_VALUE;
    }

    /** The first tick that belongs to the run; only asked of a run that does not start at the beginning. */
    long cutTicks() {
        return cutTicks[0];
    }

    /** The media time of the first frame that belongs to the run. */
    public long startTicks() {
        return Math.max(0, cutTicks[0]);
    }

    /** The cuts after the first, where the picture needs keyframes. */
    long[] laterCutTicks() {
        return java.util.Arrays.copyOfRange(cutTicks, 1, cutTicks.length);
    }

    long endTicks() {
        return endTicks;
    }
}
