package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Reads {@link Keyframes} from files: from the index of a Matroska or MP4 file, which takes milliseconds, else from all its packets,
 * which takes as long as reading the file does. Thread-safe.
 */
public final class KeyframeReader {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int MOST_OUTPUT = 64 << 20;
    /** Larger files without an index are not read from end to end while a client waits. */
    private static final long MOST_TO_SCAN = 2L << 30;

    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;

    public KeyframeReader(ProcessRunner runner, Ffmpeg ffmpeg) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
    }

    /**
     * @param streamIndex of the video stream
     * @return no times at all if the file has no index and is too large to be scanned: then cut by time
     * @throws Failure {@code NOT_MEDIA} if the file cannot be read as media, {@code FILE_NOT_FOUND} if it cannot be read at all
     */
    public Keyframes read(Path source, MediaInfo info, int streamIndex) {
        if (RemoteAddress.isIn(source)) {
            return keyframes(LongStream.empty(), info); // its index lies on the network, anywhere in the file
        }
        Optional<long[]> indexed = fromIndex(source, info, streamIndex);
        if (indexed.isPresent()) {
            return keyframes(Arrays.stream(indexed.get()), info);
        }
        return info.sizeBytes() <= MOST_TO_SCAN
                ? keyframes(fromPackets(source, streamIndex), info)
                : keyframes(LongStream.empty(), info);
    }

    private static Keyframes keyframes(LongStream rawNanos, MediaInfo info) {
        long start = info.start().toNanos();
        return new Keyframes(
                Keyframes.ALGORITHM_VERSION,
                rawNanos.map(time -> time - start).sorted().distinct().toArray());
    }

    static Optional<long[]> fromIndex(Path source, MediaInfo info, int streamIndex) {
        try (FileChannel file = FileChannel.open(source, StandardOpenOption.READ)) {
            if (info.container().contains("matroska")) {
                return MatroskaIndex.read(file, streamIndex);
            }
            return info.container().contains("mp4") ? Mp4Index.read(file, streamIndex) : Optional.empty();
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, "the media file is gone or cannot be read", e);
        }
    }

    LongStream fromPackets(Path source, int streamIndex) {
        List<String> command = new ArrayList<>(List.of(ffmpeg.ffprobe().toString(), "-v", "error"));
        command.addAll(SourceInput.options(source, Demuxers.ALLOWED));
        command.addAll(List.of("-select_streams", Integer.toString(streamIndex)));
        // Packets, not frames: nothing is decoded.
        command.addAll(List.of("-show_entries", "packet=pts_time,flags", "-of", "csv=p=0"));
        command.addAll(List.of("-i", SourceInput.url(source)));
        ProcessRunner.Output output = runner.run(command, DEADLINE, MOST_OUTPUT);
        if (!output.succeeded()) {
            throw new Failure(FailureCode.NOT_MEDIA, "the keyframes cannot be read: " + output.stderrTail());
        }
        return output.stdout()
                .lines()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields.length >= 2 && fields[1].startsWith("K") && !fields[0].equals("N/A"))
                .mapToLong(fields -> nanos(fields[0]));
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).movePointRight(9).longValue();
    }
}
