package io.physalia.hls;

/**
 * Where the packets of a copied audio stream lie: at {@code origin + n * frameSamples / sampleRate}. Containers with coarse
 * timestamps (Matroska: milliseconds) and FFmpeg's smoothing of them move a packet's time by up to a millisecond, differently in
 * each run; put back on the grid, it is the same in all.
 *
 * @param originTicks media time of packet 0 in ticks of 90 kHz
 * @param frameSamples samples per channel of a packet, positive
 * @param sampleRateHz positive
 */
public record PacketGrid(long originTicks, int frameSamples, int sampleRateHz) {
    /** Farther than this from the grid, a time is taken as it is: the stream has a gap there. */
    private static final double REACH_SECONDS = 0.002;

    public PacketGrid {
        if (frameSamples < 1 || sampleRateHz < 1) {
            throw new IllegalArgumentException(
                    "packet grid: " + frameSamples + " samples at " + sampleRateHz + " Hz (expected: both positive)");
        }
    }

    /**
     * The grid's time next to {@code time} if it is near, else {@code time} itself.
     *
     * @param time on the output's time line, in units of {@code timescale} a second
     */
    public long snap(long time, int timescale) {
        long origin = Segmenter.ORIGIN_SECONDS * (long) timescale + scaled(originTicks, timescale, SegmentPlan.TICKS);
        long number = Math.round((double) (time - origin) / timescale * sampleRateHz / frameSamples);
        long onGrid = origin + scaled(number * frameSamples, timescale, sampleRateHz);
        return Math.abs(onGrid - time) <= REACH_SECONDS * timescale ? onGrid : time;
    }

    private static long scaled(long value, long factor, long divisor) {
        return Math.floorDiv(value * factor + divisor / 2, divisor);
    }
}
