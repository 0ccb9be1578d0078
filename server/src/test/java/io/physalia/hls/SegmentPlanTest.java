package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentPlanTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long SEED = Long.getLong("physalia.seed", 20_260_102L);

    @ParameterizedTest
    @CsvSource({
        // What clients of Jellyfin are used to: 3 s, stretched to whole frames.
        "24000, 1001, 3000, 3003000000",
        "30000, 1001, 3000, 3003000000",
        "60000, 1001, 3000, 3003000000",
        "25, 1, 3000, 3000000000",
        "24, 1, 6000, 6000000000",
        "60000, 1001, 2000, 2002000000",
        // No frame rate: exactly what was wanted.
        "0, 1, 3000, 3000000000",
    })
    void encodedSegmentsAreWholeFrames(long num, long den, long wantedMillis, long expectedNanos) {
        SegmentPlan plan = SegmentPlans.forEncodedVideo(num, den, 0, wantedMillis * 1_000_000, 600 * SECOND);
        assertThat(plan.durationNanos(0)).isEqualTo(expectedNanos);
        assertThat(plan.totalNanos()).isEqualTo(600 * SECOND);
    }

    @Test
    void aLongFilmDoesNotDrift() {
        SegmentPlan plan = SegmentPlans.forEncodedVideo(24_000, 1001, 0, 3 * SECOND, 8 * 3600 * SECOND);
        // Segment i starts at frame 72 * i.
        assertThat(plan.startNanos(9000)).isEqualTo(27_027 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"25, 1, 0", "25, 1, 7000000", "25, 1, 33000000", "24000, 1001, 5000000", "60000, 1001, 12000000"})
    void cutsLieMidwayBetweenFramesWhereverTheFirstFrameLies(long num, long den, long firstFrameNanos) {
        SegmentPlan plan = SegmentPlans.forEncodedVideo(num, den, firstFrameNanos, 3 * SECOND, 600 * SECOND);
        long frame = SECOND * den / num;
        for (int i = 1; i < plan.count(); i++) {
            long fromFrame = Math.floorMod(plan.cutNanos(i) - firstFrameNanos, frame);
            assertThat(fromFrame).isBetween(frame / 2 - 20_000, frame / 2 + 20_000);
            assertThat(Math.abs(plan.cutNanos(i) - plan.startNanos(i))).isLessThan(frame);
        }
    }

    @Test
    void aShortRestBelongsToTheLastSegment() {
        assertThat(SegmentPlan.uniform(3, 1, 9 * SECOND + SECOND / 4, 0).count())
                .isEqualTo(3);
        assertThat(SegmentPlan.uniform(3, 1, 9 * SECOND + SECOND / 2, 0).count())
                .isEqualTo(4);
        assertThat(SegmentPlan.uniform(3, 1, 1, 0).count()).isEqualTo(1);
    }

    @Test
    void copiedFilmsAreCutAtTheFirstKeyframeAtOrAfterEachMultipleOfTheLength() {
        long[] keyframes = {0, 2 * SECOND, 4 * SECOND, 7 * SECOND, 13 * SECOND, 14 * SECOND};
        SegmentPlan plan = SegmentPlans.forCopiedVideo(keyframes, 3 * SECOND, 20 * SECOND);
        // At 7 s the grid is at 9 s next, which 13 s is the first to reach, and then at 15 s, which none reaches.
        assertThat(LongStream.range(0, plan.count()).map(i -> plan.startNanos((int) i)))
                .containsExactly(0L, 4 * SECOND, 7 * SECOND, 13 * SECOND);
        assertThat(plan.totalNanos()).isEqualTo(20 * SECOND);
    }

    @Test
    void aFilmWithOneKeyframeIsOneSegment() {
        assertThat(SegmentPlans.forCopiedVideo(new long[] {0}, 3 * SECOND, 60 * SECOND)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aCopiedFilmWhoseKeyframesAreUnknownIsCutByTime() {
        assertThat(SegmentPlans.forCopiedVideo(new long[0], 3 * SECOND, 60 * SECOND)
                        .count())
                .isEqualTo(20);
    }

    @Test
    void absurdlyShortSegmentsAreMadeLonger() {
        SegmentPlan plan = SegmentPlans.forAudio(1, 24 * 3600 * SECOND);
        assertThat(plan.count()).isLessThanOrEqualTo(SegmentPlans.MOST_SEGMENTS + 1);
    }

    @Test
    void everythingBeforeTheFirstCutBelongsToTheFirstSegment() {
        SegmentPlan plan = SegmentPlan.uniform(3, 1, 12 * SECOND, 20_000_000);
        assertThat(plan.cutTicks(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(plan.indexAt(-SECOND)).isZero();
        assertThat(plan.indexAt(3 * SECOND - 20_000_001)).isZero();
        assertThat(plan.indexAt(3 * SECOND - 20_000_000)).isEqualTo(1);
        assertThat(plan.indexAt(1000 * SECOND)).isEqualTo(3);
        assertThat(plan.cutTicks(1)).isEqualTo(270_000 - 1800);
        assertThat(plan.cutTicksFrom(2)).containsExactly(540_000 - 1800, 810_000 - 1800);
    }

    static Stream<Long> seeds() {
        return new Random(SEED).longs(50).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void segmentsFollowEachOtherWithoutGapAndTheIndexOfAStartIsItsOwn(long seed) {
        Random random = new Random(seed);
        long[] keyframes = random.longs(1 + random.nextInt(500), 0, 7200 * SECOND)
                .sorted()
                .distinct()
                .toArray();
        long wanted = 1 + random.nextLong(20 * SECOND);
        SegmentPlan plan = random.nextBoolean()
                ? SegmentPlans.forCopiedVideo(keyframes, wanted, 7201 * SECOND)
                : SegmentPlans.forEncodedVideo(
                        random.nextInt(120), 1 + random.nextInt(3), random.nextInt(40_000_000), wanted, 7201 * SECOND);
        assertThat(plan.startNanos(0)).as("seed %s", seed).isZero();
        for (int i = 0; i < plan.count(); i++) {
            assertThat(plan.durationNanos(i)).isPositive();
            assertThat(plan.indexAt(plan.startNanos(i))).isEqualTo(i);
            if (i > 0) {
                assertThat(plan.startNanos(i)).isEqualTo(plan.endNanos(i - 1));
                assertThat(plan.cutTicks(i)).isGreaterThan(plan.cutTicks(i - 1));
            }
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> SegmentPlan.uniform(0, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SegmentPlan.uniform(1, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SegmentPlan.atKeyframes(new long[0], 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
