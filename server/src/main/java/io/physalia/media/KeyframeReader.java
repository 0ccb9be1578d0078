package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.process.ProcessRunner;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Reads {@link Keyframes} from files. Thread-safe; takes as long as reading the file does. */
public final class KeyframeReader {
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final int MOST_OUTPUT = 64 << 20;

    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;

    public KeyframeReader(ProcessRunner runner, Ffmpeg ffmpeg) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
    }

    /**
     * @param streamIndex of the video stream
     * @throws Failure {@code NOT_MEDIA} if the file cannot be read as media
     */
    public Keyframes read(Path source, MediaInfo info, int streamIndex) {
        ProcessRunner.Output output = runner.run(
                List.of(
                        ffmpeg.ffprobe().toString(),
                        "-v",
                        "error",
                        "-protocol_whitelist",
                        "file",
                        "-select_streams",
                        Integer.toString(streamIndex),
                        // Packets, not frames: nothing is decoded.
                        "-show_entries",
                        "packet=pts_time,flags",
                        "-of",
                        "csv=p=0",
                        "file:" + source.toAbsolutePath()),
                DEADLINE,
                MOST_OUTPUT);
        if (!output.succeeded()) {
            throw new Failure(FailureCode.NOT_MEDIA, "the keyframes cannot be read: " + output.stderrTail());
        }
        long start = info.start().toNanos();
        LongStream times = output.stdout()
                .lines()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields.length >= 2 && fields[1].startsWith("K") && !fields[0].equals("N/A"))
                .mapToLong(fields -> nanos(fields[0]) - start);
        return new Keyframes(
                Keyframes.ALGORITHM_VERSION, times.sorted().distinct().toArray());
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).longValue();
    }
}
