package io.physalia.transcode;

import io.micrometer.core.instrument.Metrics;
import io.physalia.failure.Failure;
import io.physalia.hls.PacketGrid;
import io.physalia.hls.SegmentSink;
import io.physalia.hls.Segmenter;
import io.physalia.hls.mp4.Mp4Segmenter;
import io.physalia.hls.ts.TsSegmenter;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeCommand;
import io.physalia.media.EncodeRun;
import io.physalia.media.Ffmpeg;
import io.physalia.media.TextPictures;
import io.physalia.media.ToneTables;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.Child;
import io.physalia.media.process.ProcessRunner;
import io.physalia.trace.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The real encoder: FFmpeg writes one continuous stream, a {@link Segmenter} cuts it. Thread-safe. */
final class FfmpegEncoder implements Encoder {
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(10);

    private final Ffmpeg ffmpeg;
    private final ProcessRunner runner;
    private final ToneTables tables;
    private final TextPictures texts;
    private final LongSupplier ticker;

    FfmpegEncoder(Ffmpeg ffmpeg, ProcessRunner runner, ToneTables tables, TextPictures texts, LongSupplier ticker) {
        this.ffmpeg = ffmpeg;
        this.runner = runner;
        this.tables = tables;
        this.texts = texts;
        this.ticker = ticker;
    }

    @Override
    public Run prepare(EncodePlan plan, int firstSegment) {
        return new FfmpegRun(plan, firstSegment);
    }

    private final class FfmpegRun implements Run {
        private final EncodePlan plan;
        private final int firstSegment;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicBoolean hung = new AtomicBoolean();
        private volatile @Nullable Child child;
        private volatile long lastByteAt;
        private volatile boolean sinkBusy;

        FfmpegRun(EncodePlan plan, int firstSegment) {
            this.plan = plan;
            this.firstSegment = firstSegment;
        }

        @Override
        public Outcome run(SegmentSink sink) {
            long began = System.nanoTime();
            Span span = Span.begin("encode").with("segment", firstSegment).with("video", video());
            Outcome outcome = span.around(() -> {
                Outcome ending = encode(sink);
                span.with("outcome", ending.name());
                if (ending instanceof Outcome.Failed(String reason)) {
                    span.failed(reason);
                }
                return ending;
            });
            Metrics.timer("physalia.encoder.runs", "video", video(), "outcome", outcome.name())
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            return outcome;
        }

        private String video() {
            return switch (plan.spec().video()) {
                case VideoOutput.None _ -> "none";
                case VideoOutput.Copy _ -> "copy";
                case VideoOutput.Encode encode -> encode.codec().name().toLowerCase(Locale.ROOT);
            };
        }

        private Outcome encode(SegmentSink sink) {
            if (!Files.isReadable(plan.spec().source())) {
                return new Outcome.Failed("the media file is gone or cannot be read");
            }
            EncodeRun window = EncodeRun.of(
                    plan.segments().cutTicksFrom(firstSegment), plan.segments().totalNanos());
            List<String> command = new ArrayList<>();
            command.add(ffmpeg.ffmpeg().toString());
            command.addAll(EncodeCommand.arguments(plan.spec(), window, tables));
            try {
                return plan.spec().drawn() instanceof Drawn.Text
                        ? drawing(command, window.startTicks(), sink)
                        : running(runner.start(command), sink);
            } catch (UncheckedIOException e) {
                return new Outcome.Failed(String.valueOf(e.getMessage()));
            }
        }

        /** The text is there before the encoder starts: nothing then makes it look as if it hung. */
        private Outcome drawing(List<String> command, long fromTicks, SegmentSink sink) {
            TextPictures.Feed feed;
            try {
                feed = texts.open(plan.request().mediaSourceId(), plan.spec());
            } catch (Failure e) {
                return new Outcome.Failed("the subtitles cannot be drawn: " + e.getMessage());
            }
            if (stopped.get()) {
                return new Outcome.Stopped();
            }
            Child process = runner.startFed(command);
            TextFeeder feeder = TextFeeder.start(feed, fromTicks, process);
            Outcome outcome = running(process, sink);
            return feeder.trouble()
                    .<Outcome>map(trouble -> new Outcome.Failed("the subtitles cannot be drawn: " + trouble))
                    .orElse(outcome);
        }

        private Outcome running(Child started, SegmentSink sink) {
            lastByteAt = ticker.getAsLong();
            try (Child process = started) {
                child = process;
                if (stopped.get()) {
                    return new Outcome.Stopped();
                }
                return cut(process, sink);
            }
        }

        private Outcome cut(Child process, SegmentSink sink) {
            Segmenter segmenter = segmenter();
            try {
                segmenter.run(
                        new WatchedStream(process.stdout(), () -> lastByteAt = ticker.getAsLong()),
                        () -> endedRegularly(process),
                        new BusySink(sink));
            } catch (RunStoppedException e) {
                return new Outcome.Stopped();
            } catch (IOException e) {
                return failed(process, "its output broke off: " + e.getMessage());
            }
            return endedRegularly(process) ? new Outcome.Complete() : failed(process, "");
        }

        private Segmenter segmenter() {
            Optional<PacketGrid> grid = EncodeCommand.copiedAudioGrid(plan.spec())
                    .map(samples ->
                            new PacketGrid(samples.originTicks(), samples.frameSamples(), samples.sampleRateHz()));
            return switch (plan.spec().container()) {
                case MPEG_TS -> new TsSegmenter(plan.segments(), firstSegment, grid);
                case FMP4 -> new Mp4Segmenter(plan.segments(), firstSegment, grid);
            };
        }

        private boolean endedRegularly(Child process) {
            return !stopped.get() && !hung.get() && process.waitFor(EXIT_PATIENCE) && process.exitCode() == 0;
        }

        private Outcome failed(Child process, String what) {
            if (stopped.get()) {
                return new Outcome.Stopped();
            }
            if (hung.get()) {
                return new Outcome.Failed("it hung");
            }
            process.waitFor(EXIT_PATIENCE);
            String said = process.stderrTail();
            String status = process.isAlive() ? "still running" : "exit code " + process.exitCode();
            return new Outcome.Failed(
                    status + (what.isEmpty() ? "" : ", " + what) + (said.isEmpty() ? "" : ": " + said));
        }

        @Override
        public void stop() {
            stopped.set(true);
            Child running = child;
            if (running != null) {
                running.kill();
            }
        }

        @Override
        public void endIfSilent(Duration limit) {
            Child running = child;
            if (running != null && !sinkBusy && ticker.getAsLong() - lastByteAt > limit.toNanos()) {
                hung.set(true);
                running.kill();
            }
        }

        /** While the sink holds the encoder back, its silence is no fault of its own. */
        private final class BusySink implements SegmentSink {
            private final SegmentSink sink;

            BusySink(SegmentSink sink) {
                this.sink = sink;
            }

            @Override
            public void init(List<ByteBuffer> parts) {
                sink.init(parts);
            }

            @Override
            public void segment(int index, List<ByteBuffer> parts) {
                sinkBusy = true;
                try {
                    sink.segment(index, parts);
                } finally {
                    lastByteAt = ticker.getAsLong();
                    sinkBusy = false;
                }
            }
        }
    }
}
