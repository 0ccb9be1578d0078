package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes single frames out of films, on one processor and after everybody else. Thread-safe; blocks. */
public final class FilmFrames {
    /** From one keyframe to the next, of the largest film, on a busy machine. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** Somebody waits for it, and nothing needs to be decoded but the frame itself. */
    private static final Duration NEAR_DEADLINE = Duration.ofSeconds(20);

    private static final int LARGEST_BYTES = 8 << 20;

    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;
    private final ToneTables tables;

    public FilmFrames(ProcessRunner runner, Ffmpeg ffmpeg, ToneTables tables) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
        this.tables = tables;
    }

    /**
     * The frame that is shown at a moment, as JPEG, with square pixels, whole lines and colours of the standard range.
     *
     * @param media what is known of the film
     * @param mostWidth in pixels; a film that is narrower is not made wider
     * @return empty if the picture has ended by then
     * @throws Failure {@code FILE_NOT_FOUND}; {@code PROBE_FAILED} if it cannot be read
     */
    public Optional<byte[]> find(Path film, MediaInfo media, Duration moment, int mostWidth) {
        return take(film, media, List.of("-ss", moment.toMillis() + "ms"), mostWidth, DEADLINE);
    }

    /** Like {@link #find}, the last keyframe before the moment: in a fraction of the time. */
    public Optional<byte[]> findNear(Path film, MediaInfo media, Duration moment, int mostWidth) {
        return take(
                film, media, List.of("-ss", moment.toMillis() + "ms", "-noaccurate_seek"), mostWidth, NEAR_DEADLINE);
    }

    private Optional<byte[]> take(Path film, MediaInfo media, List<String> seek, int mostWidth, Duration deadline) {
        if (!Files.isReadable(film)) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary());
        }
        try {
            byte[] jpeg = runner.runLast(
                    command(film, media, seek, mostWidth), deadline, stdout -> stdout.readNBytes(LARGEST_BYTES));
            return jpeg.length == 0 ? Optional.empty() : Optional.of(jpeg);
        } catch (IOException e) {
            throw new Failure(
                    FailureCode.PROBE_FAILED, "no frame can be taken out of it: " + ProcessRunner.reason(e), e);
        }
    }

    private List<String> command(Path film, MediaInfo media, List<String> seek, int mostWidth) {
        List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-hide_banner", "-v", "error"));
        command.addAll(List.of("-nostdin", "-threads", "1", "-filter_threads", "1"));
        command.addAll(seek);
        // A file may open neither the network nor other files.
        command.addAll(SourceInput.options(film, media.container()));
        // The first stream that moves: no cover.
        command.addAll(List.of("-i", SourceInput.url(film), "-map", "0:V:0", "-frames:v", "1"));
        command.addAll(List.of("-vf", filters(media, mostWidth)));
        command.addAll(List.of("-c:v", "mjpeg", "-q:v", "4", "-threads", "1"));
        command.addAll(List.of("-f", "mjpeg", "pipe:1"));
        return command;
    }

    private String filters(MediaInfo media, int mostWidth) {
        List<String> filters = new ArrayList<>();
        if (media.video().filter(MediaStream.Video::interlaced).isPresent()) {
            filters.add(VideoFilters.WHOLE_FRAMES);
        }
        // Even sizes, as the colours have half of them.
        String size = "scale=w='max(2,trunc(min(%d,iw*sar)/2)*2)':h='max(2,trunc(ow/dar/2)*2)'".formatted(mostWidth);
        filters.add(media.video()
                .flatMap(HighRange::of)
                .map(range -> VideoFilters.toStandardRange(range, size, tables))
                .orElse(size));
        // As every reader of JPEG takes them (ITU-T T.871).
        filters.add("scale=out_color_matrix=bt601:out_range=pc,format=pix_fmts=yuvj420p,setsar=sar=1");
        return String.join(",", filters);
    }
}
