package io.physalia.playback;

import java.util.OptionalInt;

/**
 * Which streams a playback is to have.
 *
 * @param audio the stream to be heard; empty: the file's default
 * @param freedom which others may be taken instead, to spare an encode
 * @param subtitle the stream to be read; empty: none
 * @param burnIn whether subtitles become part of the picture wherever it is encoded anyway
 */
public record Tracks(OptionalInt audio, AudioFreedom freedom, OptionalInt subtitle, boolean burnIn) {
    /** What the file says. */
    public static final Tracks OF_THE_FILE =
            new Tracks(OptionalInt.empty(), AudioFreedom.SAME_LANGUAGE, OptionalInt.empty(), false);

    /** What else may be heard than the stream that was chosen. */
    public enum AudioFreedom {
        /** Nothing: somebody asked for this one. */
        NONE,
        SAME_LANGUAGE,
        /** The streams that the file marks as default. */
        DEFAULTS,
        /** Those of the same language that are marked; where there is none, all that are marked. */
        DEFAULTS_OF_LANGUAGE,
        /** All; if the chosen one is marked as default, all that are. */
        ANY
    }

    public Tracks withAudio(int index) {
        return new Tracks(OptionalInt.of(index), AudioFreedom.NONE, subtitle, burnIn);
    }

    /** @param index negative: none */
    public Tracks withSubtitle(int index) {
        return new Tracks(audio, freedom, index < 0 ? OptionalInt.empty() : OptionalInt.of(index), burnIn);
    }

    public Tracks withBurnIn(boolean wanted) {
        return new Tracks(audio, freedom, subtitle, wanted);
    }
}
