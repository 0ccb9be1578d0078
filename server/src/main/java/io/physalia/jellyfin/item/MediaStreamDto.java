package io.physalia.jellyfin.item;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.physalia.media.MediaStream;
import io.physalia.media.Rational;
import io.physalia.playback.MediaFacts;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream of a file, as clients know it. Its index is its position in the file and in the list. */
public record MediaStreamDto(
        @JsonUnwrapped Common common,
        @JsonUnwrapped @Nullable Picture picture,
        @JsonUnwrapped @Nullable Sound sound) {
    private static final Set<String> TEXT_SUBTITLES =
            Set.of("subrip", "srt", "ass", "ssa", "webvtt", "mov_text", "text", "ttml");

    /** What every stream has. */
    public record Common(
            int index,
            String type,
            Optional<String> codec,
            Optional<String> codecTag,
            Optional<String> profile,
            Optional<String> language,
            Optional<String> title,
            String displayTitle,
            Optional<Long> bitRate,
            boolean isDefault,
            boolean isForced,
            boolean isHearingImpaired,
            boolean isOriginal,
            boolean isInterlaced,
            boolean isExternal,
            boolean isTextSubtitleStream,
            boolean supportsExternalStream,
            String videoRange,
            String videoRangeType,
            String audioSpatialFormat) {}

    /** What a video stream has. */
    public record Picture(
            int width,
            int height,
            Optional<Integer> level,
            Optional<Integer> bitDepth,
            Optional<Integer> refFrames,
            boolean isAVC,
            boolean isAnamorphic,
            String pixelFormat,
            String aspectRatio,
            Optional<Double> averageFrameRate,
            Optional<Double> realFrameRate,
            Optional<Double> referenceFrameRate,
            Optional<Integer> rotation,
            Optional<String> colorTransfer,
            Optional<String> colorPrimaries,
            Optional<String> colorSpace,
            Optional<String> colorRange) {}

    /** What an audio stream has. */
    public record Sound(
            Optional<Integer> channels,
            Optional<String> channelLayout,
            Optional<Integer> sampleRate,
            Optional<Integer> bitDepth) {}

    static MediaStreamDto of(MediaStream stream) {
        return switch (stream) {
            case MediaStream.Video video -> new MediaStreamDto(common(video), picture(video), null);
            case MediaStream.Audio audio -> new MediaStreamDto(common(audio), null, sound(audio));
            case MediaStream.Subtitle subtitle -> new MediaStreamDto(common(subtitle), null, null);
            case MediaStream.Other other -> new MediaStreamDto(common(other), null, null);
        };
    }

    private static Common common(MediaStream stream) {
        MediaStream.Common common = stream.common();
        String range = stream instanceof MediaStream.Video video ? MediaFacts.rangeType(video) : "Unknown";
        return new Common(
                stream.index(),
                type(stream),
                text(common.codec()),
                text(common.codecTag()),
                text(common.profile()),
                text(common.language()),
                text(common.title()),
                StreamTitles.of(stream),
                number(common.bitrateBps()),
                common.isDefault(),
                common.isForced(),
                common.isHearingImpaired(),
                false,
                stream instanceof MediaStream.Video video && video.interlaced(),
                false,
                stream instanceof MediaStream.Subtitle && TEXT_SUBTITLES.contains(common.codec()),
                false,
                switch (range) {
                    case "Unknown", "SDR" -> range;
                    default -> "HDR";
                },
                range,
                "None");
    }

    private static Picture picture(MediaStream.Video video) {
        return new Picture(
                video.width(),
                video.height(),
                number(video.level()),
                number(video.bitDepth()),
                number(video.refFrames()),
                video.isAvc(),
                MediaFacts.isAnamorphic(video),
                video.pixelFormat(),
                aspectRatio(video),
                rate(video.frameRate()),
                rate(video.nominalFrameRate()),
                rate(video.frameRate().isZero() ? video.nominalFrameRate() : video.frameRate()),
                number(video.rotationDegrees()),
                text(video.colorTransfer()),
                text(video.colorPrimaries()),
                text(video.colorSpace()),
                text(video.colorRange()));
    }

    private static Sound sound(MediaStream.Audio audio) {
        return new Sound(
                number(audio.channels()),
                text(audio.channelLayout()),
                number(audio.sampleRateHz()),
                number(audio.bitDepth()));
    }

    private static String type(MediaStream stream) {
        return switch (stream) {
            case MediaStream.Video video -> video.attachedPicture() ? "EmbeddedImage" : "Video";
            case MediaStream.Audio _ -> "Audio";
            case MediaStream.Subtitle _ -> "Subtitle";
            case MediaStream.Other _ -> "Data";
        };
    }

    private static String aspectRatio(MediaStream.Video video) {
        if (video.width() < 1 || video.height() < 1) {
            return "";
        }
        Rational sample = video.sampleAspectRatio();
        Rational shape = sample.isZero()
                ? new Rational(video.width(), video.height())
                : new Rational(video.width() * sample.num(), video.height() * sample.den());
        if (Math.abs(shape.toDouble() - 16.0 / 9) < 0.02) {
            return "16:9";
        }
        return String.format(Locale.ROOT, "%d:%d", shape.num(), shape.den());
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    private static Optional<Integer> number(int value) {
        return value > 0 ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Long> number(long value) {
        return value > 0 ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Double> rate(Rational rate) {
        return rate.isZero() ? Optional.empty() : Optional.of(Math.round(rate.toDouble() * 1e5) / 1e5);
    }
}
