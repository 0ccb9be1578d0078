package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmFramesTest {
    @TempDir
    Path directory;

    private final FilmFrames frames = new FilmFrames(TestFfmpeg.runner(), TestFfmpeg.ffmpeg(), TestFfmpeg.tables());

    private BufferedImage frame(Path film) throws IOException {
        byte[] jpeg = frames.find(film, TestFfmpeg.prober().probe(film), Duration.ofMillis(200), 640)
                .orElseThrow();
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private Path film(String name, String source, String... options) {
        Path film = directory.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", source, "-c:v", "libx264"));
        arguments.addAll(List.of(options));
        arguments.add(film.toString());
        TestFfmpeg.run(arguments);
        return film;
    }

    /** A grey of diffuse white, which is three fifths of the signal, and would look half dark if it were taken for the standard range. */
    @Test
    void aHighRangeIsToned() throws IOException {
        double signal = ToneCurve.lightToPq(203);
        String grey = String.format(
                Locale.ROOT,
                "nullsrc=s=64x64:r=25:d=0.4,format=yuv420p10le,geq=lum=%d:cb=512:cr=512,"
                        + "setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084:range=tv",
                Math.round(64 + 876 * signal));
        BufferedImage frame = frame(film("hdr.mkv", grey));
        double expected = 255 * ToneCurve.apply(HighRange.PQ, new double[] {signal, signal, signal})[1];
        assertThat(expected).isGreaterThan(255 * signal + 20);
        assertThat((double) (frame.getRGB(32, 32) >> 8 & 0xFF)).isCloseTo(expected, within(3.0));
    }

    /** Fields of two moments that differ everywhere: in a frame that was only copied, neighbouring lines are black and white. */
    @Test
    void fieldsAreMadeWholeFrames() throws IOException {
        String fields = "color=c=black:s=64x64:r=50:d=0.4,geq=lum='if(mod(N,2),235,16)':cb=128:cr=128,"
                + "interlace=scan=tff:lowpass=off";
        Path film = film("fields.mkv", fields, "-flags", "+ilme+ildct", "-x264-params", "tff=1");
        BufferedImage frame = frame(film);
        int above = frame.getRGB(32, 30) & 0xFF;
        int below = frame.getRGB(32, 31) & 0xFF;
        assertThat(Math.abs(above - below)).as(above + " above " + below).isLessThan(60);
    }

    /** Colours as they were: a JPEG is read with other weights than a film of high definition. */
    @Test
    void theColoursOfHighDefinitionAreKept() throws IOException {
        String red = "color=c=red:s=1280x720:r=25:d=0.4,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,"
                + "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv";
        int rgb = frame(film("red.mkv", red)).getRGB(100, 100);
        assertThat(rgb >> 16 & 0xFF).isGreaterThan(245);
        assertThat(rgb >> 8 & 0xFF).isLessThan(10);
        assertThat(rgb & 0xFF).isLessThan(10);
    }
}
