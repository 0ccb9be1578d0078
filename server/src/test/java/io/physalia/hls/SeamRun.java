package io.physalia.hls;

import io.physalia.hls.mp4.Mp4Segmenter;
import io.physalia.hls.ts.TsSegmenter;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeCommand;
import io.physalia.media.EncodeRun;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.process.Child;
import io.physalia.media.process.ProcessRunner;
import io.physalia.subtitle.TestTexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One run of FFmpeg through the segmenter, and what it published. */
final class SeamRun implements SegmentSink {
    private final SortedMap<Integer, byte[]> segments = new TreeMap<>();
    private byte[] init = new byte[0];
    private String log = "";

    static SeamRun of(ProcessRunner runner, Ffmpeg ffmpeg, EncodeSpec spec, SegmentPlan plan, int first) {
        return of(runner, ffmpeg, spec, plan, first, UnaryOperator.identity());
    }

    /** @param change made to the arguments, as if another encoder were at work */
    static SeamRun of(
            ProcessRunner runner,
            Ffmpeg ffmpeg,
            EncodeSpec spec,
            SegmentPlan plan,
            int first,
            UnaryOperator<List<String>> change) {
        List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString()));
        EncodeRun window = EncodeRun.of(plan.cutTicksFrom(first), plan.totalNanos());
        command.addAll(change.apply(EncodeCommand.arguments(spec, window, TestFfmpeg.tables())));
        SeamRun run = new SeamRun();
        try (Child child = runner.startFed(command);
                InputStream output = child.stdout()) {
            Thread feeder = Thread.ofPlatform().start(() -> feed(spec, window.startTicks(), child));
            segmenter(spec, plan, first)
                    .run(
                            output,
                            () -> {
                                boolean ended = child.waitFor(Duration.ofSeconds(20));
                                run.log = child.stderrTail();
                                return ended && child.exitCode() == 0;
                            },
                            run);
            feeder.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command) + "\n" + run.log, e);
        }
        return run;
    }

    private static void feed(EncodeSpec spec, long fromTicks, Child child) {
        try (OutputStream pipe = child.stdin()) {
            if (spec.drawn() instanceof Drawn.Text) {
                TestTexts.pictures().open("0".repeat(32), spec).write(fromTicks, pipe);
            }
        } catch (IOException _) {
            // It has ended, and said why.
        }
    }

    static Segmenter segmenter(EncodeSpec spec, SegmentPlan plan, int first) {
        Optional<PacketGrid> grid = EncodeCommand.copiedAudioGrid(spec)
                .map(each -> new PacketGrid(each.originTicks(), each.frameSamples(), each.sampleRateHz()));
        return spec.container() == SegmentContainer.MPEG_TS
                ? new TsSegmenter(plan, first, grid)
                : new Mp4Segmenter(plan, first, grid);
    }

    @Override
    public void init(List<ByteBuffer> parts) {
        init = bytes(parts);
    }

    @Override
    public void segment(int index, List<ByteBuffer> parts) {
        segments.put(index, bytes(parts));
    }

    SortedMap<Integer, byte[]> segments() {
        return segments;
    }

    byte[] init() {
        return init;
    }

    /** What FFmpeg complained about. */
    String log() {
        return log;
    }

    private static byte[] bytes(List<ByteBuffer> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.duplicate().get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
