package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SegmentCutterTest {
    private static final Track VIDEO = new Track(1, true, 90_000);
    private static final Track AUDIO = new Track(2, false, 48_000);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Three segments of a second. */
    private final SegmentPlan plan = SegmentPlan.uniform(1, 1, 3_000_000_000L, 20_000_000);

    private final Map<Integer, List<String>> published = new TreeMap<>();

    private SegmentCutter cutter(int first, Track... tracks) {
        return new SegmentCutter(
                plan,
                first,
                List.of(tracks),
                (sample, pts, dts) -> sample.at(pts, dts, sample.data()),
                (index, parts) -> published.put(index, describe(parts)));
    }

    private static List<String> describe(List<SegmentCutter.Part> parts) {
        List<String> description = new ArrayList<>();
        for (SegmentCutter.Part part : parts) {
            for (Sample sample : part.samples()) {
                long millis = sample.pts() * 1000 / part.track().timescale() - 10_000;
                description.add((part.track().video() ? sample.key() ? "K" : "v" : "a") + millis);
            }
        }
        return description;
    }

    private static Sample video(int track, long millis, boolean key) {
        return new Sample(track, 900_000 + millis * 90, 900_000 + millis * 90, 0, key, NOTHING);
    }

    private static Sample audio(int track, long millis) {
        return new Sample(track, 480_000 + millis * 48, 480_000 + millis * 48, 960, true, NOTHING);
    }

    @Test
    void aSegmentIsPublishedWhenEveryTrackHasReachedTheNext() {
        SegmentCutter cutter = cutter(0, VIDEO, AUDIO);
        cutter.add(video(0, 0, true));
        cutter.add(audio(1, -20));
        cutter.add(video(0, 500, false));
        cutter.add(video(0, 1000, true));
        assertThat(published).isEmpty();
        cutter.add(audio(1, 970));
        assertThat(published).isEmpty();
        cutter.add(audio(1, 990));
        assertThat(published).containsExactly(Map.entry(0, List.of("K0", "v500", "a-20", "a970")));
    }

    @Test
    void pictureGoesWhereItsKeyframeWent() {
        SegmentCutter cutter = cutter(0, VIDEO);
        cutter.add(video(0, 0, true));
        // Shown after the cut, but no keyframe: the segment before.
        cutter.add(video(0, 1100, false));
        cutter.add(video(0, 1200, true));
        // Shown before its keyframe, decoded after it: an open group of pictures.
        cutter.add(video(0, 1160, false));
        cutter.add(video(0, 2000, true));
        cutter.finish();
        assertThat(published)
                .containsExactly(
                        Map.entry(0, List.of("K0", "v1100")),
                        Map.entry(1, List.of("K1200", "v1160")),
                        Map.entry(2, List.of("K2000")));
    }

    @Test
    void whatLiesBeforeTheFirstCutIsDropped() {
        SegmentCutter cutter = cutter(1, VIDEO, AUDIO);
        cutter.add(audio(1, 960));
        cutter.add(video(0, 500, true));
        cutter.add(video(0, 990, false));
        cutter.add(audio(1, 980));
        cutter.add(video(0, 980, true));
        cutter.add(audio(1, 2000));
        cutter.add(video(0, 2000, true));
        assertThat(published).containsExactly(Map.entry(1, List.of("K980", "a980")));
    }

    @Test
    void theOrderInWhichTracksArriveDoesNotMatter() {
        SegmentCutter cutter = cutter(0, VIDEO, AUDIO);
        List.of(0L, 400L, 990L, 1500L, 2100L).forEach(millis -> cutter.add(audio(1, millis)));
        cutter.add(video(0, 0, true));
        cutter.add(video(0, 1000, true));
        assertThat(published).containsExactly(Map.entry(0, List.of("K0", "a0", "a400")));
    }

    @Test
    void aRegularEndPublishesTheRestToTheLastPlannedIndex() {
        SegmentCutter cutter = cutter(0, VIDEO);
        cutter.add(video(0, 0, true));
        cutter.finish();
        assertThat(published)
                .containsExactly(Map.entry(0, List.of("K0")), Map.entry(1, List.of()), Map.entry(2, List.of()));
    }

    @Test
    void anIrregularEndWithholdsTheUnfinished() {
        SegmentCutter cutter = cutter(0, VIDEO);
        cutter.add(video(0, 0, true));
        cutter.add(video(0, 1000, true));
        cutter.add(video(0, 1900, false));
        assertThat(published).containsOnlyKeys(0);
    }

    @Test
    void whatComesAfterThePlansEndBelongsToTheLastSegment() {
        SegmentCutter cutter = cutter(2, VIDEO);
        cutter.add(video(0, 2000, true));
        cutter.add(video(0, 3100, true));
        cutter.add(video(0, 9000, true));
        assertThat(published).isEmpty();
        cutter.finish();
        assertThat(published).containsExactly(Map.entry(2, List.of("K2000", "K3100", "K9000")));
    }

    @Test
    void aTrackThatHasEndedDoesNotHoldTheOthersUp() {
        SegmentPlan longPlan = SegmentPlan.uniform(1, 1, 60_000_000_000L, 0);
        List<Integer> indexes = new ArrayList<>();
        SegmentCutter cutter = new SegmentCutter(
                longPlan,
                0,
                List.of(VIDEO, AUDIO),
                (sample, pts, dts) -> sample.at(pts, dts, sample.data()),
                (index, parts) -> indexes.add(index));
        cutter.add(audio(1, 0));
        for (int second = 0; second < 20; second++) {
            cutter.add(video(0, second * 1000L, true));
        }
        // The muxer would have waited ten seconds for sound.
        assertThat(indexes).containsExactly(0, 1, 2, 3, 4, 5);
        // Sound that comes after all is not lost.
        cutter.add(audio(1, 3000));
        cutter.finish();
        assertThat(indexes).hasSize(60).isSorted();
    }

    @Test
    void aSegmentEndsWhereTheNextOfTheTrackBegins() {
        List<Long> ends = new ArrayList<>();
        SegmentCutter cutter = new SegmentCutter(
                plan,
                0,
                List.of(VIDEO),
                (sample, pts, dts) -> sample.at(pts, dts, sample.data()),
                (index, parts) -> ends.add(parts.getFirst().endDts()));
        cutter.add(video(0, 0, true));
        cutter.add(video(0, 1000, true));
        cutter.add(new Sample(0, 1_080_000, 1_080_000, 3600, true, NOTHING));
        cutter.finish();
        assertThat(ends).containsExactly(990_000L, 1_080_000L, 1_083_600L);
    }
}
