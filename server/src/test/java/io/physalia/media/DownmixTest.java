package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownmixTest {
    private static Optional<MediaStream.Audio> sound(int channels, String layout) {
        MediaStream.Common common = new MediaStream.Common(
                0, "pcm_s16le", "", "", "", "", 0, Duration.ZERO, Duration.ZERO, true, false, false);
        return Optional.of(new MediaStream.Audio(common, channels, layout, 48_000, 16));
    }

    @Test
    void onlyWhatIsMixedIsTouched() {
        Downmix loud = new Downmix(Downmix.Algorithm.AC4, 2);
        assertThat(loud.filters(sound(2, "stereo"), 2)).isEmpty();
        assertThat(loud.filters(sound(6, "5.1"), 6)).isEmpty();
        assertThat(loud.filters(sound(6, "5.1"), 1)).isEmpty();
        assertThat(loud.filters(sound(3, "2.1"), 2))
                .containsExactly("aformat=channel_layouts=stereo", "volume=2.000000");
        assertThat(Downmix.PLAIN.filters(sound(6, "5.1"), 2)).containsExactly("aformat=channel_layouts=stereo");
    }

    @Test
    void absurdBoostsAreNone() {
        for (double boost : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(new Downmix(Downmix.Algorithm.NONE, boost).boost()).isEqualTo(1);
        }
        assertThat(new Downmix(Downmix.Algorithm.NONE, 1e9).boost()).isEqualTo(10);
        assertThat(Downmix.Algorithm.of("$(reboot)")).isEqualTo(Downmix.Algorithm.NONE);
    }

    /** Silence but for one channel; how loud is it on the left? */
    @ParameterizedTest
    @CsvSource({
        "NightmodeDialogue, 5.1,       2, 1.0",
        "NightmodeDialogue, 5.1(side), 0, 0.3",
        "NightmodeDialogue, 7.1,       4, 0.2121",
        "Dave750,           5.1,       3, 0.5",
        "Rfc7845,           5.1,       5, 0.264534",
        "Ac4,               5.1,       1, 0.0",
        "Ac4,               7.1,       6, 0.499849"
    })
    void channelsHaveTheirWeights(String algorithm, String layout, int loud, double weight, @TempDir Path directory)
            throws Exception {
        int channels = layout.startsWith("7") ? 8 : 6;
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < channels; i++) {
            values.append(i == 0 ? "" : "|").append(i == loud ? "0.5" : "0");
        }
        Path out = directory.resolve("out.raw");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "aevalsrc=" + values + ":s=48000:c=" + layout + ":d=0.02",
                "-af",
                String.join(",", new Downmix(Downmix.Algorithm.of(algorithm), 1.5).filters(sound(channels, layout), 2)),
                "-c:a",
                "pcm_s16le",
                "-f",
                "s16le",
                out.toString()));
        byte[] bytes = Files.readAllBytes(out);
        double left = (short) ((bytes[401] << 8) | (bytes[400] & 0xff)) / 32768.0;
        assertThat(left).isCloseTo(0.5 * 1.5 * weight, org.assertj.core.api.Assertions.within(0.002));
    }
}
