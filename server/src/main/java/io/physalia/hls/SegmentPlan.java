package io.physalia.hls;

import java.util.Arrays;

/**
 * Where a film is cut into media segments: a pure function of the film and the wanted length, so that every pod cuts alike and
 * the whole playlist can be written before anything is encoded.
 *
 * <p>Times are nanoseconds of media time: 0 is the container's first timestamp. Segment {@code i} holds the video frames with
 * {@code cut(i) <= pts < cut(i + 1)} and the audio packets that start in the same span, where the cut lies half a frame before
 * the first frame it is meant for, so that rounded container timestamps cannot fall on its wrong side. Immutable.
 */
public final class SegmentPlan {
    /** Ticks a second of the clock in which cuts are compared with frames: that of MPEG-2 systems. */
    public static final int TICKS = 90_000;

    private final long[] starts;
    private final long endNanos;
    private final long toleranceNanos;

    private SegmentPlan(long[] starts, long endNanos, long toleranceNanos) {
        this.starts = starts;
        this.endNanos = endNanos;
        this.toleranceNanos = toleranceNanos;
    }

    /**
     * Cuts at multiples of {@code num / den} seconds.
     *
     * @param num numerator of the segment length in seconds, positive
     * @param den denominator, positive
     * @param endNanos the film's length, positive
     * @param toleranceNanos how much earlier than its start a segment's first frame may lie: half a frame where frames lie at
     *     multiples of their duration; at least 0
     */
    public static SegmentPlan uniform(long num, long den, long endNanos, long toleranceNanos) {
        if (num < 1 || den < 1 || endNanos < 1 || toleranceNanos < 0) {
            throw new IllegalArgumentException("segment plan: length " + num + "/" + den + " s, film " + endNanos
                    + " ns, tolerance " + toleranceNanos + " ns (expected: positive, positive, >= 0)");
        }
        long lengthNanos = multiple(1, num, den);
        // A rest shorter than a tenth of a segment (at most half a second) is not worth a segment of its own.
        long rest = Math.min(lengthNanos / 10, 500_000_000L);
        int count = (int) Math.max(1, Math.ceilDiv(endNanos - rest, lengthNanos));
        long[] starts = new long[count];
        Arrays.setAll(starts, i -> multiple(i, num, den));
        return new SegmentPlan(starts, endNanos, toleranceNanos);
    }

    /**
     * Cuts at the first keyframe at or after each multiple of the wanted length.
     *
     * @param keyframeNanos the keyframes' times, rising; the first counts as 0
     * @param lengthNanos the wanted length, positive
     * @param endNanos the film's length, after the last keyframe
     * @param toleranceNanos less than half of the shortest frame; at least 0
     */
    public static SegmentPlan atKeyframes(long[] keyframeNanos, long lengthNanos, long endNanos, long toleranceNanos) {
        if (lengthNanos < 1 || endNanos < 1 || toleranceNanos < 0) {
            throw new IllegalArgumentException("segment plan: length " + lengthNanos + " ns, film " + endNanos
                    + " ns, tolerance " + toleranceNanos + " ns (expected: positive, positive, >= 0)");
        }
        long[] starts = new long[keyframeNanos.length + 1];
        int count = 1;
        long wanted = lengthNanos;
        for (long keyframe : keyframeNanos) {
            if (keyframe + toleranceNanos >= wanted && keyframe > starts[count - 1] && keyframe < endNanos) {
                starts[count++] = keyframe;
                wanted = Math.max(wanted + lengthNanos, (keyframe / lengthNanos + 1) * lengthNanos);
            }
        }
        return new SegmentPlan(Arrays.copyOf(starts, count), endNanos, toleranceNanos);
    }

    /** {@code i * num / den} seconds in nanoseconds, without overflow for any film and frame rate. */
    private static long multiple(long i, long num, long den) {
        long product = Math.multiplyExact(i, num);
        return Math.multiplyExact(product / den, 1_000_000_000L)
                + Math.multiplyExact(product % den, 1_000_000_000L) / den;
    }

    /** How many segments there are; at least 1. */
    public int count() {
        return starts.length;
    }

    /** Where segment {@code index} starts on the playlist's time line. */
    public long startNanos(int index) {
        return starts[index];
    }

    /** The end of segment {@code index}: the start of the next, or of the film's end. */
    public long endNanos(int index) {
        return index + 1 < starts.length ? starts[index + 1] : Math.max(endNanos, starts[index] + 1);
    }

    public long durationNanos(int index) {
        return endNanos(index) - starts[index];
    }

    /** The first time that belongs to segment {@code index}; for the first segment everything before it belongs there too. */
    public long cutNanos(int index) {
        return index == 0 ? Long.MIN_VALUE : starts[index] - toleranceNanos;
    }

    /**
     * {@link #cutNanos} in ticks of 90 kHz, the unit in which encoder and segmenter compare a frame with a cut: both use this one
     * number, so that no rounding of their own can tell them apart.
     */
    public long cutTicks(int index) {
        return index == 0 ? Long.MIN_VALUE : ticks(cutNanos(index));
    }

    /** The cuts of segment {@code index} and of all after it, in ticks of 90 kHz. */
    public long[] cutTicksFrom(int index) {
        long[] cuts = new long[starts.length - index];
        Arrays.setAll(cuts, i -> cutTicks(index + i));
        return cuts;
    }

    private static long ticks(long nanos) {
        return Math.floorDiv(Math.multiplyExact(nanos, 9L) + 50_000, 100_000L);
    }

    public long toleranceNanos() {
        return toleranceNanos;
    }

    public long totalNanos() {
        return endNanos(starts.length - 1);
    }

    /** The segment that a time falls into; times outside the film give the first or the last. */
    public int indexAt(long nanos) {
        int found = Arrays.binarySearch(starts, nanos + toleranceNanos);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    @Override
    public String toString() {
        return starts.length + " segments, " + totalNanos() + " ns";
    }
}
