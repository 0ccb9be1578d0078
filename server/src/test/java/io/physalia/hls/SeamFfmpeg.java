package io.physalia.hls;

import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FfmpegLocator;
import io.physalia.media.process.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The FFmpegs that tests run with, and films made by them, once for a build. */
final class SeamFfmpeg {
    private static final Path HOME = Path.of("target", "test-ffmpeg");

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
