package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodingTimesTest {
    private static Sample sample(long pts, long dts) {
        return new Sample(0, pts, dts, 0, pts == 10_000, ByteBuffer.allocate(0));
    }

    private static List<Long> times(Sample... samples) {
        return DecodingTimes.atSegmentStart(List.of(samples), (sample, pts, dts) -> sample.at(pts, dts, sample.data()))
                .stream()
                .map(Sample::dts)
                .toList();
    }

    @Test
    void anEncodersOwnTimesAreKeptWhereFramesAreRegular() {
        assertThat(times(sample(10_000, 9_800), sample(10_300, 9_900), sample(10_100, 10_000), sample(10_200, 10_100)))
                .containsExactly(9_800L, 9_900L, 10_000L, 10_100L);
    }

    @Test
    void aHoleBehindTheCutDoesNotReachBackBeforeIt() {
        // Shown at 10000, 15000, 15100, 15200: the encoder guessed that decoding begins 5100 early.
        assertThat(times(sample(10_000, 4_900), sample(15_200, 5_000), sample(15_000, 10_000), sample(15_100, 15_000)))
                .containsExactly(9_800L, 9_900L, 10_000L, 15_000L);
    }

    @Test
    void copiesWithPicturesShownBeforeTheKeyframeAreLeftAlone() {
        assertThat(times(sample(10_000, 1_000), sample(9_800, 1_100), sample(9_900, 1_200), sample(10_100, 10_000)))
                .containsExactly(1_000L, 1_100L, 1_200L, 10_000L);
    }
}
