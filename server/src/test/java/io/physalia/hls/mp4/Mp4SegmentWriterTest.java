package io.physalia.hls.mp4;

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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Writer and reader of fragments, against each other. FFmpeg reads what they write in {@code SeamIT}. */
class Mp4SegmentWriterTest {
    private static final Track VIDEO = new Track(1, true, 90_000);
    private static final Track AUDIO = new Track(2, false, 48_000);
    private static final Mp4Init INIT = new Mp4Init(ByteBuffer.allocate(0), List.of(VIDEO, AUDIO), Map.of());

    private static Sample sample(int track, long pts, long dts, long duration, boolean key, String content) {
        return new Sample(
                track,
                pts,
                dts,
                duration,
                key,
                ByteBuffer.wrap(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static byte[] write(int index, Part... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer part : new Mp4SegmentWriter().write(index, List.of(parts))) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static List<String> read(byte[] bytes) throws IOException {
        Mp4Reader reader = new Mp4Reader(new ByteArrayInputStream(bytes), INIT);
        List<String> samples = new ArrayList<>();
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            Sample sample = next.get();
            samples.add(sample + " for " + sample.duration() + ": "
                    + java.nio.charset.StandardCharsets.UTF_8.decode(sample.data()));
        }
        return samples;
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Part video = new Part(
                VIDEO,
                List.of(sample(0, 907_200, 900_000, 0, true, "key"), sample(0, 903_600, 903_600, 0, false, "between")),
                907_200);
        Part audio = new Part(
                AUDIO,
                List.of(sample(1, 480_000, 480_000, 1024, true, "la"), sample(1, 481_024, 481_024, 1024, true, "lala")),
                482_048);
        assertThat(read(write(7, video, audio)))
                .containsExactly(
                        "track 0 pts 907200 dts 900000 key 3 bytes for 3600: key",
                        "track 1 pts 480000 dts 480000 key 2 bytes for 1024: la",
                        "track 1 pts 481024 dts 481024 key 4 bytes for 1024: lala",
                        "track 0 pts 903600 dts 903600 7 bytes for 3600: between");
    }

    @Test
    void aPictureShownBeforeItsDecodingTimeKeepsItsTime() throws IOException {
        Part video = new Part(VIDEO, List.of(sample(0, 899_000, 900_000, 0, true, "x")), 903_600);
        assertThat(read(write(0, video))).containsExactly("track 0 pts 899000 dts 900000 key 1 bytes for 3600: x");
    }

    @Test
    void anEmptyTrackSaysWhereItIs() throws IOException {
        byte[] segment = write(0, new Part(VIDEO, List.of(), 5), new Part(AUDIO, List.of(), 6));
        assertThat(read(segment)).isEmpty();
        List<Box> boxes = Box.parse(ByteBuffer.wrap(segment));
        assertThat(boxes).extracting(Box::type).containsExactly("styp", "moof", "mdat");
        assertThat(boxes.get(1).get("traf").get("tfdt").content().getLong(4)).isEqualTo(5);
        assertThat(boxes.get(1).get("mfhd").content().getInt(4)).isEqualTo(1);
    }

    @Test
    void twoWritesGiveTheSameBytes() {
        Part video = new Part(VIDEO, List.of(sample(0, 907_200, 900_000, 0, true, "key")), 903_600);
        assertThat(write(3, video)).isEqualTo(write(3, video));
    }

    @Test
    void aStreamCutOffInTheMiddleGivesWhatWasWhole() throws IOException {
        byte[] one = write(0, new Part(VIDEO, List.of(sample(0, 1, 1, 0, true, "one")), 2));
        byte[] two = write(1, new Part(VIDEO, List.of(sample(0, 2, 2, 0, true, "two")), 3));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.write(two, 0, two.length - 2);
        assertThat(read(both.toByteArray())).hasSize(1);
    }

    @Test
    void malformedBoxesAreRefused() {
        byte[] tooLarge = {0x7f, 0, 0, 0, 'm', 'o', 'o', 'f'};
        assertThatThrownBy(() -> read(tooLarge)).isInstanceOf(IOException.class);
        byte[] tooSmall = {0, 0, 0, 4, 'm', 'o', 'o', 'f'};
        assertThatThrownBy(() -> read(tooSmall)).isInstanceOf(IOException.class);
        byte[] broken = {0, 0, 0, 16, 'm', 'o', 'o', 'f', 0, 0, 0, 99, 't', 'r', 'a', 'f'};
        assertThatThrownBy(() -> read(broken)).isInstanceOf(IOException.class);
    }

    @Test
    void aFragmentWithoutAnInitSectionIsRefused() {
        byte[] segment = write(0, new Part(VIDEO, List.of(), 0));
        assertThatThrownBy(() -> new Mp4Reader(new ByteArrayInputStream(segment)).read())
                .isInstanceOf(IOException.class);
    }
}
