package io.physalia.library;

import io.physalia.media.TestFfmpeg;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A film of twelve seconds, four of them red, four green, four blue, each a chapter; the first frame of each colour is no keyframe. */
public final class ColouredFilm {
    private ColouredFilm() {}

    public static Path make(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path marks = Files.writeString(Files.createTempFile("chapters", ".txt"), """
                    ;FFMETADATA1
                    [CHAPTER]
                    TIMEBASE=1/1000
                    START=0
                    END=4000
                    title=Red
                    [CHAPTER]
                    TIMEBASE=1/1000
                    START=4000
                    END=8000
                    title=00:00:04.000
                    [CHAPTER]
                    TIMEBASE=1/1000
                    START=8000
                    END=12000
                    title=Blue
                    """);
            TestFfmpeg.run(List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "color=red:s=720x576:r=10:d=4,setsar=16/15[a];color=0x00ff00:s=720x576:r=10:d=4,setsar=16/15[b];"
                            + "color=blue:s=720x576:r=10:d=4,setsar=16/15[c];[a][b][c]concat=n=3",
                    "-i",
                    "file:" + marks,
                    "-map",
                    "0:v",
                    "-map_metadata",
                    "1",
                    "-c:v",
                    "libx264",
                    "-preset",
                    "ultrafast",
                    "-g",
                    "70",
                    "-keyint_min",
                    "70",
                    "-sc_threshold",
                    "0",
                    "-pix_fmt",
                    "yuv420p",
                    "file:" + file));
            Files.delete(marks);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The colour in the middle of a picture: {@code red}, {@code green}, {@code blue}, else its numbers. */
    public static String colour(byte[] jpeg) {
        BufferedImage image = read(jpeg);
        Color middle = new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
        boolean red = middle.getRed() > 180;
        boolean green = middle.getGreen() > 180;
        boolean blue = middle.getBlue() > 180;
        if (red && !green && !blue) {
            return "red";
        }
        return green && !red && !blue ? "green" : blue && !red && !green ? "blue" : middle.toString();
    }

    /** Width and height, e.g. {@code 640x480}. */
    public static String size(byte[] jpeg) {
        BufferedImage image = read(jpeg);
        return image.getWidth() + "x" + image.getHeight();
    }

    private static BufferedImage read(byte[] jpeg) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
            if (image == null) {
                throw new AssertionError("no picture");
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
