package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

    @Test
    void aHighRangeIsToned() throws IOException {
        BufferedImage frame = frame(OddFilms.highRange(directory));
        assertThat((double) (frame.getRGB(32, 32) >> 8 & 0xFF)).isCloseTo(OddFilms.highRangeLevel(), within(3.0));
    }

    @Test
    void fieldsAreMadeWholeFrames() throws IOException {
        BufferedImage frame = frame(OddFilms.fields(directory));
        int above = frame.getRGB(32, 30) & 0xFF;
        int below = frame.getRGB(32, 31) & 0xFF;
        assertThat(Math.abs(above - below)).as(above + " above " + below).isLessThan(60);
    }

    /** Colours as they were: a JPEG is read with other weights than a film of high definition. */
    @Test
    void theColoursOfHighDefinitionAreKept() throws IOException {
        String red = "color=c=red:s=1280x720:r=25:d=0.4,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,"
                + "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv";
        int rgb = frame(OddFilms.make(directory.resolve("red.mkv"), red)).getRGB(100, 100);
        assertThat(rgb >> 16 & 0xFF).isGreaterThan(245);
        assertThat(rgb >> 8 & 0xFF).isLessThan(10);
        assertThat(rgb & 0xFF).isLessThan(10);
    }
}
