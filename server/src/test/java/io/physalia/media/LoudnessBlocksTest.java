package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The integrated loudness as ITU-R BS.1770 has it, compared with the same worked out from the blocks one by one. */
class LoudnessBlocksTest {
    private static LoudnessBlocks of(double... lufs) {
        LoudnessBlocks.Counter counter = new LoudnessBlocks.Counter();
        DoubleStream.of(lufs).forEach(counter::add);
        return counter.blocks();
    }

    private static double mean(double[] blocks, double from) {
        return 10
                * Math.log10(DoubleStream.of(blocks)
                        .filter(block -> block >= from)
                        .map(block -> Math.pow(10, block / 10))
                        .average()
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itIsTheMeanPowerOfWhatIsNotMuchSofterThanTheRest(long seed) {
        Random random = new Random(seed);
        double[] blocks = random.doubles(2000, -65, -8).toArray();
        double expected = mean(blocks, mean(blocks, -70) - 10);
        assertThat(of(blocks).integrated().orElseThrow()).as("seed %d", seed).isCloseTo(expected, within(0.06));
    }

    @Test
    void silenceCountsForNothing() {
        assertThat(of(-120.7, -70.1, Double.NaN, Double.NEGATIVE_INFINITY).integrated())
                .isEmpty();
        assertThat(of(-23, -23, -120.7, -71).integrated().orElseThrow()).isCloseTo(-23, within(0.001));
    }

    @Test
    void thePartsAddUpToTheWhole() {
        double[] loud = new Random(7).doubles(500, -20, -5).toArray();
        double[] soft = new Random(8).doubles(900, -60, -25).toArray();
        double[] both = DoubleStream.concat(DoubleStream.of(loud), DoubleStream.of(soft))
                .toArray();
        assertThat(of(loud).plus(of(soft))).isEqualTo(of(both));
        assertThat(of(soft).plus(LoudnessBlocks.NONE)).isEqualTo(of(soft));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (LoudnessBlocks blocks : new LoudnessBlocks[] {
            LoudnessBlocks.NONE,
            of(-70),
            of(10),
            of(30),
            of(-23.04, -22.96, -14),
            of(new Random(9).doubles(5000, -80, 9).toArray())
        }) {
            assertThat(LoudnessBlocks.read(blocks.write())).isEqualTo(blocks);
        }
        assertThat(of(-60, -60, -59.8).write()).isEqualTo("100 2 0 1");
        assertThatThrownBy(() -> LoudnessBlocks.read("12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loudness blocks");
        assertThatThrownBy(() -> LoudnessBlocks.read("800 1 1")).isInstanceOf(IllegalArgumentException.class);
    }
}
