package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.failure.Failure;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The FFmpeg that tests make their media with: what the server itself would use. */
public final class TestFfmpeg {
    private static final ProcessRunner RUNNER = new ProcessRunner();
    private static final Ffmpeg FFMPEG = new FfmpegLocator(
                    RUNNER, new BundledFfmpeg(Path.of(System.getProperty("java.io.tmpdir"), "physalia-test-ffmpeg")))
            .locate(Optional.empty(), System.getenv().getOrDefault("PATH", ""));

    /** The build unpacks it there, for integration tests. */
    private static final Path NEWEST = Path.of("target", "newest-ffmpeg").toAbsolutePath();

    private TestFfmpeg() {}

    public static ProcessRunner runner() {
        return RUNNER;
    }

    public static Ffmpeg ffmpeg() {
        return FFMPEG;
    }

    /** One as new as the image's; where it does not run, the test is skipped and says why. */
    public static synchronized Ffmpeg newest() {
        try {
            return new FfmpegLocator(RUNNER, new BundledFfmpeg(NEWEST)).locate(Optional.of(program()), "");
        } catch (Failure | IOException e) {
            return Assumptions.abort("the newest FFmpeg does not run here: " + e.getMessage());
        }
    }

    /** It comes with libraries that it looks for in the system. */
    private static Path program() throws IOException {
        Path bin = Files.createDirectories(NEWEST.resolve("bin"));
        for (String each : List.of("ffmpeg", "ffprobe")) {
            Path script = bin.resolve(each);
            if (!Files.exists(script)) {
                Path program = NEWEST.resolve(each);
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                Path fresh = Files.createTempFile(bin, each, ".part");
                Files.writeString(fresh, "#!/bin/sh\nLD_LIBRARY_PATH='" + NEWEST + "' exec '" + program + "' \"$@\"\n");
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return bin.resolve("ffmpeg");
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
