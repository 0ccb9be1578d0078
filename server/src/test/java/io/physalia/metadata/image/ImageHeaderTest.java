package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
    @TempDir
    Path directory = Path.of("");

    private Optional<ImageHeader> read(byte[] bytes) throws IOException {
        return ImageHeader.read(TestPictures.write(directory.resolve("picture"), bytes));
    }

    @ParameterizedTest
    @CsvSource({"jpg, JPEG, false", "png, PNG, false", "gif, GIF, true", "bmp, BMP, false"})
    void formatAndSizeAreRead(String format, ImageFormat expected, boolean alpha) throws IOException {
        assertThat(read(TestPictures.bytes(format, 640, 333))).contains(new ImageHeader(expected, 640, 333, 1, alpha));
    }

    @Test
    void transparencyIsSeen() throws IOException {
        assertThat(read(TestPictures.transparentPng(10, 20)))
                .contains(new ImageHeader(ImageFormat.PNG, 10, 20, 1, true));
    }

    @Test
    void progressiveJpegIsRead() throws IOException {
        assertThat(read(TestPictures.progressiveJpeg(64, 32)))
                .contains(new ImageHeader(ImageFormat.JPEG, 64, 32, 1, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void aTurnedPhotoIsSeenTurned(int orientation) throws IOException {
        ImageHeader header = read(TestPictures.turned(TestPictures.bytes("jpg", 640, 333), orientation))
                .orElseThrow();
        assertThat(header.orientation()).isEqualTo(orientation);
        assertThat(header.shownWidth()).isEqualTo(orientation >= 5 ? 333 : 640);
    }

    @ParameterizedTest
    @CsvSource({
        // VP8: width and height after the start code; VP8L: 14 bits each, less one; VP8X: 24 bits each, less one.
        "VP8 ,  0a0000003001009d012a80024d01, 640, 333, false",
        "VP8L,  0a0000002f7f025310000000000000, 640, 333, true",
        "VP8X,  0a000000100000007f02004c0100, 640, 333, true",
    })
    void everyKindOfWebpIsRead(String chunk, String rest, int width, int height, boolean alpha) throws IOException {
        byte[] tail = java.util.HexFormat.of().parseHex(rest);
        byte[] file = Arrays.copyOf(
                ("RIFF????WEBP" + (chunk + " ").substring(0, 4)).getBytes(StandardCharsets.ISO_8859_1), 40);
        System.arraycopy(tail, 0, file, 16, tail.length);
        assertThat(read(file)).contains(new ImageHeader(ImageFormat.WEBP, width, height, 1, alpha));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg' width='1'/>",
                "<?xml version='1.0'?>\n<!-- x --><SVG  a='b'/>"
            })
    void svgIsKnown(String text) throws IOException {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow().format())
                .isEqualTo(ImageFormat.SVG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\nhttp://10.0.0.1/x\n",
                "<html><body>no picture at all, only text</body></html>"
            })
    void otherFilesAreNoPictures(String text) throws IOException {
        assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void nothingThatIsBrokenBreaksTheReader() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[][] samples = {
            TestPictures.turned(TestPictures.bytes("jpg", 64, 32), 6),
            TestPictures.bytes("png", 64, 32),
            TestPictures.bytes("gif", 64, 32),
            TestPictures.bytes("bmp", 64, 32)
        };
        for (int i = 0; i < 400; i++) {
            byte[] sample = samples[i % samples.length].clone();
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                sample[random.nextInt(Math.min(sample.length, 200))] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(sample, random.nextInt(sample.length));
            try {
                var _ = read(cut);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
