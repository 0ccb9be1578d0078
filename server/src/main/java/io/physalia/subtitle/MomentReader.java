package io.physalia.subtitle;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.Ffmpeg;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.process.Child;
import io.physalia.media.process.ProcessRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a moment out of a film and leaves the rest of it alone. FFmpeg itself would read on until the next text, which may be far away, or never come: so it is made to
 * tell where in the film it is, and stopped behind the moment. Thread-safe; blocks for as long as it takes to read some seconds of film.
 */
final class MomentReader {
    /** What is on the screen may have been said to be shown so much earlier. */
    private static final Duration LEAD = Duration.ofSeconds(30);
    /** Text may lie so much behind the picture that it belongs to. */
    private static final Duration TRAIL = Duration.ofSeconds(5);

    /** A longer one is no moment. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Moments that are read at once. */
    private static final int AT_ONCE = 4;

    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Pattern UNIT = Pattern.compile("#tb 0: (\\d{1,9})/(\\d{1,9})");
    private static final Pattern PACKET = Pattern.compile("0,\\s*(-?\\d{1,18}),.*");

    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    MomentReader(ProcessRunner runner, Ffmpeg ffmpeg) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
    }

    /** Whether a window of a film is so short that it is read by itself, and there is something to read in it. */
    static boolean isMoment(MediaInfo info, Window window) {
        return window.end()
                        .filter(end -> end.minus(window.start()).compareTo(LONGEST) <= 0)
                        .isPresent()
                && window.start().compareTo(info.duration()) < 0
                && pace(info).isPresent();
    }

    /** The stream whose times tell where in the film FFmpeg is. */
    private static Optional<MediaStream> pace(MediaInfo info) {
        return info.video().<MediaStream>map(video -> video).or(info::audio);
    }

    /**
     * Writes what is shown from a moment on, with the film's own times, and perhaps some more.
     *
     * @param start at least zero
     * @param end later than {@code start}
     * @throws Failure {@code NOT_MEDIA}
     */
    void read(Film film, MediaStream track, Duration start, Duration end, Path target) {
        Duration from = start.compareTo(LEAD) > 0 ? start.minus(LEAD) : Duration.ZERO;
        MediaStream pace = pace(film.info()).orElseThrow();
        turns.acquireUninterruptibly();
        try (Child child = runner.start(command(film, track, pace, from, target))) {
            Thread.ofVirtual().start(() -> {
                if (!child.waitFor(DEADLINE)) {
                    child.kill();
                }
            });
            boolean passed = follow(child, end.plus(TRAIL));
            boolean ended = passed || (child.waitFor(DEADLINE) && child.exitCode() == 0);
            if (!ended || !target.toFile().exists()) {
                throw new Failure(FailureCode.NOT_MEDIA, "the track cannot be read");
            }
        } catch (IOException e) {
            throw new Failure(FailureCode.NOT_MEDIA, "the track cannot be read", e);
        } finally {
            turns.release();
        }
    }

    private List<String> command(Film film, MediaStream track, MediaStream pace, Duration from, Path target) {
        String seconds = String.valueOf(from.toSeconds());
        List<String> command = new ArrayList<>(TrackExtractor.head(ffmpeg));
        command.addAll(List.of("-ss", seconds));
        command.addAll(TrackExtractor.source(film.file(), film.info().container()));
        command.addAll(TrackExtractor.output(track));
        if (target.toString().endsWith(".ass")) {
            // Else it waits for the lines that come before the first one.
            command.addAll(List.of("-ignore_readorder", "1"));
        }
        // Times from the film's start on; each text is in the file as soon as it is read.
        List<String> alike = List.of("-output_ts_offset", seconds, "-flush_packets", "1");
        command.addAll(alike);
        command.add("file:" + target.toAbsolutePath());
        command.addAll(List.of("-map", "0:" + pace.index(), "-c", "copy"));
        command.addAll(alike);
        command.addAll(List.of("-f", "framecrc", "pipe:1"));
        return command;
    }

    /** Reads a line for each packet until one is late enough; false if none came. */
    private static boolean follow(Child child, Duration end) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(child.stdout(), StandardCharsets.US_ASCII));
        double unit = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher said = UNIT.matcher(line);
            Matcher packet = PACKET.matcher(line);
            if (said.matches()) {
                unit = Double.parseDouble(said.group(1)) / Double.parseDouble(said.group(2));
            } else if (packet.matches() && Long.parseLong(packet.group(1)) * unit > end.toMillis() / 1000.0) {
                return true;
            }
        }
        return false;
    }
}
