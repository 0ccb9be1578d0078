package io.physalia.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.hls.Sample;
import io.physalia.hls.SegmentCutter.Part;
import io.physalia.hls.Track;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writer and reader of transport streams, against each other. FFmpeg reads what they write in {@code SeamIT}. */
class TsSegmentWriterTest {
    private static final long SEED = Long.getLong("physalia.seed", 20_260_103L);
    private static final Track VIDEO = new Track(0x100, true, 90_000);
    private static final Track AUDIO = new Track(0x101, false, 90_000);

    /** Program 1 has its map at PID 0x1000. */
    private static final ByteBuffer PAT =
            section(0x00, 0xb0, 0x0d, 0, 1, 0xc1, 0, 0, 0, 1, 0xf0, 0x00, 0x2a, 0xb1, 0x04, 0xb2);

    /** H.264 at PID 0x100, which has the clock, and AAC at 0x101. */
    private static final ByteBuffer PMT = section(
            0x02, 0xb0, 0x17, 0, 1, 0xc1, 0, 0, 0xe1, 0x00, 0xf0, 0x00, 0x1b, 0xe1, 0x00, 0xf0, 0x00, 0x0f, 0xe1, 0x01,
            0xf0, 0x00, 0x2f, 0x44, 0xb9, 0x9b);

    private final TsProgram program = TsProgram.parse(PAT, TsProgram.pmtPid(PAT), PMT);

    private static ByteBuffer section(int... bytes) {
        ByteBuffer section = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            section.put((byte) each);
        }
        return section.flip();
    }

    private static Sample pes(int track, long pts, long dts, boolean key, byte[] payload) {
        boolean both = pts != dts;
        ByteBuffer pes = ByteBuffer.allocate((both ? 19 : 14) + payload.length);
        pes.putInt(track == 0 ? 0x1e0 : 0x1c0).putShort((short) 0);
        pes.put((byte) 0x80).put((byte) (both ? 0xc0 : 0x80)).put((byte) (both ? 10 : 5));
        pes.put(9, (byte) (both ? 0x31 : 0x21));
        TsPackets.writeTimestamp(pes, 9, pts);
        if (both) {
            pes.put(14, (byte) 0x11);
            TsPackets.writeTimestamp(pes, 14, dts);
        }
        pes.position(both ? 19 : 14).put(payload);
        return new Sample(track, pts, dts, 0, key, pes.flip());
    }

    private byte[] write(int index, List<Sample> video, List<Sample> audio) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer part : new TsSegmentWriter(program)
                .write(index, List.of(new Part(VIDEO, video, 0), new Part(AUDIO, audio, 0)))) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static List<Sample> read(TsReader reader) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            samples.add(next.get());
        }
        return samples;
    }

    static Stream<Long> seeds() {
        return new Random(SEED).longs(40).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsWrittenIsReadBackAndSegmentsOfAnySizesJoinWithoutABreak(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List<List<Sample>> written = List.of(new ArrayList<>(), new ArrayList<>());
        long base = random.nextLong(TsPackets.WRAP);
        for (int index = 0; index < 20; index++) {
            List<Sample> video = samples(random, 0, base + index * 90_000L);
            List<Sample> audio = samples(random, 1, base + index * 90_000L);
            written.get(0).addAll(video);
            written.get(1).addAll(audio);
            joined.writeBytes(write(index, video, audio));
        }
        TsReader reader = new TsReader(new ByteArrayInputStream(joined.toByteArray()), base);
        List<Sample> read = read(reader);
        assertThat(reader.continuityErrors()).as("seed %s", seed).isZero();
        for (int track = 0; track < 2; track++) {
            int number = track;
            List<Sample> expected = written.get(track);
            List<Sample> actual =
                    read.stream().filter(each -> each.track() == number).toList();
            assertThat(actual).as("seed %s", seed).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i).pts()).isEqualTo(expected.get(i).pts());
                assertThat(actual.get(i).dts()).isEqualTo(expected.get(i).dts());
                assertThat(actual.get(i).data()).isEqualTo(expected.get(i).data());
                assertThat(actual.get(i).key())
                        .isEqualTo(track == 0 && expected.get(i).key());
            }
        }
    }

    private static List<Sample> samples(Random random, int track, long from) {
        List<Sample> samples = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[10 + random.nextInt(random.nextBoolean() ? 100 : 3000)];
            random.nextBytes(payload);
            long dts = from + i * 3600L;
            samples.add(pes(track, dts + (random.nextBoolean() ? 7200 : 0), dts, i == 0, payload));
        }
        return samples;
    }

    @Test
    void aSegmentStartsWithItsTablesAndItsClock() {
        byte[] segment = write(3, List.of(pes(0, 900_000, 900_000, true, new byte[500])), List.of());
        assertThat(segment.length % 188).isZero();
        ByteBuffer view = ByteBuffer.wrap(segment);
        assertThat(view.getShort(1) & 0x1fff).isZero();
        assertThat(view.getShort(189) & 0x1fff).isEqualTo(0x1000);
        int first = 2 * 188;
        assertThat(view.getShort(first + 1) & 0x1fff).isEqualTo(0x100);
        // Random access and clock.
        assertThat(view.get(first + 5)).isEqualTo((byte) 0x50);
        long clock = (view.getInt(first + 6) & 0xffffffffL) << 1;
        assertThat(clock).isEqualTo(900_000 - 45_000);
    }

    @Test
    void anEmptySegmentHasItsTables() throws IOException {
        byte[] segment = write(3, List.of(), List.of());
        assertThat(segment).hasSize(2 * 188);
        TsReader reader = new TsReader(new ByteArrayInputStream(segment), 0);
        assertThat(read(reader)).isEmpty();
        assertThat(reader.program()).isPresent();
    }

    @Test
    void timesAreUnwrappedAcrossThe33rdBit() throws IOException {
        long late = TsPackets.WRAP - 1000;
        byte[] segment = write(
                0,
                List.of(pes(0, late, late, true, new byte[10]), pes(0, late + 3600, late + 3600, false, new byte[10])),
                List.of());
        List<Sample> samples = read(new TsReader(new ByteArrayInputStream(segment), late - 90_000));
        assertThat(samples).extracting(Sample::pts).containsExactly(late, late + 3600);
    }

    @Test
    void aStreamCutOffInTheMiddleGivesWhatWasWhole() throws IOException {
        byte[] segment = write(
                0, List.of(pes(0, 0, 0, true, new byte[5000]), pes(0, 3600, 3600, false, new byte[5000])), List.of());
        byte[] cut = java.util.Arrays.copyOf(segment, segment.length / 2 + 50);
        assertThat(read(new TsReader(new ByteArrayInputStream(cut), 0))).isNotEmpty();
    }

    @Test
    void whatIsNoTransportStreamIsRefused() {
        assertThatThrownBy(() -> read(new TsReader(new ByteArrayInputStream(new byte[1000]), 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sync byte");
    }
}
