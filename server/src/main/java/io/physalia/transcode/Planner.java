package io.physalia.transcode;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentPlans;
import io.physalia.media.AudioOutput;
import io.physalia.media.Downmix;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Rational;
import io.physalia.media.VideoOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Derives the encode plan from a request, the same way on every pod. Thread-safe. */
public final class Planner {
    /** Changed when the same request comes to mean other segments, so that pods of two versions do not mix theirs. */
    private static final int PLAN_VERSION = 3;

    private static final int ENCODE_SECONDS = 3;
    private static final int COPY_SECONDS = 6;

    private static final int PLANS_KEPT = 256;

    private final MediaSources sources;

    /** A film's thousand segments are requests of one plan. */
    private final Map<Key, EncodePlan> plans = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, EncodePlan> eldest) {
            return size() > PLANS_KEPT;
        }
    });

    /** All that a plan is derived from: the version changes with the file, and its path with its place. */
    private record Key(PlanRequest request, String sourceId, String sourceVersion, Path path, Downmix downmix) {}

    public Planner(MediaSources sources) {
        this.sources = sources;
    }

    /**
     * @throws Failure {@code INVALID_PARAMETER} for what cannot be produced, {@code NOT_MEDIA} for a source without sound and picture of
     *     known length, or what {@link MediaSources#get} throws
     */
    public EncodePlan plan(PlanRequest request) {
        MediaSource source = sources.get(request.itemId(), request.mediaSourceId());
        Key key = new Key(request, source.id(), source.version(), source.path(), sources.downmix());
        EncodePlan known = plans.get(key);
        if (known != null) {
            return known;
        }
        EncodePlan plan = derive(request, source, key.downmix());
        plans.put(key, plan);
        return plan;
    }

    private EncodePlan derive(PlanRequest request, MediaSource source, Downmix downmix) {
        MediaInfo info = source.info();
        if (!info.duration().isPositive()) {
            throw new Failure(
                    FailureCode.NOT_MEDIA, "the film's length is unknown (expected: a file that states its duration)");
        }
        Optional<MediaStream.Video> video = info.video();
        Drawn drawn = VideoRules.drawn(source, request, sources);
        VideoOutput videoOutput = video.map(stream -> VideoRules.decide(stream, request, info, drawn))
                .orElseGet(VideoOutput.None::new);
        AudioOutput audioOutput = AudioRules.chooseStream(info, request)
                .map(stream -> AudioRules.decide(stream, request, downmix))
                .orElseGet(AudioOutput.None::new);
        if (videoOutput instanceof VideoOutput.None && audioOutput instanceof AudioOutput.None) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "neither picture nor sound is left (expected: VideoCodec or AudioCodec for a stream that the source has)");
        }
        EncodeSpec spec = new EncodeSpec(source.path(), info, videoOutput, audioOutput, request.container(), drawn);
        SegmentPlan segments = segments(request, source, videoOutput, video);
        return new EncodePlan(request, sessionId(request, source, spec, segments), spec, segments);
    }

    private SegmentPlan segments(
            PlanRequest request, MediaSource source, VideoOutput output, Optional<MediaStream.Video> video) {
        long end = source.info().duration().toNanos();
        return switch (output) {
            case VideoOutput.None _ -> SegmentPlans.forAudio(wanted(request, ENCODE_SECONDS), end);
            case VideoOutput.Copy _ -> {
                long[] keyframes = sources.keyframeNanos(source);
                yield SegmentPlans.forCopiedVideo(keyframes, wanted(request, COPY_SECONDS), end);
            }
            case VideoOutput.Encode _ -> {
                MediaStream.Video stream = video.orElseThrow();
                Rational rate = stream.constantFrameRate() ? stream.nominalFrameRate() : Rational.ZERO;
                Duration first = stream.common().start().minus(source.info().start());
                yield SegmentPlans.forEncodedVideo(
                        rate.num(), rate.den(), Math.max(0, first.toNanos()), wanted(request, ENCODE_SECONDS), end);
            }
        };
    }

    private static long wanted(PlanRequest request, int otherwise) {
        return Duration.ofSeconds(request.segmentSeconds().orElse(otherwise)).toNanos();
    }

    /** Play sessions are chosen by clients, may be empty, and may collide: user and device keep them apart. */
    private static String sessionId(PlanRequest request, MediaSource source, EncodeSpec spec, SegmentPlan segments) {
        String what = String.join(
                "\n",
                Integer.toString(PLAN_VERSION),
                request.userId(),
                quoted(request.deviceId()),
                quoted(request.playSessionId()),
                request.itemId(),
                source.id(),
                source.version(),
                spec.container().name(),
                spec.video().toString(),
                spec.audio().toString(),
                spec.drawn().toString(),
                segments.count() + "/" + segments.durationNanos(0) + "/" + segments.totalNanos());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return text.length() + ":" + text;
    }
}
