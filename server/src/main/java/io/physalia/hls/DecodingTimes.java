package io.physalia.hls;

import java.util.ArrayList;
import java.util.List;

/**
 * The decoding times of a segment's first pictures.
 *
 * <p>With B-frames the first pictures are decoded before the first is shown. An encoder that begins there guesses how long before, from
 * the distance of <em>its</em> first pictures; where a film has a hole right behind the cut the guess reaches back among the pictures
 * of the segment before, which another run may have made. So no picture is decoded earlier than the shortest distance of the
 * segment's pictures demands.
 */
final class DecodingTimes {
    private DecodingTimes() {}

    /** @param samples of one segment's picture track, in decoding order */
    static List<Sample> atSegmentStart(List<Sample> samples, Retiming retiming) {
        if (samples.size() < 3) {
            return samples;
        }
        long[] times = samples.stream().mapToLong(Sample::pts).sorted().toArray();
        long start = samples.getFirst().pts();
        int early =
                (int) samples.stream().takeWhile(sample -> sample.dts() < start).count();
        // Pictures that are shown before the segment's keyframe belong to copies, whose times are the source's own.
        if (times[0] < start || early == samples.size()) {
            return samples;
        }
        long step = shortestStep(times);
        List<Sample> out = new ArrayList<>(samples);
        for (int i = 0; i < early; i++) {
            Sample sample = samples.get(i);
            long earliest = start - (early - i) * step;
            if (sample.dts() < earliest) {
                out.set(i, retiming.at(sample, sample.pts(), earliest));
            }
        }
        return out;
    }

    private static long shortestStep(long[] times) {
        long shortest = Long.MAX_VALUE;
        for (int i = 1; i < times.length; i++) {
            shortest = Math.min(shortest, times[i] - times[i - 1]);
        }
        return Math.max(1, shortest);
    }
}
