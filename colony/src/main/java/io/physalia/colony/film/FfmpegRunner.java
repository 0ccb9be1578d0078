package io.physalia.colony.film;

import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FfmpegLocator;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the FFmpeg programs with which the colony makes its film and proves what a viewer got, with pipes on both ends. */
public record FfmpegRunner(Path ffmpeg, Path ffprobe) {

    /** Feeds a program's standard input. */
    @FunctionalInterface
    interface Source {
        void writeTo(OutputStream stdin) throws IOException;
    }

    /** Reads a program's standard output to its end. */
    @FunctionalInterface
    interface Sink {
        void readFrom(InputStream stdout) throws IOException;
    }

    /** Uses the FFmpeg that a pod would use: that of {@code PHYSALIA_FFMPEG}, else of the PATH, else the bundled one. */
    public static FfmpegRunner find() {
        Optional<Path> wanted = Optional.ofNullable(System.getenv("PHYSALIA_FFMPEG"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        Path cache = Path.of(System.getProperty("java.io.tmpdir"), "physalia-" + System.getProperty("user.name"));
        try (ProcessRunner runner = new ProcessRunner()) {
            Ffmpeg found = new FfmpegLocator(runner, new BundledFfmpeg(cache))
                    .locate(wanted, Optional.ofNullable(System.getenv("PATH")).orElse(""));
            return new FfmpegRunner(found.ffmpeg(), found.ffprobe());
        }
    }

    /**
     * Runs one of the programs to its end.
     *
     * @return its standard error
     * @throws IllegalStateException if it fails, with what it said
     */
    String run(Path program, List<String> arguments, @Nullable Source source, Sink sink) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).start();
            try {
                return converse(process, command, source, sink);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(program + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(program + " was interrupted", e);
        }
    }

    private static String converse(Process process, List<String> command, @Nullable Source source, Sink sink)
            throws IOException, InterruptedException {
        AtomicReference<String> errors = new AtomicReference<>("");
        Thread errorReader = Thread.ofVirtual().start(() -> {
            try {
                errors.set(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException _) {
                // The process was killed; what it said no longer matters.
            }
        });
        AtomicReference<@Nullable IOException> writeFailure = new AtomicReference<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            try (OutputStream stdin = process.getOutputStream()) {
                if (source != null) {
                    source.writeTo(stdin);
                }
            } catch (IOException e) {
                writeFailure.set(e);
            }
        });
        sink.readFrom(process.getInputStream());
        int exit = process.waitFor();
        errorReader.join();
        writer.join();
        if (exit != 0 || writeFailure.get() != null) {
            throw new IllegalStateException(command + " ended with " + exit + ": " + errors.get(), writeFailure.get());
        }
        return errors.get();
    }
}
