package io.physalia.playback;

import java.util.Locale;
import java.util.Optional;

/** What a profile's condition can be about, and the reason that is given when it fails. */
public enum MediaProperty {
    AUDIO_CHANNELS(TranscodeReason.AUDIO_CHANNELS_NOT_SUPPORTED),
    AUDIO_BITRATE(TranscodeReason.AUDIO_BITRATE_NOT_SUPPORTED),
    AUDIO_PROFILE(TranscodeReason.AUDIO_PROFILE_NOT_SUPPORTED),
    WIDTH(TranscodeReason.VIDEO_RESOLUTION_NOT_SUPPORTED),
    HEIGHT(TranscodeReason.VIDEO_RESOLUTION_NOT_SUPPORTED),
    HAS64_BIT_OFFSETS(TranscodeReason.CONTAINER_NOT_SUPPORTED),
    PACKET_LENGTH(TranscodeReason.CONTAINER_NOT_SUPPORTED),
    VIDEO_BIT_DEPTH(TranscodeReason.VIDEO_BIT_DEPTH_NOT_SUPPORTED),
    VIDEO_BITRATE(TranscodeReason.VIDEO_BITRATE_NOT_SUPPORTED),
    VIDEO_FRAMERATE(TranscodeReason.VIDEO_FRAMERATE_NOT_SUPPORTED),
    VIDEO_LEVEL(TranscodeReason.VIDEO_LEVEL_NOT_SUPPORTED),
    VIDEO_PROFILE(TranscodeReason.VIDEO_PROFILE_NOT_SUPPORTED),
    VIDEO_TIMESTAMP(TranscodeReason.CONTAINER_NOT_SUPPORTED),
    IS_ANAMORPHIC(TranscodeReason.ANAMORPHIC_VIDEO_NOT_SUPPORTED),
    REF_FRAMES(TranscodeReason.REF_FRAMES_NOT_SUPPORTED),
    NUM_AUDIO_STREAMS(TranscodeReason.STREAM_COUNT_EXCEEDS_LIMIT),
    NUM_VIDEO_STREAMS(TranscodeReason.STREAM_COUNT_EXCEEDS_LIMIT),
    NUM_STREAMS(TranscodeReason.STREAM_COUNT_EXCEEDS_LIMIT),
    IS_SECONDARY_AUDIO(TranscodeReason.SECONDARY_AUDIO_NOT_SUPPORTED),
    VIDEO_CODEC_TAG(TranscodeReason.VIDEO_CODEC_TAG_NOT_SUPPORTED),
    IS_AVC(TranscodeReason.VIDEO_CODEC_NOT_SUPPORTED),
    IS_INTERLACED(TranscodeReason.INTERLACED_VIDEO_NOT_SUPPORTED),
    AUDIO_SAMPLE_RATE(TranscodeReason.AUDIO_SAMPLE_RATE_NOT_SUPPORTED),
    AUDIO_BIT_DEPTH(TranscodeReason.AUDIO_BIT_DEPTH_NOT_SUPPORTED),
    VIDEO_RANGE_TYPE(TranscodeReason.VIDEO_RANGE_TYPE_NOT_SUPPORTED),
    VIDEO_ROTATION(TranscodeReason.VIDEO_ROTATION_NOT_SUPPORTED);

    private final TranscodeReason reason;

    MediaProperty(TranscodeReason reason) {
        this.reason = reason;
    }

    public TranscodeReason reason() {
        return reason;
    }

    /** Finds a property by the API's name ({@code VideoBitDepth}), ignoring case; empty for names of other servers. */
    public static Optional<MediaProperty> find(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (MediaProperty property : values()) {
            if (property.name().replace("_", "").toLowerCase(Locale.ROOT).equals(wanted)) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }
}
