package io.physalia.hls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the frames of joined segments follow each other as if one encoder had made them: decoding times rise, nothing is shown
 * twice, and there is neither gap nor overlap. Not thread-safe.
 */
public final class TimelineAudit {
    /** Rounding and a container's own jitter stay below this; what is audible or visible does not. */
    private static final int STEPS_A_SECOND = 500;

    private final List<Line> lines = new ArrayList<>();

    /** @param tracks in the order of {@link Sample#track()} */
    public TimelineAudit(List<Track> tracks) {
        tracks.forEach(track -> lines.add(new Line(track)));
    }

    /** Takes the next frame of its track, in decoding order. */
    public void add(Sample sample) {
        lines.get(sample.track()).add(sample);
    }

    /** How many frames a track has. */
    public int count(int track) {
        return lines.get(track).count;
    }

    /** Presentation times of a track's frames, rising. */
    public long[] presentationTimes(int track) {
        return lines.get(track).sortedTimes();
    }

    /**
     * What is wrong, a sentence each; empty: nothing.
     *
     * @param constantFrameRate whether all pictures should be shown equally long; sound always is
     */
    public List<String> problems(boolean constantFrameRate) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String name = "track " + i;
            line.disorder.forEach(problem -> problems.add(name + ": " + problem));
            if (!line.track.video() || constantFrameRate) {
                line.unevenness().forEach(problem -> problems.add(name + ": " + problem));
            }
        }
        return problems;
    }

    private static final class Line {
        private final Track track;
        private final List<String> disorder = new ArrayList<>();
        private long[] times = new long[1024];
        private int count;
        private long lastDts = Long.MIN_VALUE;

        Line(Track track) {
            this.track = track;
        }

        void add(Sample sample) {
            if (sample.dts() <= lastDts) {
                disorder.add("decoding time " + sample.dts() + " follows " + lastDts);
            }
            if (sample.pts() < sample.dts()) {
                disorder.add("shown at " + sample.pts() + ", before its decoding time " + sample.dts());
            }
            lastDts = sample.dts();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = sample.pts();
        }

        long[] sortedTimes() {
            long[] sorted = Arrays.copyOf(times, count);
            Arrays.sort(sorted);
            return sorted;
        }

        List<String> unevenness() {
            long[] sorted = sortedTimes();
            long usual = usualStep(sorted);
            long tolerance = track.timescale() / STEPS_A_SECOND;
            List<String> problems = new ArrayList<>();
            for (int i = 1; i < sorted.length; i++) {
                long step = sorted[i] - sorted[i - 1];
                if (Math.abs(step - usual) > tolerance) {
                    problems.add((step < usual ? "overlap" : "gap") + " of " + Math.abs(step - usual) + "/"
                            + track.timescale() + " s after " + sorted[i - 1]);
                }
            }
            return problems;
        }

        private static long usualStep(long[] sorted) {
            Map<Long, Integer> steps = new HashMap<>();
            long usual = 0;
            for (int i = 1; i < sorted.length; i++) {
                long step = sorted[i] - sorted[i - 1];
                if (steps.merge(step, 1, Integer::sum) > steps.getOrDefault(usual, 0)) {
                    usual = step;
                }
            }
            return usual;
        }
    }
}
