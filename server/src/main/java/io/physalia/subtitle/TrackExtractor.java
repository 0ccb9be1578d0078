package io.physalia.subtitle;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.Ffmpeg;
import io.physalia.media.MediaStream;
import io.physalia.media.SourceInput;
import io.physalia.media.SubtitleCodecs;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Takes tracks out of media files with FFmpeg: a whole film is read once for all of its text tracks. Thread-safe; blocks. */
final class TrackExtractor {
    /** Of a film of 100 GB on a slow share. */
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    /** Films that are read at once, as each takes what the disk can give. */
    private static final int AT_ONCE = 2;

    private static final String TEXT_FORMATS = "srt,ass,webvtt,microdvd,sami,subviewer,subviewer1,mpl2,jacosub,stl";

    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    TrackExtractor(ProcessRunner runner, Ffmpeg ffmpeg) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
    }

    /** The name of the file that a track is extracted to: styled text stays as it is, captions become that, other text becomes SubRip. */
    static String fileName(MediaStream stream) {
        String codec = SubtitleCodecs.canonical(stream.codec());
        String extension = switch (codec) {
            // What is said where on the screen tells who speaks, so captions keep their places.
            case "ass", "ssa", SubtitleCodecs.CAPTIONS -> "ass";
            case SubtitleCodecs.PGS -> "sup";
            case SubtitleCodecs.VOBSUB -> SubtitleCodecs.MKS;
            default -> "srt";
        };
        return stream.index() + "." + extension;
    }

    /**
     * Writes tracks into a directory, each under its {@link #fileName}.
     *
     * @throws Failure {@code NOT_MEDIA}
     */
    void extract(Film film, List<? extends MediaStream> streams, Path directory) {
        List<String> command = new ArrayList<>(input(film.file(), film.info().container()));
        for (MediaStream stream : streams) {
            command.addAll(output(stream));
            command.add("file:" + directory.resolve(fileName(stream)).toAbsolutePath());
        }
        run(command);
    }

    /** What FFmpeg makes of a track, without where to. */
    static List<String> output(MediaStream stream) {
        String name = fileName(stream);
        String format = name.substring(name.indexOf('.') + 1);
        return List.of(
                "-map",
                "0:" + stream.index(),
                "-c:s",
                encoder(stream, format),
                "-f",
                format.equals(SubtitleCodecs.MKS) ? "matroska" : format);
    }

    private static String encoder(MediaStream stream, String format) {
        boolean isText =
                format.equals("srt") || SubtitleCodecs.canonical(stream.codec()).equals(SubtitleCodecs.CAPTIONS);
        return isText ? format : "copy";
    }

    /** Writes a text file of a format that only FFmpeg reads as SubRip. */
    void convert(Path file, Path target) {
        List<String> command = new ArrayList<>(input(file, TEXT_FORMATS));
        command.addAll(List.of("-map", "0:s:0", "-c:s", "srt", "-f", "srt", "file:" + target.toAbsolutePath()));
        run(command);
    }

    /** Writes a file within the file. */
    void attachment(Film film, int index, Path target) {
        List<String> command = new ArrayList<>(head(ffmpeg));
        command.addAll(
                List.of("-dump_attachment:" + index, target.toAbsolutePath().toString()));
        command.addAll(source(film.file(), film.info().container()));
        // An output is asked for; this one needs nothing to be decoded.
        command.addAll(List.of("-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-t", "0", "-f", "null", "-"));
        run(command);
    }

    private List<String> input(Path file, String formats) {
        List<String> command = new ArrayList<>(head(ffmpeg));
        command.addAll(source(file, formats));
        return command;
    }

    static List<String> head(Ffmpeg ffmpeg) {
        return List.of(ffmpeg.ffmpeg().toString(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y");
    }

    /** A file may open neither the network nor other files. */
    static List<String> source(Path file, String formats) {
        List<String> source = new ArrayList<>(SourceInput.options(file, formats));
        source.addAll(List.of("-i", SourceInput.url(file)));
        return source;
    }

    private void run(List<String> command) {
        turns.acquireUninterruptibly();
        try {
            ProcessRunner.Output output = runner.run(command, DEADLINE, 1 << 16);
            if (!output.succeeded()) {
                throw new Failure(FailureCode.NOT_MEDIA, "the track cannot be read: " + lastLine(output.stderrTail()));
            }
        } finally {
            turns.release();
        }
    }

    /** Without the paths that FFmpeg names. */
    private static String lastLine(String stderr) {
        String line = stderr.lines().filter(each -> !each.isBlank()).reduce("", (_, last) -> last);
        return line.replaceAll("file:\\S+|/\\S+", "…");
    }

    static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(directory);
    }
}
