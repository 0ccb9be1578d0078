package io.physalia.media;

import java.util.Locale;
import java.util.Optional;

/** The audio codecs that Physalia encodes to: the allow-list. */
public enum AudioCodec {
    AAC("aac", "aac", 1024),
    MP3("mp3", "libmp3lame", 1152),
    AC3("ac3", "ac3", 1536),
    EAC3("eac3", "eac3", 1536),
    OPUS("opus", "libopus", 960);

    private final String codecName;
    private final String encoder;
    private final int frameSamples;

    AudioCodec(String codecName, String encoder, int frameSamples) {
        this.codecName = codecName;
        this.encoder = encoder;
        this.frameSamples = frameSamples;
    }

    /** FFmpeg's and Jellyfin's name of the codec. */
    public String codecName() {
        return codecName;
    }

    /** FFmpeg's encoder. */
    public String encoder() {
        return encoder;
    }

    /** Samples per channel in one packet, at the encoder's own rate. */
    public int frameSamples() {
        return frameSamples;
    }

    /** Finds a codec by the name a client uses, ignoring case. */
    public static Optional<AudioCodec> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (AudioCodec codec : values()) {
            if (codec.codecName.equals(lower)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
