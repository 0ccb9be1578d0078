package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.process.ProcessRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measured by us, and by FFmpeg for itself. */
class LoudnessMeterTest {
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final Pattern SUMMARY = Pattern.compile("\\s+I:\\s+(-?\\d+\\.\\d) LUFS");

    @TempDir
    Path directory = Path.of("");

    private final LoudnessMeter meter = new LoudnessMeter(TestFfmpeg.runner(), TestFfmpeg.ffmpeg());

    private Path sound(String name, String source) {
        Path file = directory.resolve(name);
        TestFfmpeg.run(List.of("-f", "lavfi", "-i", source, "file:" + file));
        return file;
    }

    /** What FFmpeg says at the end of its own measurement. */
    private static double ffmpegs(Path file) {
        ProcessRunner.Output output = TestFfmpeg.runner()
                .run(
                        List.of(
                                TestFfmpeg.ffmpeg().ffmpeg().toString(),
                                "-hide_banner",
                                "-i",
                                "file:" + file,
                                "-af",
                                "ebur128=framelog=quiet",
                                "-f",
                                "null",
                                "-"),
                        Duration.ofMinutes(1),
                        1 << 10);
        Matcher summary = SUMMARY.matcher(output.stderrTail());
        assertThat(summary.find()).as(output.stderrTail()).isTrue();
        return Double.parseDouble(summary.group(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            tone.flac     ; sine=f=1000:d=8:r=48000,volume=-6dB
            quiet.mp3     ; sine=f=440:d=8:r=44100,volume=-20dB
            stereo.opus   ; aevalsrc='0.4*sin(880*t)|0.1*sin(660*t)':d=8:s=48000
            swelling.flac ; aevalsrc='0.9*sin(2000*t)*pow(t/8\\,3)':d=8:s=44100
            gaps.m4a      ; aevalsrc='0.5*sin(3000*t)*lt(mod(t\\,2)\\,1)':d=8:s=48000
            """)
    void itIsWhatFfmpegSays(String name, String source) {
        Path file = sound(name, source);
        String formats = TestFfmpeg.prober().probe(file).container();
        double lufs = meter.measure(file, formats, LENGTH).integrated().orElseThrow();
        assertThat(lufs).isCloseTo(ffmpegs(file), within(0.15)).isBetween(-45.0, -3.0);
    }

    @Test
    void silenceAndAClickAreNotLoud() {
        assertThat(meter.measure(sound("silence.flac", "anullsrc=d=2"), "flac", LENGTH)
                        .integrated())
                .isEmpty();
        assertThat(meter.measure(sound("click.flac", "sine=d=0.2"), "flac", LENGTH)
                        .integrated())
                .isEmpty();
    }

    @Test
    void whatIsNoSoundIsRefused() throws Exception {
        Path noise = Files.write(directory.resolve("noise.flac"), new byte[100_000]);
        assertThatThrownBy(() -> meter.measure(noise, "flac", LENGTH)).isInstanceOfSatisfying(Failure.class, e -> {
            assertThat(e.code()).isEqualTo(FailureCode.PROBE_FAILED);
            assertThat(e.reason()).doesNotContain(directory.toString());
        });
        assertThatThrownBy(() -> meter.measure(directory.resolve("nothing.flac"), "flac", LENGTH))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(FailureCode.FILE_NOT_FOUND));
    }

    /** A text that says to fetch from elsewhere, with the name of a song. */
    @Test
    void nothingElseIsOpened() throws Exception {
        Path other = sound("other.flac", "sine=d=2");
        Path list = Files.writeString(directory.resolve("song.flac"), "ffconcat version 1.0\nfile '" + other + "'\n");
        assertThatThrownBy(() -> meter.measure(list, "flac", LENGTH)).isInstanceOf(Failure.class);
    }
}
