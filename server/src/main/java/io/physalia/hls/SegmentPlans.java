package io.physalia.hls;

/** Makes the plan of a film from what is known about its frames. Pure: every pod gets the same plan from the same film. */
public final class SegmentPlans {
    /**
     * More segments than this are not planned: the wanted length is doubled until they fit. It bounds the playlist and the list of
     * keyframe times on the encoder's command line.
     */
    public static final int MOST_SEGMENTS = 10_000;

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    /** Smaller than half a frame at up to 200 frames a second, larger than what containers round. */
    private static final long VARIABLE_RATE_TOLERANCE = 2_000_000L;

    private SegmentPlans() {}

    /**
     * A plan for encoded video. With a constant frame rate a segment is a whole number of frames: 3 s at 24000/1001 frames a second
     * become 72 frames, 3.003 s.
     *
     * @param rateNum frames per {@code rateDen} seconds; 0 if the rate varies or is unknown
     * @param rateDen positive
     * @param firstFrameNanos media time of the first frame, which tells how frames lie between the cuts; 0 if unknown
     * @param wantedNanos the wanted segment length, positive
     * @param endNanos the film's length, positive
     */
    public static SegmentPlan forEncodedVideo(
            long rateNum, long rateDen, long firstFrameNanos, long wantedNanos, long endNanos) {
        long wanted = bounded(wantedNanos, endNanos);
        if (rateNum < 1) {
            return SegmentPlan.uniform(wanted / MILLISECOND, 1000, endNanos, VARIABLE_RATE_TOLERANCE);
        }
        long frames = Math.max(1, Math.ceilDiv(wanted / 1000 * rateNum, 1_000_000L * rateDen));
        long frameNanos = SECOND * rateDen / rateNum;
        long phase = Math.floorMod(firstFrameNanos, frameNanos);
        long tolerance = frameNanos / 2 - phase + (phase > frameNanos / 2 ? frameNanos : 0);
        return SegmentPlan.uniform(frames * rateDen, rateNum, endNanos, tolerance);
    }

    /** A plan for sound alone. */
    public static SegmentPlan forAudio(long wantedNanos, long endNanos) {
        return SegmentPlan.uniform(bounded(wantedNanos, endNanos) / MILLISECOND, 1000, endNanos, 0);
    }

    /**
     * A plan for copied video, cut at its keyframes.
     *
     * @param keyframeNanos media times of the keyframes, rising; none: they are not known, and each segment will start with the
     *     first keyframe at or after a multiple of the wanted length, wherever that is
     * @param wantedNanos the wanted segment length, positive
     * @param endNanos the film's length, after the last keyframe
     */
    public static SegmentPlan forCopiedVideo(long[] keyframeNanos, long wantedNanos, long endNanos) {
        long wanted = bounded(wantedNanos, endNanos);
        return keyframeNanos.length == 0
                ? SegmentPlan.uniform(wanted / MILLISECOND, 1000, endNanos, VARIABLE_RATE_TOLERANCE)
                : SegmentPlan.atKeyframes(keyframeNanos, wanted, endNanos, VARIABLE_RATE_TOLERANCE);
    }

    private static long bounded(long wantedNanos, long endNanos) {
        long wanted = Math.max(1, wantedNanos / MILLISECOND) * MILLISECOND;
        while (endNanos / wanted >= MOST_SEGMENTS) {
            wanted *= 2;
        }
        return wanted;
    }
}
