package io.physalia.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule that says which segment a frame belongs to, and when a segment has all it will ever get.
 *
 * <p>Picture: frames go, in decoding order, where the last keyframe went, and a keyframe goes by its presentation time; so frames
 * that are shown before a keyframe but decoded after it (open groups of pictures) stay with it. Sound: each packet by its own
 * presentation time. A segment is complete when every track has reached a later one.
 *
 * <p>A track that has nothing to say (its stream ended early, or has a long hole) does not hold the others up for ever: the muxer waits
 * for a late track ten seconds at most, so a track that lies further behind has nothing for the segments it left out. Not thread-safe.
 */
public final class SegmentCutter {
    /** FFmpeg's {@code max_interleave_delta} is 10 s; some more, because it counts in decoding time. */
    private static final long PATIENCE_TICKS = 12L * SegmentPlan.TICKS;

    private final SegmentPlan plan;
    private final List<Lane> lanes = new ArrayList<>();
    private final Retiming retiming;
    private final Output output;
    private int next;
    private long latestTicks = Long.MIN_VALUE;

    /** Takes complete segments, in rising order of index. */
    @FunctionalInterface
    public interface Output {
        /** @param parts one for each track, in their order */
        void segment(int index, List<Part> parts);
    }

    /**
     * What one track contributes to a segment.
     *
     * @param samples in decoding order; may be empty
     * @param endDts where the next segment's first sample of the track starts; the last known end if there is none
     */
    public record Part(Track track, List<Sample> samples, long endDts) {
        public Part {
            samples = List.copyOf(samples);
        }
    }

    /** @param first the index of the first segment wanted; what lies before its cut is dropped */
    public SegmentCutter(SegmentPlan plan, int first, List<Track> tracks, Retiming retiming, Output output) {
        this.plan = plan;
        this.next = first;
        this.retiming = retiming;
        this.output = output;
        tracks.forEach(track -> lanes.add(new Lane(track, first)));
    }

    /** Takes the next frame of its track, in decoding order. */
    public void add(Sample sample) {
        Lane lane = lanes.get(sample.track());
        latestTicks = Math.max(latestTicks, ticks(sample.dts(), lane.track));
        lane.add(sample);
        while (next < plan.count() - 1 && isComplete(next)) {
            publish(next++);
        }
    }

    /** The stream came to its regular end: everything that is left is complete, to the last segment of the plan. */
    public void finish() {
        while (next < plan.count()) {
            publish(next++);
        }
    }

    private boolean isComplete(int index) {
        long end = plan.cutTicks(index + 1) + originTicks();
        boolean longAgo = latestTicks - PATIENCE_TICKS > end;
        return longAgo || lanes.stream().allMatch(lane -> lane.index > index);
    }

    private void publish(int index) {
        List<Part> parts = new ArrayList<>();
        for (Lane lane : lanes) {
            parts.add(lane.take(index));
        }
        output.segment(index, parts);
    }

    private static long originTicks() {
        return (long) Segmenter.ORIGIN_SECONDS * SegmentPlan.TICKS;
    }

    private static long ticks(long time, Track track) {
        return Math.floorDiv(time * SegmentPlan.TICKS, track.timescale());
    }

    /** What waits on one track. */
    private final class Lane {
        private final Track track;
        private final int first;
        private final ArrayDeque<Placed> waiting = new ArrayDeque<>();
        /** The segment that the track has come to; one before the first wanted: nothing of use yet. */
        private int index;

        private long endDts;

        Lane(Track track, int first) {
            this.track = track;
            this.first = first;
            this.index = first - 1;
        }

        void add(Sample sample) {
            if (!track.video() || sample.key()) {
                while (index + 1 < plan.count() && reaches(sample.pts(), index + 1)) {
                    index++;
                }
            }
            if (index >= first) {
                waiting.add(new Placed(Math.max(index, next), sample));
                endDts = sample.dts() + Math.max(sample.duration(), 0);
            }
        }

        /** Compared without division, so that no rounding decides. */
        private boolean reaches(long pts, int segment) {
            long cut = plan.cutTicks(segment);
            return cut == Long.MIN_VALUE || pts * SegmentPlan.TICKS >= (cut + originTicks()) * track.timescale();
        }

        Part take(int segment) {
            List<Sample> samples = new ArrayList<>();
            while (!waiting.isEmpty() && waiting.peek().segment <= segment) {
                samples.add(waiting.remove().sample);
            }
            Placed following = waiting.peek();
            List<Sample> timed = track.video() ? DecodingTimes.atSegmentStart(samples, retiming) : samples;
            return new Part(track, timed, following == null ? endDts : following.sample.dts());
        }
    }

    private record Placed(int segment, Sample sample) {}
}
