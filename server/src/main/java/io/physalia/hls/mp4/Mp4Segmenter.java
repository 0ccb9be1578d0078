package io.physalia.hls.mp4;

import io.physalia.hls.PacketGrid;
import io.physalia.hls.Sample;
import io.physalia.hls.SegmentCutter;
import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentSink;
import io.physalia.hls.Segmenter;
import io.physalia.hls.Track;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Cuts a fragmented MP4 stream. The init section stays as it came but for the name of HEVC; fragments are put together anew, one a segment. */
public final class Mp4Segmenter implements Segmenter {
    private static final int BUFFER = 256 * 1024;

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
        Mp4Reader reader = new Mp4Reader(new BufferedInputStream(stream, BUFFER));
        Optional<Sample> sample = reader.read();
        Mp4Init init = reader.init().orElseThrow(() -> new IOException("MP4: ended before the init section"));
        sink.init(List.of(HevcName.hvc1(init)));
        Mp4SegmentWriter writer = new Mp4SegmentWriter();
        SegmentCutter cutter = new SegmentCutter(
                plan,
                first,
                init.tracks(),
                Mp4Segmenter::retimed,
                (index, parts) -> sink.segment(index, writer.write(index, parts)));
        for (; sample.isPresent(); sample = reader.read()) {
            Sample each = sample.get();
            Track track = init.tracks().get(each.track());
            cutter.add(track.video() ? each : onGrid(each, track));
        }
        if (endedRegularly.getAsBoolean()) {
            cutter.finish();
        }
    }

    private Sample onGrid(Sample sample, Track track) {
        long time = audioGrid
                .map(grid -> grid.snap(sample.pts(), track.timescale()))
                .orElse(sample.pts());
        return retimed(sample, time, sample.dts() + time - sample.pts());
    }

    private static Sample retimed(Sample sample, long pts, long dts) {
        return sample.at(pts, dts, sample.data());
    }
}
