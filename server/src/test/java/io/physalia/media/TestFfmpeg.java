package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.process.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The FFmpeg that tests make their media with: what the server itself would use. */
public final class TestFfmpeg {
    private static final ProcessRunner RUNNER = new ProcessRunner();
    private static final Ffmpeg FFMPEG = new FfmpegLocator(
                    RUNNER, new BundledFfmpeg(Path.of(System.getProperty("java.io.tmpdir"), "physalia-test-ffmpeg")))
            .locate(Optional.empty(), System.getenv().getOrDefault("PATH", ""));

    private TestFfmpeg() {}

    public static ProcessRunner runner() {
        return RUNNER;
    }

    public static Ffmpeg ffmpeg() {
        return FFMPEG;
    }

    /** In a directory whose name FFmpeg's filters must not misread. */
    public static ToneTables tables() {
        return new ToneTables(Path.of(System.getProperty("java.io.tmpdir"), "physalia-test: it's [odd],;=\\ 100%"));
    }

    public static Prober prober() {
        return new Prober(RUNNER, FFMPEG);
    }

    /** Runs {@code ffmpeg} with arguments; the test fails if it fails. */
    public static void run(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(FFMPEG.ffmpeg().toString(), "-hide_banner", "-v", "error", "-y"));
        command.addAll(arguments);
        ProcessRunner.Output output = RUNNER.run(command, Duration.ofMinutes(2), 1 << 20);
        assertThat(output.succeeded()).as(output.stderrTail()).isTrue();
    }

    /** Makes a film of one second, 160 x 90, 25 frames a second, with a tone, in the format that the name's extension says. */
    public static Path film(Path file) {
        run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x90:r=25:d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=r=48000:d=1",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac",
                "file:" + file));
        return file;
    }
}
