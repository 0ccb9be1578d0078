package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stream that is one file shows is what the film's maker meant, whatever its samples say. */
class ProgressiveCommandTest {
    @TempDir
    Path directory;

    private Path stream(Path film, VideoCodec codec, int size) {
        MediaInfo info = TestFfmpeg.prober().probe(film);
        List<String> arguments = new ArrayList<>(ProgressiveCommand.arguments(
                new ProgressiveCommand.Spec(
                        "0".repeat(32),
                        new EncodeSpec(
                                film,
                                info,
                                new VideoOutput.Encode(0, codec, 2_000_000, size, size, 0, ""),
                                new AudioOutput.None(),
                                SegmentContainer.FMP4,
                                new Drawn.Nothing()),
                        ProgressiveContainer.find("mkv").orElseThrow(),
                        Duration.ofMillis(80)),
                TestFfmpeg.tables()));
        Path stream = directory.resolve("stream.mkv");
        arguments.set(arguments.size() - 1, stream.toString());
        TestFfmpeg.run(arguments);
        return stream;
    }

    /** A frame of the stream, by a program that shows samples as they are. */
    private BufferedImage frame(Path film, VideoCodec codec) throws IOException {
        Path stream = stream(film, codec, 64);
        assertThat(TestFfmpeg.prober().probe(stream).video().orElseThrow().codec())
                .isEqualTo(codec.codecName());
        Path png = directory.resolve("frame.png");
        TestFfmpeg.run(List.of("-i", stream.toString(), "-frames:v", "1", png.toString()));
        return ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(png)));
    }

    /** A picture of four rows, so that they could have threads; libx265 writes into the stream what it does. */
    @Test
    void hevcIsEncodedWithoutThreadsForRows() throws IOException {
        Path stream = stream(OddFilms.fields(directory), VideoCodec.HEVC, 256);
        assertThat(Files.readString(stream, StandardCharsets.ISO_8859_1)).contains(" no-wpp ");
    }

    @ParameterizedTest
    @EnumSource
    void aHighRangeIsToned(VideoCodec codec) throws IOException {
        BufferedImage frame = frame(OddFilms.highRange(directory), codec);
        assertThat((double) (frame.getRGB(32, 32) >> 8 & 0xFF)).isCloseTo(OddFilms.highRangeLevel(), within(4.0));
    }

    @ParameterizedTest
    @EnumSource
    void fieldsAreMadeWholeFrames(VideoCodec codec) throws IOException {
        BufferedImage frame = frame(OddFilms.fields(directory), codec);
        int above = frame.getRGB(32, 30) & 0xFF;
        int below = frame.getRGB(32, 31) & 0xFF;
        assertThat(Math.abs(above - below)).as(above + " above " + below).isLessThan(60);
    }
}
