package io.physalia.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sound's part of {@link EncodeCommand}. */
final class AudioArguments {
    /** Packets encoded before the cut and then dropped, so that the encoder is in its stride. */
    private static final int PRE_ROLL_PACKETS = 8;

    private AudioArguments() {}

    static List<String> of(EncodeSpec spec, EncodeRun run, SourceClock clock) {
        return switch (spec.audio()) {
            case AudioOutput.None _ -> List.of();
            case AudioOutput.Copy copy -> List.of("-map", "0:" + copy.streamIndex(), "-c:a", "copy");
            case AudioOutput.Encode encode -> encode(spec, encode, run, clock);
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

    private static List<String> encode(EncodeSpec spec, AudioOutput.Encode encode, EncodeRun run, SourceClock clock) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-map", "0:" + encode.streamIndex(), "-af", filters(spec, encode, run, clock)));
        arguments.addAll(List.of("-c:a", encode.codec().encoder()));
        arguments.addAll(List.of("-b:a", Long.toString(encode.bitrateBps())));
        return arguments;
    }

    private static String filters(EncodeSpec spec, AudioOutput.Encode encode, EncodeRun run, SourceClock clock) {
        List<String> filters = new ArrayList<>();
        onSourceGrid(spec, encode.streamIndex(), clock).ifPresent(filters::add);
        int frame = encode.codec().frameSamples();
        int rate = encode.sampleRateHz();
        long first = run.startsAtBeginning()
                ? packetAt(clock.raw(0), frame, rate)
                : Math.max(
                        packetAt(clock.raw(0), frame, rate),
                        packetAt(clock.raw(run.cutTicks()), frame, rate) - PRE_ROLL_PACKETS);
        long last = packetAt(clock.raw(run.endTicks()), frame, rate) + 1;
        // One absolute grid: the first sample is the first of packet number `first` counted from raw time 0. What comes
        // before is cut
        // off, what is missing is silence; so are gaps of more than 20 ms later on. Smaller differences are rounding
        // and are ignored.
        filters.add("aresample=" + rate + ":async=1:min_comp=0.0000001:min_hard_comp=0.02:first_pts=" + first * frame);
        filters.add("aformat=channel_layouts=" + layout(encode.channels()));
        // Sound that ends before the film goes on as silence to the film's end: as many packets in every run.
        filters.add("apad=whole_len=" + Math.max(frame, (last - first) * frame));
        return String.join(",", filters);
    }

    private static long packetAt(long rawTicks, int frameSamples, int rate) {
        return Math.floorDiv(rawTicks * rate, SourceClock.TICKS_PER_SECOND * frameSamples);
    }

    /**
     * Undoes the container's rounding of timestamps: a frame that starts, or ends, within 2 ms of a place where frames of the
     * source lie is put there.
     */
    private static Optional<String> onSourceGrid(EncodeSpec spec, int streamIndex, SourceClock clock) {
        return SampleGrid.ofSource(spec.info(), streamIndex).map(grid -> {
            String origin = SourceClock.seconds(clock.raw(grid.originTicks()));
            int frame = grid.frameSamples();
            return String.format(
                    Locale.ROOT,
                    "asetpts=expr='st(0,(PTS*TB-(%s))*SR);st(1,round(ld(0)/%d)*%d-ld(0));"
                            + "st(2,round((ld(0)+NB_SAMPLES)/%d)*%d-NB_SAMPLES-ld(0));"
                            + "PTS+if(lt(abs(ld(1)),SR*0.002),ld(1),if(lt(abs(ld(2)),SR*0.002),ld(2),0))/SR/TB'",
                    origin,
                    frame,
                    frame,
                    frame,
                    frame);
        });
    }

    /** FFmpeg's name of the usual layout; players expect these orders. */
    private static String layout(int channels) {
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
