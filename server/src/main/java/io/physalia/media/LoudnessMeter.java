package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.process.ProcessRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures how loud sound is, with FFmpeg's {@code ebur128}. It decodes all of it, on one processor and after everybody else. Thread-safe; blocks. */
public final class LoudnessMeter {
    private static final String BLOCK = "lavfi.r128.M=";
    /** For the start; then it must not be slower than the sound is heard. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;

    public LoudnessMeter(ProcessRunner runner, Ffmpeg ffmpeg) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
    }

    /**
     * Measures the first sound of a file.
     *
     * @param formats FFmpeg's names of its demuxer
     * @param duration how long it is said to be
     * @throws Failure {@code FILE_NOT_FOUND}; {@code PROBE_FAILED} if it cannot be read to its end
     */
    public LoudnessBlocks measure(Path file, String formats, Duration duration) {
        if (!Files.isReadable(file)) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary());
        }
        try {
            return runner.runLast(command(file, formats), duration.plus(SLACK), LoudnessMeter::read);
        } catch (IOException e) {
            throw new Failure(
                    FailureCode.PROBE_FAILED, "its loudness cannot be measured: " + ProcessRunner.reason(e), e);
        }
    }

    private List<String> command(Path file, String formats) {
        List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-hide_banner", "-v", "error"));
        command.addAll(List.of("-nostdin", "-threads", "1", "-filter_threads", "1"));
        // A file may open neither the network nor other files.
        command.addAll(SourceInput.options(file, formats));
        command.addAll(List.of("-i", SourceInput.url(file), "-map", "0:a:0"));
        // A line for each step of 100 ms, with the loudness of the 400 ms before.
        command.addAll(List.of(
                "-af", "ebur128=metadata=1:framelog=quiet,ametadata=mode=print:key=lavfi.r128.M:file='pipe\\:1'"));
        command.addAll(List.of("-f", "null", "-"));
        return command;
    }

    private static LoudnessBlocks read(InputStream stdout) throws IOException {
        LoudnessBlocks.Counter counter = new LoudnessBlocks.Counter();
        BufferedReader lines = new BufferedReader(new InputStreamReader(stdout, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(BLOCK)) {
                counter.add(parse(line.substring(BLOCK.length())));
            }
        }
        return counter.blocks();
    }

    private static double parse(String number) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException _) {
            return Double.NaN; // "-inf", "nan" of sound that is no numbers
        }
    }
}
