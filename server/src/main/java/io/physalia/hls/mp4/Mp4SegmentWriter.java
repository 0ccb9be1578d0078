package io.physalia.hls.mp4;

import io.physalia.hls.Sample;
import io.physalia.hls.SegmentCutter.Part;
import io.physalia.hls.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes media segments of one fragment each: a segment type box, the movie fragment, the data track by track. Nothing in them
 * depends on the run that made them but the coded frames themselves. Thread-safe: without state.
 */
public final class Mp4SegmentWriter {
    private static final int SYNC = 0x02000000;
    private static final int NOT_SYNC = 0x01010000;
    /** The base of data offsets is the fragment. */
    private static final int TFHD_FLAGS = 0x020000;
    /** Data offset; duration, size, flags and composition offset of each sample. */
    private static final int TRUN_FLAGS = 0x000f01;

    private static final int TRUN_HEADER = 20;
    private static final int SAMPLE_ENTRY = 16;
    private static final int TFHD = 16;
    private static final int TFDT = 20;
    private static final int MFHD = 16;

    /**
     * @param index the fragment's sequence number is one more
     * @param parts one for each track; a track without samples has an empty fragment
     */
    public List<ByteBuffer> write(int index, List<Part> parts) {
        List<ByteBuffer> out = new ArrayList<>();
        ByteBuffer type = typeBox();
        int size = Box.HEADER
                + MFHD
                + parts.stream().mapToInt(Mp4SegmentWriter::trackSize).sum();
        ByteBuffer head = ByteBuffer.allocate(type.remaining() + size + Box.HEADER);
        head.put(type);
        box(head, size, "moof");
        box(head, MFHD, "mfhd").putInt(0).putInt(index + 1);
        int offset = size + Box.HEADER;
        for (Part part : parts) {
            track(head, part, offset);
            offset += dataSize(part);
        }
        box(head, Box.HEADER + offset - size - Box.HEADER, "mdat");
        out.add(head.flip());
        for (Part part : parts) {
            part.samples().forEach(sample -> out.add(sample.data()));
        }
        return out;
    }

    private static ByteBuffer typeBox() {
        ByteBuffer type = ByteBuffer.allocate(24);
        return box(type, 24, "styp")
                .putInt(Box.type("msdh"))
                .putInt(0)
                .putInt(Box.type("msdh"))
                .putInt(Box.type("msix"))
                .flip();
    }

    private static int trackSize(Part part) {
        return Box.HEADER + TFHD + TFDT + runSize(part);
    }

    private static int runSize(Part part) {
        return part.samples().isEmpty() ? 0 : TRUN_HEADER + part.samples().size() * SAMPLE_ENTRY;
    }

    private static int dataSize(Part part) {
        return part.samples().stream().mapToInt(Sample::size).sum();
    }

    private static void track(ByteBuffer out, Part part, int dataOffset) {
        Track track = part.track();
        List<Sample> samples = part.samples();
        box(out, trackSize(part), "traf");
        box(out, TFHD, "tfhd").putInt(TFHD_FLAGS).putInt(track.id());
        box(out, TFDT, "tfdt")
                .putInt(0x01000000)
                .putLong(samples.isEmpty() ? part.endDts() : samples.getFirst().dts());
        if (samples.isEmpty()) {
            return;
        }
        // Version 1: composition offsets are signed.
        box(out, runSize(part), "trun")
                .putInt(0x01000000 | TRUN_FLAGS)
                .putInt(samples.size())
                .putInt(dataOffset);
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            long next = i + 1 < samples.size() ? samples.get(i + 1).dts() : part.endDts();
            out.putInt((int) Math.max(0, next - sample.dts()));
            out.putInt(sample.size());
            out.putInt(sample.key() ? SYNC : NOT_SYNC);
            out.putInt((int) (sample.pts() - sample.dts()));
        }
    }

    private static ByteBuffer box(ByteBuffer out, int size, String type) {
        return out.putInt(size).put(type.getBytes(StandardCharsets.ISO_8859_1));
    }
}
