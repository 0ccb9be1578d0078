package io.physalia.media;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One stream of a media file. Codec names are FFmpeg's ({@code h264}, {@code aac}, {@code subrip}), profiles as FFmpeg prints them. */
public sealed interface MediaStream {

    Common common();

    default int index() {
        return common().index();
    }

    default String codec() {
        return common().codec();
    }

    /**
     * What every stream has.
     *
     * @param index position in the file, from 0
     * @param codec FFmpeg's codec name; empty if unknown
     * @param codecTag the container's fourcc, e.g. {@code avc1}; empty if none
     * @param profile e.g. {@code High}; empty if unknown
     * @param language ISO 639-2 as written in the file; empty if none
     * @param title empty if none
     * @param bitrateBps 0 if unknown
     * @param start the stream's first timestamp as the file states it
     * @param end where its last packet ends, on the same clock; zero if the file does not say
     */
    record Common(
            int index,
            String codec,
            String codecTag,
            String profile,
            String language,
            String title,
            long bitrateBps,
            Duration start,
            Duration end,
            boolean isDefault,
            boolean isForced,
            boolean isHearingImpaired) {

        // Stored by a release that did not know it.
        public Common {
            end = Objects.requireNonNullElse(end, Duration.ZERO);
        }
    }

    /**
     * @param level as the codec counts it (H.264: 41 is 4.1); 0 if unknown
     * @param frameRate the average; zero if unknown
     * @param nominalFrameRate the rate all timestamps fit on ({@code r_frame_rate}); zero if unknown
     * @param colorTransfer e.g. {@code smpte2084}; empty if unknown
     * @param rotationDegrees clockwise, one of 0, 90, 180, 270
     * @param attachedPicture a cover, not a film
     * @param closedCaptions whether its first pictures have closed captions beside them (ATSC A/53, in SEI or user data)
     * @param dolbyVision null: none
     */
    record Video(
            Common common,
            int width,
            int height,
            int level,
            int bitDepth,
            int refFrames,
            String pixelFormat,
            Rational frameRate,
            Rational nominalFrameRate,
            Rational sampleAspectRatio,
            boolean interlaced,
            String colorTransfer,
            String colorPrimaries,
            String colorSpace,
            String colorRange,
            int rotationDegrees,
            boolean isAvc,
            boolean attachedPicture,
            boolean closedCaptions,
            @Nullable DolbyVision dolbyVision)
            implements MediaStream {

        /** Whether all frames have the same duration, as far as the file says. */
        public boolean constantFrameRate() {
            return !frameRate.isZero()
                    && Math.abs(frameRate.toDouble() - nominalFrameRate.toDouble())
                            < 0.002 * nominalFrameRate.toDouble();
        }
    }

    /**
     * @param channels 0 if unknown
     * @param channelLayout e.g. {@code 5.1(side)}; empty if unknown
     * @param sampleRateHz 0 if unknown
     * @param bitDepth 0 if it has no meaning for the codec
     */
    record Audio(Common common, int channels, String channelLayout, int sampleRateHz, int bitDepth)
            implements MediaStream {}

    /** Text or pictures. */
    record Subtitle(Common common) implements MediaStream {}

    /** A file within the file: a font for its subtitles, a picture. */
    record Attachment(Common common, String fileName, String mimeType) implements MediaStream {}

    /** Data and everything else. */
    record Other(Common common, String type) implements MediaStream {}
}
