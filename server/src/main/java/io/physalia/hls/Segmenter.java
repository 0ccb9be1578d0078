package io.physalia.hls;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * Cuts one continuous MPEG-TS or fragmented MP4 stream into the media segments of a plan. The seam between two runs is exact
 * because the cut depends only on timestamps and the plan, never on how a run's packets happened to be interleaved.
 *
 * <p>On the stream's time line the film's media time 0 is {@link #ORIGIN_SECONDS}. An object serves one run, on one thread.
 */
public interface Segmenter {
    /** Where media time 0 lies on the time line of streams and segments: far enough from 0 that nothing is ever negative. */
    int ORIGIN_SECONDS = 10;

    /**
     * Reads the stream to its end, giving each finished segment to the sink. Packets before the first segment's cut are dropped.
     *
     * @param endedRegularly asked once, when the stream has ended: whether its writer came to its regular end. Then the last
     *     segment that has begun is published too, and after it a valid, empty segment for every index of the plan that has
     *     nothing; otherwise the unfinished segment is withheld. May block until the writer's exit is known
     * @throws IOException if the stream cannot be read or is not what it should be; nothing unfinished is published then
     */
    void run(InputStream stream, BooleanSupplier endedRegularly, SegmentSink sink) throws IOException;
}
