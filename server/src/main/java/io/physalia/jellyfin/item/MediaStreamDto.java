package io.physalia.jellyfin.item;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.physalia.media.DolbyVision;
import io.physalia.media.MediaStream;
import io.physalia.media.Rational;
import io.physalia.media.SubtitleCodecs;
import io.physalia.playback.MediaFacts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream of a source, as clients know it. Its index is its position in the list, and if it is no file of its own, in the file. */
public record MediaStreamDto(
        @JsonUnwrapped Common common,
        @JsonUnwrapped @Nullable Picture picture,
        @JsonUnwrapped @Nullable Sound sound,
        @JsonUnwrapped @Nullable Text text) {

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
            Optional<String> colorRange,
            @JsonUnwrapped @Nullable Dolby dolby) {}

    /** What a stream of Dolby Vision has besides. */
    public record Dolby(
            int dvProfile,
            int dvLevel,
            int rpuPresentFlag,
            int elPresentFlag,
            int blPresentFlag,
            int dvBlSignalCompatibilityId,
            String videoDoViTitle) {
        static @Nullable Dolby of(MediaStream.Video video) {
            DolbyVision dolby = video.dolbyVision();
            return dolby == null
                    ? null
                    : new Dolby(
                            dolby.profile(),
                            dolby.level(),
                            1,
                            dolby.enhancementLayer() ? 1 : 0,
                            1,
                            dolby.compatibility(),
                            dolby.title());
        }
    }

    /** What an audio stream has. */
    public record Sound(
            Optional<Integer> channels,
            Optional<String> channelLayout,
            Optional<Integer> sampleRate,
            Optional<Integer> bitDepth) {}

    /**
     * How a subtitle stream reaches the client.
     *
     * @param deliveryUrl relative to the server; only of what is delivered beside the film
     * @param path of a file of its own
     */
    public record Text(
            Optional<String> deliveryMethod,
            Optional<String> deliveryUrl,
            Optional<Boolean> isExternalUrl,
            Optional<String> path) {}

    /** @param file the stream's own; empty if it is in the film's */
    static MediaStreamDto of(MediaStream stream, Optional<Path> file) {
        Common common = common(stream, file.isPresent());
        return switch (stream) {
            case MediaStream.Video video -> new MediaStreamDto(common, picture(video), null, null);
            case MediaStream.Audio audio -> new MediaStreamDto(common, null, sound(audio), null);
            case MediaStream.Subtitle _ -> new MediaStreamDto(common, null, null, text(file, "", Optional.empty()));
            case MediaStream.Attachment _, MediaStream.Other _ -> new MediaStreamDto(common, null, null, null);
        };
    }

    /** The same subtitle stream once it is decided how it is delivered. */
    public MediaStreamDto delivered(String method, Optional<String> url) {
        Optional<Path> file = text == null ? Optional.empty() : text.path().map(Path::of);
        return new MediaStreamDto(common, picture, sound, text(file, method, url));
    }

    private static Text text(Optional<Path> file, String method, Optional<String> url) {
        return new Text(text(method), url, url.map(_ -> false), file.map(Path::toString));
    }

    private static Common common(MediaStream stream, boolean external) {
        MediaStream.Common common = stream.common();
        boolean isSubtitle = stream instanceof MediaStream.Subtitle;
        String range = stream instanceof MediaStream.Video video ? MediaFacts.rangeType(video) : "Unknown";
        return new Common(
                stream.index(),
                type(stream),
                text(isSubtitle ? SubtitleCodecs.clientName(common.codec()) : common.codec()),
                text(common.codecTag()),
                text(common.profile()),
                text(common.language()),
                text(common.title()),
                StreamTitles.of(stream, external),
                number(common.bitrateBps()),
                common.isDefault(),
                common.isForced(),
                common.isHearingImpaired(),
                false,
                stream instanceof MediaStream.Video video && video.interlaced(),
                external,
                isSubtitle && SubtitleCodecs.isText(common.codec()),
                isSubtitle && (external || SubtitleCodecs.isExtractable(common.codec())),
                switch (range) {
                    case "Unknown", "SDR" -> range;
                    case "DOVIWithSDR" -> "SDR";
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
                text(video.colorRange()),
                Dolby.of(video));
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
            case MediaStream.Attachment _, MediaStream.Other _ -> "Data";
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
