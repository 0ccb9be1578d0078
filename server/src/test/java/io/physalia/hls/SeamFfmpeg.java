package io.physalia.hls;

import io.physalia.failure.Failure;
import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FfmpegLocator;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The FFmpegs that tests run with, and films made by them, once for a build. */
final class SeamFfmpeg {
    private static final Path HOME = Path.of("target", "test-ffmpeg");
    /** The build unpacks it there. */
    private static final Path NEWEST = Path.of("target", "newest-ffmpeg").toAbsolutePath();

    private SeamFfmpeg() {}

    /** The one that comes with Physalia. */
    static Ffmpeg bundled(ProcessRunner runner) {
        return new FfmpegLocator(runner, new BundledFfmpeg(HOME)).locate(Optional.empty(), "");
    }

    /** Whose seams are looked at: the bundled one, or the program that {@code -Dphysalia.seam.ffmpeg} names. */
    static Ffmpeg underTest(ProcessRunner runner) {
        String other = System.getProperty("physalia.seam.ffmpeg", "");
        return other.isEmpty()
                ? bundled(runner)
                : new FfmpegLocator(runner, new BundledFfmpeg(HOME)).locate(Optional.of(Path.of(other)), "");
    }

    /** One as new as the image's; where it does not run, the test is skipped and says why. */
    static synchronized Ffmpeg newest(ProcessRunner runner) {
        try {
            return new FfmpegLocator(runner, new BundledFfmpeg(HOME)).locate(Optional.of(program()), "");
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

    /** Runs FFmpeg to its end and answers what it printed. */
    static String run(ProcessRunner runner, Path program, List<String> arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessRunner.Output output = runner.run(command, Duration.ofMinutes(2), 256 << 20);
        if (!output.succeeded()) {
            throw new AssertionError(String.join(" ", command) + "\n" + output.stderrTail());
        }
        return output.stdout();
    }
}
