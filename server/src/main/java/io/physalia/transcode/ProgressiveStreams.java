package io.physalia.transcode;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.AudioOutput;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.ProgressiveCommand;
import io.physalia.media.ProgressiveContainer;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TextPictures;
import io.physalia.media.ToneTables;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.Child;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Transcodes that are one stream from where the client wants to begin, for clients without HLS. A stream lives as long as the client's connection, in this pod; a
 * client that loses it asks again, from where it was. An encode takes one of the pod's encoder slots. Thread-safe.
 */
public final class ProgressiveStreams {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int BUFFER = 1 << 16;

    private final MediaSources sources;
    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;
    private final EncoderSlots slots;
    private final ToneTables tables;
    private final TextPictures texts;

    /** @param texts the pictures of text that is drawn into films */
    public ProgressiveStreams(
            MediaSources sources,
            ProcessRunner runner,
            Ffmpeg ffmpeg,
            EncoderSlots slots,
            ToneTables tables,
            TextPictures texts) {
        this.texts = texts;
        this.sources = sources;
        this.runner = runner;
        this.ffmpeg = ffmpeg;
        this.slots = slots;
        this.tables = tables;
    }

    /**
     * What a request comes to.
     *
     * @param request its container of segments means nothing here
     * @throws Failure {@code INVALID_PARAMETER} for what cannot be produced, or what {@link MediaSources#get} throws
     */
    public ProgressiveCommand.Spec plan(PlanRequest request, ProgressiveContainer container, Duration start) {
        MediaSource source = sources.get(request.itemId(), request.mediaSourceId());
        MediaInfo info = source.info();
        PlanRequest narrowed = narrowed(request, container);
        Drawn asked = VideoRules.drawn(source, narrowed, sources);
        VideoOutput video = info.video()
                .map(stream -> VideoRules.decide(stream, narrowed, info, asked))
                .orElseGet(VideoOutput.None::new);
        Drawn drawn = video instanceof VideoOutput.Encode ? asked : new Drawn.Nothing();
        AudioOutput audio = AudioRules.chooseStream(info, narrowed)
                .map(stream -> AudioRules.decide(
                        stream,
                        isReadable(stream, info, container) ? narrowed : narrowed.encodingSound(),
                        sources.downmix()))
                .orElseGet(AudioOutput.None::new);
        boolean fits = switch (video) {
                    case VideoOutput.Encode encode ->
                        container.video().contains(encode.codec().codecName());
                    case VideoOutput.Copy _, VideoOutput.None _ -> true;
                }
                && switch (audio) {
                    case AudioOutput.Encode encode ->
                        container.audio().contains(encode.codec().codecName());
                    case AudioOutput.Copy _, AudioOutput.None _ -> true;
                };
        boolean isEmpty = video instanceof VideoOutput.None && audio instanceof AudioOutput.None;
        if (!fits || isEmpty) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "container: " + container
                            + " cannot be made of this source (expected: one that carries codecs that can be encoded)");
        }
        EncodeSpec of = new EncodeSpec(source.path(), info, video, audio, narrowed.container(), drawn);
        return new ProgressiveCommand.Spec(source.id(), of, container, start);
    }

    /** Only codecs that the container carries; where the client named none of them, what the container is for. */
    private static PlanRequest narrowed(PlanRequest request, ProgressiveContainer container) {
        return new PlanRequest(
                request.itemId(),
                request.mediaSourceId(),
                request.userId(),
                request.deviceId(),
                request.playSessionId(),
                container == ProgressiveContainer.TS ? SegmentContainer.MPEG_TS : SegmentContainer.FMP4,
                request.videoCodecs().isEmpty() ? List.of() : within(request.videoCodecs(), container.video()),
                within(request.audioCodecs(), container.audio()),
                request.audioStreamIndex(),
                request.drawnSubtitle(),
                request.segmentSeconds(),
                request.video(),
                request.audio(),
                request.reasons());
    }

    /** Matroska says at its head what a transport stream says in each packet of AAC: too late for who has written the head. */
    private static boolean isReadable(MediaStream.Audio stream, MediaInfo info, ProgressiveContainer container) {
        boolean isInPackets =
                stream.codec().equals("aac") && List.of("mpegts", "aac").contains(info.container());
        return !(isInPackets && container == ProgressiveContainer.MKV);
    }

    private static List<String> within(List<String> asked, List<String> carried) {
        List<String> both =
                new ArrayList<>(asked.stream().filter(carried::contains).toList());
        return both.isEmpty() ? carried : both;
    }

    /**
     * Starts a stream; it has begun when this returns.
     *
     * @param isGone whether the client has left
     * @throws Failure {@code ENCODER_UNAVAILABLE} if all slots are taken; {@code ENCODER_FAILED}
     */
    public Stream open(ProgressiveCommand.Spec spec, BooleanSupplier isGone) {
        // The text is there before the encoder starts, and before it takes a slot.
        Optional<TextPictures.Feed> feed = spec.of().drawn() instanceof Drawn.Text
                ? Optional.of(texts.open(spec.sourceId(), spec.of()))
                : Optional.empty();
        boolean encodes = spec.of().encodes();
        if (encodes) {
            takeSlot();
        }
        Stream stream = null;
        try {
            List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString()));
            command.addAll(ProgressiveCommand.arguments(spec, tables));
            Child child = feed.isPresent() ? runner.startFed(command) : runner.start(command);
            Optional<TextFeeder> feeder = feed.map(text -> TextFeeder.start(text, spec.fromTicks(), child));
            stream = new Stream(child, feeder, encodes);
            stream.begin(isGone);
            return stream;
        } catch (IOException e) {
            throw new Failure(FailureCode.ENCODER_FAILED, FailureCode.ENCODER_FAILED.summary(), e);
        } finally {
            if (stream == null && encodes) {
                slots.giveBack();
            }
        }
    }

    private void takeSlot() {
        try {
            if (!slots.tryTake(PATIENCE)) {
                throw Failure.retryable(
                        FailureCode.ENCODER_UNAVAILABLE,
                        "all encoder slots of this pod (" + slots.total()
                                + ") are busy with what others watch; try again in a moment",
                        PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(FailureCode.ENCODER_UNAVAILABLE, FailureCode.ENCODER_UNAVAILABLE.summary());
        }
    }

    /** A stream that is being made. */
    public final class Stream implements AutoCloseable {
        private final Child child;
        private final Optional<TextFeeder> feeder;
        private final boolean holdsSlot;
        private final AtomicBoolean closed = new AtomicBoolean();
        private byte[] first = new byte[0];

        private Stream(Child child, Optional<TextFeeder> feeder, boolean holdsSlot) {
            this.child = child;
            this.feeder = feeder;
            this.holdsSlot = holdsSlot;
        }

        private void begin(BooleanSupplier isGone) throws IOException {
            Thread.ofVirtual().name("progressive-" + child.pid()).start(() -> watch(isGone));
            byte[] buffer = new byte[BUFFER];
            int read = child.stdout().read(buffer);
            if (read < 1) {
                child.waitFor(Duration.ofSeconds(2));
                String said = trouble();
                close();
                throw new IOException("nothing came: " + said);
            }
            first = Arrays.copyOf(buffer, read);
        }

        /** Ends the encoder when nobody listens any more, even if it has nothing to say. */
        private void watch(BooleanSupplier isGone) {
            while (!closed.get() && !child.waitFor(LOOK)) {
                if (isGone.getAsBoolean()) {
                    close();
                }
            }
        }

        /**
         * Writes everything, and ends the stream.
         *
         * @throws IOException if the client has gone, or the encoder failed in the middle
         */
        public void writeTo(OutputStream out) throws IOException {
            try (this) {
                out.write(first);
                child.stdout().transferTo(out);
                if (!child.waitFor(Duration.ofSeconds(10)) || child.exitCode() != 0) {
                    throw new IOException("the encoder failed: " + trouble());
                }
            }
        }

        private String trouble() {
            return feeder.flatMap(TextFeeder::trouble)
                    .map(text -> "the subtitles cannot be drawn: " + text)
                    .orElseGet(child::stderrTail);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                child.close();
                if (holdsSlot) {
                    slots.giveBack();
                }
            }
        }
    }
}
