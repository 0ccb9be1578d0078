package io.physalia.media;

import java.util.Locale;
import java.util.Optional;

/** The video codecs that Physalia encodes to: the allow-list. */
public enum VideoCodec {
    H264("h264", "libx264"),
    HEVC("hevc", "libx265");

    private final String codecName;
    private final String encoder;

    VideoCodec(String codecName, String encoder) {
        this.codecName = codecName;
        this.encoder = encoder;
    }

    /** FFmpeg's and Jellyfin's name of the codec. */
    public String codecName() {
        return codecName;
    }

    /** FFmpeg's software encoder. */
    public String encoder() {
        return encoder;
    }

    /** Finds a codec by the name a client uses, ignoring case; {@code h265} is HEVC. */
    public static Optional<VideoCodec> find(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "h264", "avc" -> Optional.of(H264);
            case "hevc", "h265" -> Optional.of(HEVC);
            default -> Optional.empty();
        };
    }
}
