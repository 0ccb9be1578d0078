package io.physalia.hls.ts;

import io.physalia.hls.PacketGrid;
import io.physalia.hls.Sample;
import io.physalia.hls.SegmentCutter;
import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentSink;
import io.physalia.hls.Segmenter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Cuts an MPEG-2 transport stream. The frames stay byte for byte as the encoder's muxer wrote them, only their packets are new. */
public final class TsSegmenter implements Segmenter {
    private static final int BUFFER = 188 * 1024;

    private final SegmentPlan plan;
    private final int first;
    private final Optional<PacketGrid> audioGrid;

    /**
     * @param first index of the first segment to make
     * @param audioGrid where copied audio packets lie; empty: their timestamps are right as they are
     */
    public TsSegmenter(SegmentPlan plan, int first, Optional<PacketGrid> audioGrid) {
        this.plan = plan;
        this.first = first;
        this.audioGrid = audioGrid;
    }

    @Override
    public void run(InputStream stream, BooleanSupplier endedRegularly, SegmentSink sink) throws IOException {
        long reference = (long) ORIGIN_SECONDS * SegmentPlan.TICKS + (first == 0 ? 0 : plan.cutTicks(first));
        TsReader reader = new TsReader(new BufferedInputStream(stream, BUFFER), reference);
        Optional<Sample> sample = reader.read();
        if (sample.isEmpty()) {
            throw new IOException("transport stream: ended before the first frame");
        }
        TsProgram program = reader.program().orElseThrow(() -> new IOException("transport stream: no tables"));
        TsSegmentWriter writer = new TsSegmentWriter(program);
        SegmentCutter cutter = new SegmentCutter(
                plan,
                first,
                program.tracks(),
                TsSegmenter::retimed,
                (index, parts) -> sink.segment(index, writer.write(index, parts)));
        for (; sample.isPresent(); sample = reader.read()) {
            Sample each = sample.get();
            cutter.add(program.tracks().get(each.track()).video() ? each : onGrid(each));
        }
        if (endedRegularly.getAsBoolean()) {
            cutter.finish();
        }
    }

    private Sample onGrid(Sample sample) {
        long time = audioGrid
                .map(grid -> grid.snap(sample.pts(), SegmentPlan.TICKS))
                .orElse(sample.pts());
        return time == sample.pts() ? sample : retimed(sample, time, sample.dts() + time - sample.pts());
    }

    private static Sample retimed(Sample sample, long pts, long dts) {
        ByteBuffer pes = ByteBuffer.allocate(sample.size()).put(sample.data()).flip();
        TsPackets.writeTimestamp(pes, TsPackets.PTS_AT, pts);
        if (TsPackets.hasDts(pes)) {
            TsPackets.writeTimestamp(pes, TsPackets.DTS_AT, dts);
        }
        return sample.at(pts, dts, pes);
    }
}
