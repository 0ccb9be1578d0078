package io.physalia.playback;

/** Why a file is not played as it is; the names are the Jellyfin API's, the order is its flags'. */
public enum TranscodeReason {
    CONTAINER_NOT_SUPPORTED,
    VIDEO_CODEC_NOT_SUPPORTED,
    AUDIO_CODEC_NOT_SUPPORTED,
    SUBTITLE_CODEC_NOT_SUPPORTED,
    AUDIO_IS_EXTERNAL,
    SECONDARY_AUDIO_NOT_SUPPORTED,
    VIDEO_PROFILE_NOT_SUPPORTED,
    VIDEO_LEVEL_NOT_SUPPORTED,
    VIDEO_RESOLUTION_NOT_SUPPORTED,
    VIDEO_BIT_DEPTH_NOT_SUPPORTED,
    VIDEO_FRAMERATE_NOT_SUPPORTED,
    REF_FRAMES_NOT_SUPPORTED,
    ANAMORPHIC_VIDEO_NOT_SUPPORTED,
    INTERLACED_VIDEO_NOT_SUPPORTED,
    AUDIO_CHANNELS_NOT_SUPPORTED,
    AUDIO_PROFILE_NOT_SUPPORTED,
    AUDIO_SAMPLE_RATE_NOT_SUPPORTED,
    AUDIO_BIT_DEPTH_NOT_SUPPORTED,
    CONTAINER_BITRATE_EXCEEDS_LIMIT,
    VIDEO_BITRATE_NOT_SUPPORTED,
    AUDIO_BITRATE_NOT_SUPPORTED,
    UNKNOWN_VIDEO_STREAM_INFO,
    UNKNOWN_AUDIO_STREAM_INFO,
    DIRECT_PLAY_ERROR,
    VIDEO_RANGE_TYPE_NOT_SUPPORTED,
    VIDEO_CODEC_TAG_NOT_SUPPORTED,
    STREAM_COUNT_EXCEEDS_LIMIT,
    VIDEO_ROTATION_NOT_SUPPORTED;

    /** The API's name, e.g. {@code ContainerNotSupported}. */
    public String wireName() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }
}
