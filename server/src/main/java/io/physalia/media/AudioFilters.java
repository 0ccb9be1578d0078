package io.physalia.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The filter chain that puts the sound of every run on one absolute grid: sample for sample what a run from the beginning would
 * encode, in packets that start at the same samples.
 */
final class AudioFilters {
    /** The resampler's memory, and more. */
    private static final long SETTLING_TICKS = SourceClock.TICKS_PER_SECOND / 50;

    private final AudioOutput.Encode encode;
    private final SourceClock clock;
    private final Optional<SampleGrid> sourceGrid;
    private final Optional<MediaStream.Audio> source;
    private final int sourceRate;
    private final int rate;
    private final int frame;
    /** Number of the run's first packet, counted from raw time 0. */
    private final long firstPacket;
    /** Number of the packet after the film's last. */
    private final long endPacket;

    AudioFilters(EncodeSpec spec, AudioOutput.Encode encode, EncodeRun run, SourceClock clock) {
        this.encode = encode;
        this.clock = clock;
        this.rate = encode.sampleRateHz();
        this.frame = encode.codec().frameSamples();
        this.sourceGrid = SampleGrid.ofStarts(spec.info(), encode.streamIndex());
        this.source = spec.info().stream(encode.streamIndex())
                .filter(MediaStream.Audio.class::isInstance)
                .map(MediaStream.Audio.class::cast);
        this.sourceRate = source.map(MediaStream.Audio::sampleRateHz)
                .filter(known -> known > 0)
                .orElse(rate);
        long filmStart = packetAt(clock.raw(0));
        this.firstPacket = run.startsAtBeginning()
                ? filmStart
                : Math.max(filmStart, packetAt(clock.raw(run.cutTicks())) - AudioArguments.PRE_ROLL_PACKETS);
        this.endPacket = packetAt(clock.raw(run.endTicks())) + 1;
    }

    /** @param isFilledUp whether sound that ends before the film goes on as silence to its end */
    String chain(boolean isFilledUp) {
        List<String> filters = new ArrayList<>();
        sourceGrid.map(this::snapping).ifPresent(filters::add);
        if (sourceRate != rate) {
            // What was probed may not be what is decoded; the sample numbers below need the rate to be this one.
            filters.add("aformat=sample_rates=" + sourceRate);
            // The resampler's phase follows from the sample it starts with, so it always starts with one that
            // coincides with a sample of the output.
            filters.add(startingAt(coincidingSample()));
            filters.add("aresample=" + rate);
        }
        filters.add(startingAt(firstPacket * frame));
        filters.addAll(encode.downmix().filters(source, encode.channels()));
        filters.add("aformat=channel_layouts=" + AudioArguments.layout(encode.channels()));
        if (isFilledUp) {
            filters.add("apad=whole_len=" + Math.max(frame, (endPacket - firstPacket) * frame));
            // Behind the end of the sound there is nothing that would say when silence begins.
            filters.add("asetpts=N+(" + firstPacket * frame + ")");
        }
        return String.join(",", filters);
    }

    /**
     * Makes the first sample the one with this number, counted from raw time 0: what comes before is cut off, what is missing is
     * silence. So are gaps of more than 20 ms later on; smaller differences are rounding, and are ignored.
     */
    private static String startingAt(long sample) {
        return "aresample=async=1:min_comp=0.0000001:min_hard_comp=0.02:first_pts=" + sample;
    }

    private long coincidingSample() {
        long step = sourceRate / gcd(sourceRate, rate);
        long wanted = Math.floorDiv(firstPacket * frame * sourceRate, (long) rate)
                - SETTLING_TICKS * sourceRate / SourceClock.TICKS_PER_SECOND;
        return Math.floorDiv(wanted, step) * step;
    }

    /**
     * Undoes the container's rounding of timestamps: a frame that starts, or ends, within 2 ms of a place where frames of the
     * source lie is put there.
     */
    private String snapping(SampleGrid grid) {
        String origin = SourceClock.seconds(clock.raw(grid.originTicks()));
        int size = grid.frameSamples();
        return String.format(
                Locale.ROOT,
                "asetpts=expr='st(0,(PTS*TB-(%s))*SR);st(1,round(ld(0)/%d)*%d-ld(0));"
                        + "st(2,round((ld(0)+NB_SAMPLES)/%d)*%d-NB_SAMPLES-ld(0));"
                        + "round(PTS+if(lt(abs(ld(1)),SR*0.002),ld(1),if(lt(abs(ld(2)),SR*0.002),ld(2),0))/SR/TB)'",
                origin,
                size,
                size,
                size,
                size);
    }

    private long packetAt(long rawTicks) {
        return Math.floorDiv(rawTicks * rate, SourceClock.TICKS_PER_SECOND * frame);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
