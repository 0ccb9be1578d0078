package io.physalia.hls;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts one continuous MPEG-TS or fragmented MP4 stream into the media segments of a plan. The seam between two runs is exact
 * because the cut depends only on timestamps and the plan, never on how a run's packets happened to be interleaved.
 */
public interface Segmenter {

    /**
     * Reads the stream to its end, giving each finished segment to the sink. Packets before the first segment's cut are dropped.
     * When the stream ends early the last segment that has begun is withheld unless {@code complete} says the end was regular.
     *
     * @throws IOException if the stream cannot be read or is not what it should be
     */
    void run(InputStream stream, SegmentSink sink) throws IOException;
}
