package io.physalia.media;

/** What happens to the picture. */
public sealed interface VideoOutput {

    /** No video. */
    record None() implements VideoOutput {}

    /** The source's packets as they are, cut at its keyframes. */
    record Copy(int streamIndex) implements VideoOutput {}

    /**
     * A new encode.
     *
     * @param codec what to encode to
     * @param bitrateBps the ceiling of the rate; at least 64,000
     * @param width even, at least 2; the exact output width
     * @param height even, at least 2; the exact output height
     * @param level as the codec counts it (H.264: 41); 0 leaves it to the encoder
     * @param profile FFmpeg's name, e.g. {@code high}; empty leaves it to the encoder
     */
    record Encode(int streamIndex, VideoCodec codec, long bitrateBps, int width, int height, int level, String profile)
            implements VideoOutput {}
}
