package io.physalia.hls.mp4;

import io.physalia.hls.PacketGrid;
import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentSink;
import io.physalia.hls.Segmenter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Cuts a fragmented MP4 stream. */
public final class Mp4Segmenter implements Segmenter {
    private final SegmentPlan plan;
    private final int first;
    private final Optional<PacketGrid> audioGrid;

    /**
     * @param first index of the first segment to make
     * @param audioGrid where copied audio packets lie; empty: their timestamps are right as they are
     */
    public Mp4Segmenter(SegmentPlan plan, int first, Optional<PacketGrid> audioGrid) {
        this.plan = plan;
        this.first = first;
        this.audioGrid = audioGrid;
    }

    @Override
    public void run(InputStream stream, BooleanSupplier endedRegularly, SegmentSink sink) throws IOException {
        throw new UnsupportedOperationException("fMP4 " + plan + first + audioGrid);
    }
}
