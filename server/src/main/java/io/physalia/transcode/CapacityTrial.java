package io.physalia.transcode;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.hls.SegmentSink;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.Prober;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TextPictures;
import io.physalia.media.ToneTables;
import io.physalia.media.process.ProcessRunner;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Runs the encoder that viewers get, several times at once on a made-up film, and looks how fast the slowest is. */
public final class CapacityTrial {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration MAKING = Duration.ofMinutes(2);
    private static final int MOST = 256;
    private static final long BITRATE = 8_000_000;
    private static final String ID = "0".repeat(32);

    private final Ffmpeg ffmpeg;
    private final ProcessRunner runner;
    private final Encoder encoder;
    private final LongSupplier ticker;
    private final Extent extent;

    /**
     * How much is tried.
     *
     * @param height of the film, 16:9
     * @param film its length
     * @param each how long each number of encodes is looked at
     * @param all after how long no further number is tried
     */
    public record Extent(int height, Duration film, Duration each, Duration all) {
        public static final Extent USUAL =
                new Extent(1080, Duration.ofSeconds(20), Duration.ofSeconds(8), Duration.ofMinutes(3));
    }

    /** Told how far it is. */
    public interface Watcher {
        void begins(int encodes);

        /** A second has passed. */
        void tick();

        void ends(Capacity.Step step);
    }

    public CapacityTrial(Ffmpeg ffmpeg, ProcessRunner runner, ToneTables tables, Extent extent) {
        this.ffmpeg = ffmpeg;
        this.runner = runner;
        this.ticker = System::nanoTime;
        this.encoder = new FfmpegEncoder(ffmpeg, runner, tables, CapacityTrial::noText, ticker);
        this.extent = extent;
    }

    /**
     * Makes the film that is encoded. Its picture moves everywhere and is grainy, as those of real films are.
     *
     * @throws Failure {@code ENCODER_FAILED}
     */
    public void makeFilm(Path file) {
        String size = extent.height() * 16 / 9 / 2 * 2 + "x" + extent.height();
        ProcessRunner.Output made = runner.run(
                List.of(
                        ffmpeg.ffmpeg().toString(),
                        "-v",
                        "error",
                        "-nostdin",
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=" + size + ":rate=24,noise=alls=10:allf=t",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440:sample_rate=48000",
                        "-t",
                        Long.toString(extent.film().toSeconds()),
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-g",
                        "48",
                        "-c:a",
                        "aac",
                        "-ac",
                        "2",
                        "file:" + file),
                MAKING,
                1 << 16);
        if (!made.succeeded()) {
            throw new Failure(
                    FailureCode.ENCODER_FAILED, "the film for the trial cannot be made: " + made.stderrTail());
        }
    }

    /**
     * Finds how many encodes of the film keep up. Takes up to the extent's time and a little more.
     *
     * @param height of what is made of it; at most the film's own
     */
    public Capacity measure(Path film, int height, Watcher watcher) {
        EncodePlan plan = plan(film, height);
        long end = ticker.getAsLong() + extent.all().toNanos();
        return Capacity.search(
                count -> slowest(plan, count, watcher), MOST, () -> ticker.getAsLong() > end, watcher::ends);
    }

    private EncodePlan plan(Path film, int height) {
        MediaSource source = new MediaSource(ID, film, new Prober(runner, ffmpeg).probe(film), "trial");
        MediaSources sources = new MediaSources() {
            @Override
            public MediaSource get(String itemId, String mediaSourceId) {
                return source;
            }

            @Override
            public long[] keyframeNanos(MediaSource of) {
                return new long[0];
            }
        };
        OptionalInt any = OptionalInt.empty();
        return new Planner(sources)
                .plan(new PlanRequest(
                        ID,
                        ID,
                        ID,
                        "trial",
                        "",
                        SegmentContainer.MPEG_TS,
                        List.of("h264"),
                        List.of("aac"),
                        any,
                        any,
                        OptionalInt.of(1),
                        new PlanRequest.VideoLimits(
                                false,
                                OptionalLong.of(BITRATE),
                                any,
                                OptionalInt.of(height),
                                any,
                                List.of(),
                                List.of(),
                                any,
                                any,
                                false),
                        new PlanRequest.AudioLimits(false, OptionalLong.empty(), any, any),
                        List.of()));
    }

    private double slowest(EncodePlan plan, int count, Watcher watcher) {
        watcher.begins(count);
        long end = ticker.getAsLong() + extent.each().toNanos();
        List<Encode> encodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            encodes.add(new Encode(plan, end));
        }
        try {
            double slowest = Double.MAX_VALUE;
            for (Encode encode : encodes) {
                slowest = Math.min(slowest, encode.speed(watcher::tick));
            }
            return slowest;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(FailureCode.INTERNAL, "interrupted", e);
        } finally {
            encodes.forEach(Encode::stop);
        }
    }

    /** One of those that run at once: again and again to the end of the time. */
    private final class Encode implements SegmentSink {
        private final EncodePlan plan;
        private final long end;
        private final FutureTask<Double> work = new FutureTask<>(this::run);
        private volatile Encoder.Run current;
        private volatile boolean stopped;
        private long firstAt;
        private long lastAt;
        private long filmNanos;

        Encode(EncodePlan plan, long end) {
            this.plan = plan;
            this.end = end;
            this.current = encoder.prepare(plan, 0);
            Thread.ofVirtual().name("trial").start(work);
        }

        private double run() {
            while (ticker.getAsLong() < end && !stopped) {
                if (current.run(this) instanceof Encoder.Outcome.Failed failed) {
                    throw new Failure(FailureCode.ENCODER_FAILED, "the encoder failed: " + failed.reason());
                }
                current = encoder.prepare(plan, 0);
            }
            // From the first segment on: starting costs, but only once.
            return lastAt > firstAt ? (double) filmNanos / (lastAt - firstAt) : 0;
        }

        double speed(Runnable tick) throws InterruptedException {
            while (true) {
                try {
                    return work.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    tick.run();
                    if (ticker.getAsLong() > end) {
                        stop();
                    }
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof Failure known
                            ? known
                            : new Failure(FailureCode.INTERNAL, "the trial failed", e);
                }
            }
        }

        void stop() {
            stopped = true;
            current.stop();
        }

        @Override
        public void init(List<ByteBuffer> parts) {}

        @Override
        public void segment(int index, List<ByteBuffer> parts) {
            lastAt = ticker.getAsLong();
            if (firstAt == 0) {
                firstAt = lastAt;
            } else {
                filmNanos += plan.segments().durationNanos(index);
            }
            if (lastAt > end) {
                throw new RunStoppedException();
            }
        }
    }

    private static TextPictures.Feed noText(String sourceId, EncodeSpec spec) {
        throw new IllegalStateException("drawn: " + spec.drawn() + " (expected: nothing in a trial)");
    }
}
