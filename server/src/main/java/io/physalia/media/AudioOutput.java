package io.physalia.media;

/** What happens to the sound. */
public sealed interface AudioOutput {

    /** No audio. */
    record None() implements AudioOutput {}

    /** The source's packets as they are. */
    record Copy(int streamIndex) implements AudioOutput {}

    /**
     * A new encode.
     *
     * @param bitrateBps at least 32,000
     * @param channels 1 to 8
     * @param sampleRateHz of the output, one that the codec knows
     * @param downmix how more channels become two
     */
    record Encode(int streamIndex, AudioCodec codec, long bitrateBps, int channels, int sampleRateHz, Downmix downmix)
            implements AudioOutput {
        public Encode(int streamIndex, AudioCodec codec, long bitrateBps, int channels, int sampleRateHz) {
            this(streamIndex, codec, bitrateBps, channels, sampleRateHz, Downmix.PLAIN);
        }
    }
}
