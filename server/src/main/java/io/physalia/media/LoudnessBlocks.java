package io.physalia.media;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How loud the blocks of a piece of sound are: how many of its gating blocks (400 ms, one beginning every 100 ms) have which loudness, in steps of 0.1 LU. It is all that
 * ITU-R BS.1770-5 needs for the integrated loudness, and unlike that it can be added up: the blocks of an album are those of its songs. Immutable.
 */
public final class LoudnessBlocks {
    /** The absolute gate, in LUFS: what is softer counts as silence. */
    private static final double GATE = -70;

    /** How far below the mean of what is not silent a block may be to count; in LU. */
    private static final double RELATIVE_GATE = 10;

    private static final double STEPS = 10;
    /** Up to +10 LUFS, more than any signal of seven full channels has. */
    private static final int BINS = 801;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})((?: \\d{1,9})+)");

    public static final LoudnessBlocks NONE = new LoudnessBlocks(new int[BINS]);

    private final int[] counts;

    private LoudnessBlocks(int[] counts) {
        this.counts = counts;
    }

    /** Counts blocks. Used by one thread. */
    public static final class Counter {
        private final int[] counts = new int[BINS];

        /** @param lufs of a block; what is below the absolute gate, or no number, does not count */
        public void add(double lufs) {
            if (lufs >= GATE) {
                counts[(int) Math.min(BINS - 1L, Math.round((lufs - GATE) * STEPS))]++;
            }
        }

        public LoudnessBlocks blocks() {
            return new LoudnessBlocks(counts.clone());
        }
    }

    /** The blocks of both. */
    public LoudnessBlocks plus(LoudnessBlocks other) {
        int[] sum = counts.clone();
        for (int bin = 0; bin < BINS; bin++) {
            sum[bin] += other.counts[bin];
        }
        return new LoudnessBlocks(sum);
    }

    /** The integrated loudness in LUFS, within 0.05 LU; empty if there is nothing but silence. */
    public OptionalDouble integrated() {
        OptionalDouble ungated = mean(GATE);
        return ungated.isEmpty() ? ungated : mean(ungated.getAsDouble() - RELATIVE_GATE);
    }

    /** The loudness of the mean power of the blocks from a loudness on. */
    private OptionalDouble mean(double from) {
        double power = 0;
        long blocks = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double lufs = GATE + bin / STEPS;
            if (lufs >= from) {
                power += counts[bin] * Math.pow(10, lufs / 10);
                blocks += counts[bin];
            }
        }
        return blocks == 0 ? OptionalDouble.empty() : OptionalDouble.of(10 * Math.log10(power / blocks));
    }

    /** As text: the first step above the absolute gate that has blocks, then the counts from there on; {@code 0 0} if there are none. */
    public String write() {
        int first = 0;
        while (first < BINS - 1 && counts[first] == 0) {
            first++;
        }
        int last = BINS - 1;
        while (last > first && counts[last] == 0) {
            last--;
        }
        first = Math.min(first, last);
        StringBuilder text = new StringBuilder().append(counts[first] == 0 ? 0 : first);
        for (int bin = first; bin <= last; bin++) {
            text.append(' ').append(counts[bin]);
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if {@link #write} has not written it */
    public static LoudnessBlocks read(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("loudness blocks: \"" + text + "\" (expected: a step and counts)");
        }
        int[] counts = new int[BINS];
        int bin = Integer.parseInt(parts.group(1));
        for (String count : parts.group(2).strip().split(" ")) {
            if (bin >= BINS) {
                throw new IllegalArgumentException("loudness blocks: more than " + BINS + " steps");
            }
            counts[bin++] = Integer.parseInt(count);
        }
        return new LoudnessBlocks(counts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoudnessBlocks blocks && Arrays.equals(counts, blocks.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return write();
    }
}
