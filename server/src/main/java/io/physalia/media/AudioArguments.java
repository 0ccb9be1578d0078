package io.physalia.media;

import java.util.ArrayList;
import java.util.List;

/** The sound's part of {@link EncodeCommand}. */
final class AudioArguments {
    /** Packets encoded before the cut and then dropped, so that the encoder is in its stride. */
    static final int PRE_ROLL_PACKETS = 8;

    private AudioArguments() {}

    static List<String> of(EncodeSpec spec, EncodeRun run, SourceClock clock) {
        return switch (spec.audio()) {
            case AudioOutput.None _ -> List.of();
            case AudioOutput.Copy copy -> List.of("-map", "0:" + copy.streamIndex(), "-c:a", "copy");
            case AudioOutput.Encode encode -> encode(spec, encode, new AudioFilters(spec, encode, run, clock));
        };
    }

    /** How long before the cut an encode of the sound has to start reading. */
    static long preRollTicks(AudioOutput audio) {
        return audio instanceof AudioOutput.Encode encode
                ? (PRE_ROLL_PACKETS + 8)
                        * SourceClock.TICKS_PER_SECOND
                        * encode.codec().frameSamples()
                        / encode.sampleRateHz()
                : 0;
    }

    private static List<String> encode(EncodeSpec spec, AudioOutput.Encode encode, AudioFilters filters) {
        SoundSource source = SoundSource.of(spec);
        int own = spec.drawn() instanceof Drawn.Text ? 2 : 1;
        int input = source == SoundSource.OWN_INPUT_FILLED_UP ? own : 0;
        List<String> arguments = new ArrayList<>();
        arguments.addAll(
                List.of("-map", input + ":" + encode.streamIndex(), "-af", filters.chain(source.isFilledUp())));
        arguments.addAll(List.of("-c:a", encode.codec().encoder()));
        arguments.addAll(List.of("-b:a", Long.toString(encode.bitrateBps())));
        switch (encode.codec()) {
            case AAC ->
                // The default coder of older releases tunes itself from packet to packet, so that two runs differ
                // audibly for seconds after a seam; this one hardly remembers anything, is faster, and better from 64
                // kbit/s on.
                arguments.addAll(List.of("-aac_coder", "fast"));
            case MP3 ->
                // Without it a packet's bytes lie in part in the packets before it, which at a seam are another run's.
                arguments.addAll(List.of("-reservoir", "0"));
            case AC3, EAC3, OPUS -> {
                // Nothing that lasts.
            }
        }
        return arguments;
    }

    /** FFmpeg's name of the usual layout; players expect these orders. */
    static String layout(int channels) {
        return switch (channels) {
            case 1 -> "mono";
            case 2 -> "stereo";
            case 3 -> "3.0";
            case 4 -> "4.0";
            case 5 -> "5.0";
            case 6 -> "5.1";
            case 7 -> "6.1";
            case 8 -> "7.1";
            default -> throw new IllegalArgumentException("channels: " + channels + " (expected: 1 to 8)");
        };
    }
}
