package io.physalia.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds out what a media file is, by FFmpeg's ffprobe. Thread-safe; blocks while ffprobe reads. */
public final class Prober {
    /** Raised when {@link MediaInfo} is read more exactly from the same file, so that libraries read all files again. */
    public static final int VERSION = 6;

    /** A healthy disk answers within a second; a network share that sleeps may take its time. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration REMOTE_DEADLINE = Duration.ofSeconds(20);
    /** Above it: ended by a signal. */
    private static final int LAST_EXIT_CODE = 128;

    private static final int MAX_OUTPUT_BYTES = 16 << 20;
    private static final Pattern LOG_PREFIX = Pattern.compile("^\\[[^\\]]* @ 0x[0-9a-f]+\\] *");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ProcessRunner runner;
    private final Path ffprobe;
    private final List<String> decoding;
    private final boolean startsBehindPadding;

    public Prober(ProcessRunner runner, Ffmpeg ffmpeg) {
        this.runner = runner;
        this.ffprobe = ffmpeg.ffprobe();
        // Since version 8 it has to be told to look for captions.
        this.decoding =
                ffmpeg.major().orElse(0) < 8 ? List.of("-count_frames") : List.of("-count_frames", "-analyze_frames");
        this.startsBehindPadding = ffmpeg.isAtLeast(8, 1);
    }

    /**
     * Probes a file.
     *
     * @param file local; any name
     * @throws Failure {@code FILE_NOT_FOUND} if it is gone or cannot be read, {@code NOT_MEDIA} if it holds neither film nor sound, or none that FFmpeg understands,
     *     {@code PROBE_FAILED} if FFmpeg hangs or crashes over it
     */
    public MediaInfo probe(Path file) {
        boolean remote = RemoteAddress.isIn(file);
        long size = remote ? 0 : size(file);
        Duration deadline = remote ? REMOTE_DEADLINE : DEADLINE;
        ProcessRunner.Output output;
        try {
            output = runner.run(command(file), deadline, MAX_OUTPUT_BYTES);
        } catch (UncheckedIOException e) {
            throw new Failure(FailureCode.FFMPEG_MISSING, "ffprobe cannot be started", e);
        }
        if (output.timedOut()) {
            throw failed(file, "reading it took longer than " + deadline.toSeconds() + " s");
        }
        if (!output.succeeded()) {
            if (!canBeRead(file)) {
                throw notFound(file, "went away while it was read");
            }
            if (output.exitCode() > LAST_EXIT_CODE) {
                throw failed(file, "FFmpeg crashed on it, by signal " + (output.exitCode() - LAST_EXIT_CODE));
            }
            throw notMedia(file, cause(output.stderrTail()));
        }
        MediaInfo info = read(file, output.stdout(), size);
        if (info.video().isEmpty() && info.audio().isEmpty()) {
            throw notMedia(file, "it holds neither film nor sound");
        }
        return info;
    }

    private static long size(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw notFound(file, Files.isDirectory(file) ? "is a directory" : "is not there");
            }
            if (!Files.isReadable(file)) {
                throw notFound(file, "may not be read");
            }
            long size = Files.size(file);
            if (size == 0) {
                throw notMedia(file, "it is empty");
            }
            return size;
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, name(file) + " cannot be read", e);
        }
    }

    /** Whether the disk gives the file's first and last bytes: what FFmpeg calls an input error may be the disk's fault or the file's. */
    private static boolean canBeRead(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            return channel.read(one, 0) >= 0 && channel.read(one.clear(), Math.max(0, channel.size() - 1)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> command(Path file) {
        List<String> command = new ArrayList<>(List.of(ffprobe.toString(), "-hide_banner", "-v", "error"));
        // A file can neither make us fetch from the network nor from another file that it names.
        command.addAll(SourceInput.options(file, Demuxers.ALLOWED));
        command.addAll(List.of(
                // Transport streams tell their streams late: look at up to 20 s or 50 MB of them.
                "-analyzeduration",
                "20000000",
                "-probesize",
                "50000000",
                "-of",
                "json",
                "-show_format",
                "-show_streams",
                "-show_chapters"));
        // Only decoded pictures tell whether there are closed captions in them, and how many others they refer to: the
        // first few packets are enough.
        command.addAll(decoding);
        command.addAll(List.of(
                "-read_intervals",
                "%+#20",
                // Every other thread would want a picture more before the first one comes out.
                "-threads",
                "1",
                "-i",
                SourceInput.url(file)));
        return command;
    }

    private MediaInfo read(Path file, String json, long size) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (startsBehindPadding) {
                PaddedStarts.undo(root);
            }
            return ProbeReader.read(root, size);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new Failure(FailureCode.NOT_MEDIA, name(file) + ": ffprobe's answer cannot be understood", e);
        }
    }

    /** The first line that says something, without addresses and paths. */
    private static String cause(String stderr) {
        if (stderr.contains("not on whitelist")) {
            return "its format is not one that a library may hold";
        }
        String line = stderr.lines()
                .map(each -> LOG_PREFIX.matcher(each).replaceFirst("").strip())
                .filter(each -> !each.isEmpty() && !each.startsWith("file:"))
                // An address may hold a password.
                .map(each -> each.replaceAll("[a-z]+://\\S+", "its address"))
                .findFirst()
                .orElse("FFmpeg does not know what it is");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static Failure notFound(Path file, String reason) {
        return new Failure(FailureCode.FILE_NOT_FOUND, name(file) + " " + reason);
    }

    private static Failure notMedia(Path file, String reason) {
        return new Failure(FailureCode.NOT_MEDIA, name(file) + " is not media that FFmpeg can read: " + reason);
    }

    private static Failure failed(Path file, String reason) {
        return new Failure(FailureCode.PROBE_FAILED, name(file) + " could not be read: " + reason);
    }

    /** On one line, as a name may hold a line break. */
    private static String name(Path file) {
        Path name = file.getFileName();
        return (name == null ? file : name).toString().replaceAll("\\p{Cntrl}", "?");
    }
}
