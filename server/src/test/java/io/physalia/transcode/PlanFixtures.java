package io.physalia.transcode;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Rational;
import io.physalia.media.SegmentContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A film of 60 s, 320x180, 23.976 frames a second, H.264 and stereo AAC, and requests for it. */
final class PlanFixtures {
    static final String ITEM = "0123456789abcdef0123456789abcdef";
    static final String USER = "a".repeat(32);

    private PlanFixtures() {}

    static MediaInfo film(Duration duration) {
        MediaStream.Video video = new MediaStream.Video(
                common(0, "h264", "High", 300_000),
                320,
                180,
                13,
                8,
                4,
                "yuv420p",
                new Rational(24000, 1001),
                new Rational(24000, 1001),
                new Rational(1, 1),
                false,
                "",
                "",
                "",
                "",
                0,
                true,
                false,
                false,
                null);
        MediaStream.Audio audio = new MediaStream.Audio(common(1, "aac", "LC", 64_000), 2, "stereo", 48_000, 0);
        return new MediaInfo(
                "matroska,webm",
                duration,
                Duration.ZERO,
                3_000_000,
                400_000,
                List.of(video, audio),
                List.of(),
                Map.of());
    }

    private static MediaStream.Common common(int index, String codec, String profile, long bitrate) {
        return new MediaStream.Common(
                index, codec, "", profile, "eng", "", bitrate, Duration.ZERO, Duration.ZERO, true, false, false);
    }

    static MediaSources sources() {
        return sources(new MediaSource(ITEM, Path.of("/films/a.mkv"), film(Duration.ofSeconds(60)), "1"));
    }

    static MediaSources sources(MediaSource source) {
        return sources(source, Optional.empty());
    }

    /** @param beside a text file of subtitles beside the film */
    static MediaSources sources(MediaSource source, Optional<Path> beside) {
        return new MediaSources() {
            @Override
            public Optional<MediaSource.SubtitleFile> findSubtitleFile(MediaSource of, int index) {
                return beside.map(path -> new MediaSource.SubtitleFile(path, "subrip", ""));
            }

            @Override
            public MediaSource get(String itemId, String mediaSourceId) {
                return source;
            }

            @Override
            public long[] keyframeNanos(MediaSource of) {
                long[] keyframes = new long[30];
                java.util.Arrays.setAll(
                        keyframes, i -> Duration.ofSeconds(2L * i).toNanos());
                return keyframes;
            }
        };
    }

    static Workshop workshop() {
        LongSupplier ticker = System::nanoTime;
        return new Workshop(
                new ProductionSettings(Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofSeconds(60), ticker),
                new io.physalia.hls.FileSegmentStore(Path.of(System.getProperty("java.io.tmpdir"), "unused")),
                (_, _) -> {
                    throw new IllegalStateException("no encoder here");
                },
                new EncoderSlots(1));
    }

    static Request request() {
        return new Request();
    }

    /** Builds a request; encodes to H.264 and AAC in MPEG-TS unless told otherwise. */
    static final class Request {
        private String user = USER;
        private String device = "browser";
        private String playSession = "play1";
        private SegmentContainer container = SegmentContainer.MPEG_TS;
        private boolean allowCopy;
        private OptionalInt segmentSeconds = OptionalInt.empty();
        private OptionalInt audioStream = OptionalInt.empty();
        private OptionalInt maxWidth = OptionalInt.empty();
        private OptionalInt drawnSubtitle = OptionalInt.empty();

        Request user(String value) {
            user = value;
            return this;
        }

        Request device(String value) {
            device = value;
            return this;
        }

        Request playSession(String value) {
            playSession = value;
            return this;
        }

        Request container(SegmentContainer value) {
            container = value;
            return this;
        }

        Request allowCopy(boolean value) {
            allowCopy = value;
            return this;
        }

        Request segmentSeconds(int value) {
            segmentSeconds = OptionalInt.of(value);
            return this;
        }

        Request audioStream(int value) {
            audioStream = OptionalInt.of(value);
            return this;
        }

        Request drawnSubtitle(int value) {
            drawnSubtitle = OptionalInt.of(value);
            return this;
        }

        Request maxWidth(OptionalInt value) {
            maxWidth = value;
            return this;
        }

        PlanRequest build() {
            return new PlanRequest(
                    ITEM,
                    ITEM,
                    user,
                    device,
                    playSession,
                    container,
                    List.of("h264"),
                    List.of("aac"),
                    audioStream,
                    drawnSubtitle,
                    segmentSeconds,
                    new PlanRequest.VideoLimits(
                            allowCopy,
                            OptionalLong.empty(),
                            maxWidth,
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            List.of(),
                            List.of(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            false),
                    new PlanRequest.AudioLimits(
                            allowCopy, OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty()),
                    List.of());
        }
    }
}
