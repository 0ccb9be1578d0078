package io.physalia.hls;

import java.nio.ByteBuffer;
import java.util.List;

/** Receives what a {@link Segmenter} finishes, in rising order of index, on the thread that runs the segmenter. */
public interface SegmentSink {

    /** The init section, before the first segment; never called for MPEG-TS. */
    void init(List<ByteBuffer> parts);

    /** A complete segment. May block: that throttles the encoder. */
    void segment(int index, List<ByteBuffer> parts);
}
