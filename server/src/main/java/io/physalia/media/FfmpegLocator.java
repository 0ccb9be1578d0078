package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.process.ProcessRunner;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a usable FFmpeg: the one that was asked for, else one on the PATH, else the bundled one. An old one on the PATH comes last: it
 * does what is needed, but for a seam in fragmented MP4 with copied streams, where it may move a frame.
 */
public final class FfmpegLocator {
    /** Older releases lack {@code -fps_mode}. */
    private static final int OLDEST_MAJOR = 5;

    private static final int OLDEST_EXACT_MAJOR = 6;

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("ffmpeg version n?(\\S+)");

    private final ProcessRunner runner;
    private final BundledFfmpeg bundled;

    public FfmpegLocator(ProcessRunner runner, BundledFfmpeg bundled) {
        this.runner = runner;
        this.bundled = bundled;
    }

    /**
     * @param wanted a path that the operator set; it is then used or refused, never replaced
     * @param searchPath the PATH variable
     * @throws Failure {@code FFMPEG_MISSING} if none is usable, saying why
     */
    public Ffmpeg locate(Optional<Path> wanted, String searchPath) {
        if (wanted.isPresent()) {
            return switch (tryUse(wanted.get(), false)) {
                case Usable usable -> usable.ffmpeg();
                case Unusable unusable ->
                    throw new Failure(
                            FailureCode.FFMPEG_MISSING,
                            "ffmpeg: " + wanted.get() + ": " + unusable.reason()
                                    + " (expected: an FFmpeg 5.1 or newer with libx264 and its ffprobe)");
            };
        }
        Optional<Ffmpeg> old = Optional.empty();
        for (String directory : searchPath.split(":", -1)) {
            Path candidate = Path.of(directory, "ffmpeg");
            if (!directory.isEmpty()
                    && Files.isExecutable(candidate)
                    && tryUse(candidate, false) instanceof Usable(Ffmpeg found)) {
                if (Ffmpeg.major(found.version()).orElse(OLDEST_EXACT_MAJOR) >= OLDEST_EXACT_MAJOR) {
                    return found;
                }
                old = old.or(() -> Optional.of(found));
            }
        }
        Trial own = bundled.extract()
                .map(program -> tryUse(program, true))
                .orElseGet(() -> new Unusable("is not there for this system"));
        return switch (own) {
            case Usable usable -> usable.ffmpeg();
            case Unusable unusable ->
                old.orElseThrow(() -> new Failure(
                        FailureCode.FFMPEG_MISSING,
                        "no usable FFmpeg was found on the PATH, and the bundled one " + unusable.reason()
                                + " (expected: FFmpeg 5.1 or newer with libx264; set PHYSALIA_FFMPEG to its path)"));
        };
    }

    private sealed interface Trial {}

    private record Usable(Ffmpeg ffmpeg) implements Trial {}

    private record Unusable(String reason) implements Trial {}

    private Trial tryUse(Path program, boolean isBundled) {
        Path directory = program.toAbsolutePath().getParent();
        if (directory == null || !Files.isExecutable(program)) {
            return new Unusable("is not an executable file");
        }
        Path ffprobe = directory.resolve("ffprobe");
        if (!Files.isExecutable(ffprobe)) {
            return new Unusable("has no ffprobe beside it");
        }
        try {
            ProcessRunner.Output output =
                    runner.run(List.of(program.toString(), "-hide_banner", "-version"), DEADLINE, 1 << 20);
            String text = output.stdout();
            Matcher version = VERSION.matcher(text);
            if (!output.succeeded() || !version.find()) {
                return new Unusable("does not run: " + output.stderrTail());
            }
            if (Ffmpeg.major(version.group(1)).orElse(OLDEST_MAJOR) < OLDEST_MAJOR) {
                return new Unusable("is version " + version.group(1));
            }
            if (!text.contains("--enable-libx264")) {
                return new Unusable("was built without libx264");
            }
            return new Usable(new Ffmpeg(program, ffprobe, version.group(1), isBundled));
        } catch (UncheckedIOException e) {
            return new Unusable("cannot be started: " + e.getMessage());
        }
    }
}
