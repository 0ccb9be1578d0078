package io.physalia.hls.audit;

import io.physalia.hls.Sample;
import io.physalia.hls.Track;
import io.physalia.hls.mp4.Mp4Init;
import io.physalia.hls.mp4.Mp4Reader;
import io.physalia.hls.mp4.SampleEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fragmented MP4 (RFC 8216 section 3.3): one init section, fragments of its tracks, decoding times that run on. */
final class Mp4SegmentReader implements SegmentReader {
    private static final int HEADER = 8;
    private static final Set<String> ALLOWED = Set.of("styp", "sidx", "moof", "mdat", "emsg", "prft", "free");
    /** Of a second: sources' times are rounded to milliseconds. */
    private static final int TOLERANCES = 500;

    private final Mp4Init init;
    private final boolean constantFrameRate;
    private final Map<Integer, Long> ends = new HashMap<>();

    /** @param constantFrameRate whether all pictures are shown equally long */
    Mp4SegmentReader(byte[] init, boolean constantFrameRate) throws IOException {
        this.constantFrameRate = constantFrameRate;
        Mp4Reader reader = new Mp4Reader(new ByteArrayInputStream(init));
        if (reader.read().isPresent()) {
            throw new IOException("the init section holds frames");
        }
        this.init = reader.init().orElseThrow(() -> new IOException("no movie box in the init section"));
        if (this.init.bytes().remaining() > init.length) {
            throw new IOException("the init section is cut off");
        }
    }

    @Override
    public List<Sample> read(byte[] segment, long startTicks, List<String> problems) throws IOException {
        List<String> boxes = boxes(segment);
        boxes.stream().filter(box -> !ALLOWED.contains(box)).forEach(box -> problems.add("a box " + box));
        if (!boxes.contains("moof") || boxes.indexOf("mdat") < boxes.indexOf("moof")) {
            problems.add("no fragment with its data behind it (RFC 8216 section 3.3)");
        }
        Mp4Reader reader = new Mp4Reader(new ByteArrayInputStream(segment), init);
        List<Sample> samples = new ArrayList<>();
        Set<Integer> begun = new HashSet<>();
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            Sample sample = next.get();
            samples.add(sample);
            Long end = ends.put(sample.track(), sample.dts() + sample.duration());
            if (begun.add(sample.track()) && end != null) {
                follows(sample, end, problems);
            }
        }
        return samples;
    }

    /**
     * ISO/IEC 14496-12 section 8.8.12: the sample before a fragment that begins later is shown for longer. Where all are shown equally long nothing begins
     * later.
     */
    private void follows(Sample sample, long end, List<String> problems) {
        Track track = init.tracks().get(sample.track());
        int timescale = track.timescale();
        boolean mayBeLater = track.video() && !constantFrameRate;
        long off = mayBeLater ? end - sample.dts() : Math.abs(sample.dts() - end);
        if (off > timescale / TOLERANCES) {
            problems.add("track " + sample.track() + " is decoded from " + sample.dts()
                    + " on, and the segment before ended at " + end + " (of " + timescale + " a second)");
        }
    }

    private static List<String> boxes(byte[] segment) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        List<String> boxes = new ArrayList<>();
        long at = 0;
        while (at < segment.length) {
            if (at + HEADER > segment.length) {
                throw new IOException("a box is cut off");
            }
            boxes.add(new String(segment, (int) at + 4, 4, StandardCharsets.ISO_8859_1));
            long size = bytes.getInt((int) at) & 0xffffffffL;
            if (size < HEADER || at + size > segment.length) {
                throw new IOException("a box " + boxes.getLast() + " of " + size + " bytes where "
                        + (segment.length - at) + " are left");
            }
            at += size;
        }
        return boxes;
    }

    @Override
    public List<Track> tracks() {
        return init.tracks();
    }

    @Override
    public List<String> codecs() {
        return init.entries().stream().map(SampleEntry::type).toList();
    }

    @Override
    public Optional<PictureFormat> picture() {
        return init.entries().stream()
                .filter(SampleEntry::isPicture)
                .findFirst()
                .map(entry -> new PictureFormat(entry.profile(), entry.level(), entry.width(), entry.height()));
    }
}
