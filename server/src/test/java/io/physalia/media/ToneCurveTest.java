package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToneCurveTest {
    @Test
    void thePqSignalIsThatOfTheStandard() {
        // ITU-R BT.2408, table 1.
        assertThat(ToneCurve.lightToPq(100)).isCloseTo(0.508, within(0.001));
        assertThat(ToneCurve.lightToPq(203)).isCloseTo(0.581, within(0.001));
        assertThat(ToneCurve.lightToPq(1000)).isCloseTo(0.752, within(0.001));
        assertThat(ToneCurve.pqToLight(ToneCurve.lightToPq(37))).isCloseTo(37, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(HighRange.class)
    void greyStaysGreyAndNothingGetsDarkerAsItGetsBrighter(HighRange range) {
        double before = -1;
        for (double signal = 0; signal <= 1; signal += 0.001) {
            double[] screen = ToneCurve.apply(range, new double[] {signal, signal, signal});
            assertThat(screen[1]).isCloseTo(screen[0], within(0.001)).isCloseTo(screen[2], within(0.001));
            assertThat(screen[0]).isBetween(before, 1.0);
            before = screen[0];
        }
        assertThat(ToneCurve.apply(range, new double[3])).containsExactly(0, 0, 0);
        assertThat(before).isCloseTo(1, within(0.01));
    }

    @Test
    void aDarkSceneIsAsBrightAsItWasMeantAndWhiteIsBelowTheHighlights() {
        double dark = grey(HighRange.PQ, ToneCurve.lightToPq(20));
        assertThat(203 * Math.pow(dark, 2.4)).as("cd/m² on a screen of 203").isCloseTo(20, within(0.5));
        assertThat(grey(HighRange.PQ, ToneCurve.lightToPq(203))).isBetween(0.85, 0.97);
        assertThat(grey(HighRange.PQ, ToneCurve.lightToPq(600))).isBetween(0.97, 0.999);
    }

    @Test
    void everyColourIsOneOfTheScreens() {
        for (double red = 0; red <= 1; red += 0.1) {
            for (double green = 0; green <= 1; green += 0.1) {
                for (double blue = 0; blue <= 1; blue += 0.1) {
                    for (HighRange range : HighRange.values()) {
                        for (double part : ToneCurve.apply(range, new double[] {red, green, blue})) {
                            assertThat(part).isBetween(0.0, 1.0);
                        }
                    }
                }
            }
        }
    }

    /** The whole chain: FFmpeg shows a grey of a known light as bright as the curve says. */
    @Test
    void ffmpegShowsWhatTheCurveSays(@TempDir Path directory) throws IOException {
        for (double light : new double[] {1, 20, 100, 203, 600}) {
            int code = (int) Math.round(64 + 876 * ToneCurve.lightToPq(light));
            Path raw = directory.resolve("grey.raw");
            String chain = VideoFilters.toStandardRange(HighRange.PQ, "scale=w=16:h=16", TestFfmpeg.tables());
            String source = String.format(
                    Locale.ROOT,
                    "nullsrc=s=16x16:d=0.04:r=25,format=yuv420p10le,geq=lum=%d:cb=512:cr=512,setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084:range=tv",
                    code);
            TestFfmpeg.run(List.of("-f", "lavfi", "-i", source, "-vf", chain, "-f", "rawvideo", raw.toString()));
            double expected = 16 + 219 * grey(HighRange.PQ, (code - 64) / 876.0);
            assertThat((double) (Files.readAllBytes(raw)[0] & 0xFF))
                    .as(light + " cd/m²")
                    .isCloseTo(expected, within(1.6));
        }
    }

    private static double grey(HighRange range, double signal) {
        return ToneCurve.apply(range, new double[] {signal, signal, signal})[1];
    }
}
