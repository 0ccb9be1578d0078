package io.physalia.hls.audit;

import io.physalia.hls.Sample;
import io.physalia.hls.Track;
import io.physalia.hls.ts.TsProgram;
import io.physalia.hls.ts.TsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Transport streams: tables at the start of each segment (RFC 8216 section 3.2), counters that run on from one to the next. */
final class TsSegmentReader implements SegmentReader {
    private static final int PACKET = 188;
    private static final int SYNC = 0x47;
    private static final int PAT = 0;
    private static final int SDT = 0x11;
    private static final int NULL_PACKET = 0x1fff;

    private final Map<Integer, Integer> counters = new HashMap<>();
    private @Nullable TsProgram program;
    private Optional<PictureFormat> picture = Optional.empty();

    @Override
    public List<Sample> read(byte[] segment, long startTicks, List<String> problems) throws IOException {
        if (segment.length == 0 || segment.length % PACKET != 0) {
            throw new IOException("not whole packets of a transport stream: " + segment.length + " bytes");
        }
        TsReader reader = new TsReader(new ByteArrayInputStream(segment), startTicks);
        List<Sample> samples = new ArrayList<>();
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            samples.add(next.get());
        }
        TsProgram found = reader.program().orElseThrow(() -> new IOException("no program in its tables"));
        if (program != null && !program.tracks().equals(found.tracks())) {
            problems.add("its streams are others than before");
        }
        program = found;
        packets(segment, found, problems);
        if (picture.isEmpty()) {
            picture = samples.stream()
                    .filter(sample ->
                            sample.key() && tracks().get(sample.track()).video())
                    .findFirst()
                    .flatMap(sample -> PictureFormat.find(
                            sample.data(), codecs().get(sample.track()).equals("hvc1")));
        }
        return samples;
    }

    private void packets(byte[] segment, TsProgram of, List<String> problems) {
        boolean pat = false;
        boolean pmt = false;
        boolean early = false;
        boolean clock = false;
        for (int at = 0; at < segment.length; at += PACKET) {
            if ((segment[at] & 0xff) != SYNC) {
                problems.add("no sync byte at " + at);
                return;
            }
            int pid = (segment[at + 1] & 0x1f) << 8 | segment[at + 2] & 0xff;
            boolean field = (segment[at + 3] & 0x20) != 0 && segment[at + 4] != 0;
            clock |= pid == of.pcrPid() && field && (segment[at + 5] & 0x10) != 0;
            pat |= pid == PAT;
            pmt |= pat && pid == of.pmtPid();
            early |= !pmt && pid != PAT && pid != of.pmtPid() && pid != SDT && pid != NULL_PACKET;
            if ((segment[at + 1] & 0x80) != 0) {
                problems.add("a packet is marked as broken");
            }
            if (pid != NULL_PACKET) {
                count(pid, segment[at + 3] & 15, (segment[at + 3] & 0x10) != 0, problems);
            }
        }
        if (early) {
            problems.add("PAT and PMT do not come first (RFC 8216 section 3.2)");
        }
        if (!clock) {
            problems.add("no clock reference");
        }
    }

    private void count(int pid, int counter, boolean hasPayload, List<String> problems) {
        Integer before = counters.put(pid, counter);
        int expected = before == null ? counter : hasPayload ? before + 1 & 15 : before;
        if (counter != expected) {
            problems.add("continuity counter " + counter + " of stream " + pid + " (expected: " + expected
                    + "; ISO/IEC 13818-1 section 2.4.3.3)");
        }
    }

    @Override
    public List<Track> tracks() {
        return program == null ? List.of() : program.tracks();
    }

    @Override
    public List<String> codecs() {
        return program == null ? List.of() : program.codecs();
    }

    @Override
    public Optional<PictureFormat> picture() {
        return picture;
    }
}
