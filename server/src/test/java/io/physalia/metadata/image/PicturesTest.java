package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.database.Database;
import io.physalia.database.TestDatabases;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.chapter.ChapterImages;
import io.physalia.media.FilmFrames;
import io.physalia.media.TestFfmpeg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class PicturesTest {
    private static final Set<ImageFormat> BROWSER =
            EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP, ImageFormat.GIF);

    @TempDir
    Path directory;

    private Database database;
    private Uploads uploads;
    private Pictures pictures;

    @BeforeEach
    void open() {
        database = Database.open(TestDatabases.sqlite(directory.resolve("data")));
        uploads = new Uploads(database, InstantSource.system());
        pictures = new Pictures(
                uploads,
                new ChapterImages(database, InstantSource.system()),
                RenditionCache.open(directory.resolve("cache"), 1 << 30),
                RenditionCache.open(directory.resolve("copies"), 1 << 30),
                new Renderer(
                        () -> TestFfmpeg.ffmpeg().ffmpeg(),
                        TestFfmpeg.runner(),
                        TestFfmpeg.prober(),
                        new FilmFrames(TestFfmpeg.runner(), TestFfmpeg.ffmpeg(), TestFfmpeg.tables())));
    }

    @AfterEach
    void close() {
        database.close();
        assertThat(TestFfmpeg.runner().liveChildren()).isZero();
    }

    private static Wanted width(int width, ImageFormat... formats) {
        Wanted.Box box = new Wanted.Box(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.of(width),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
        return new Wanted(box, 90, Set.of(formats), 0, Optional.empty(), 0);
    }

    private static Picture picture(String path) {
        return new Picture("item", "Primary", 0, path, Instant.EPOCH, "tag", Duration.ofMillis(500));
    }

    private Picture picture(String name, byte[] bytes) {
        return picture(TestPictures.write(directory.resolve("art").resolve(name), bytes)
                .toString());
    }

    /** The rendition, decoded: WebP by way of PNG, as ImageIO does not know it. */
    private BufferedImage decoded(Pictures.Rendition rendition) throws IOException {
        Path png = directory.resolve("decoded.png");
        TestFfmpeg.run(List.of(
                "-i", "file:" + rendition.file(), "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "file:" + png));
        return ImageIO.read(png.toFile());
    }

    private static String colour(BufferedImage image, double x, double y) {
        int rgb = image.getRGB((int) (x * (image.getWidth() - 1)), (int) (y * (image.getHeight() - 1)));
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        return (red > 80 ? "R" : "") + (green > 80 ? "G" : "") + (blue > 80 ? "B" : "");
    }

    @ParameterizedTest
    @CsvSource({"JPEG, image/jpeg", "PNG, image/png", "WEBP, image/webp"})
    void aPictureIsMadeSmallInEveryFormat(ImageFormat format, String contentType) throws IOException {
        for (String source : List.of("jpg", "png", "bmp")) {
            Pictures.Rendition rendition =
                    pictures.get(picture("a." + source, TestPictures.bytes(source, 1000, 600)), width(200, format));
            assertThat(rendition.contentType()).isEqualTo(contentType);
            assertThat(ImageHeader.read(rendition.file()).orElseThrow().format())
                    .isEqualTo(format);
            BufferedImage image = decoded(rendition);
            assertThat(image.getWidth()).isEqualTo(200);
            assertThat(image.getHeight()).isEqualTo(120);
            assertThat(colour(image, 0.2, 0.9)).isEqualTo("R");
            assertThat(colour(image, 0.8, 0.9)).isEqualTo("B");
            assertThat(colour(image, 0.5, 0.05)).isEqualTo("G");
        }
    }

    /** What is asked for after a large picture was described comes from its copy, even if the picture itself can no longer be decoded. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void whatIsMadeOfALargePictureComesFromACopy(int orientation) throws IOException {
        byte[] large = TestPictures.turned(TestPictures.noisyJpeg(3000, 2000), orientation);
        assertThat(large.length).isGreaterThan(1 << 20);
        boolean isTurned = orientation == 6;
        Picture picture = picture("large.jpg", large);
        Pictures.Rendition before = pictures.get(picture, width(210, ImageFormat.JPEG));
        Description description = pictures.describe(picture).orElseThrow();
        assertThat(description.width()).isEqualTo(isTurned ? 2000 : 3000);
        assertThat(description.height()).isEqualTo(isTurned ? 3000 : 2000);
        Files.write(Path.of(picture.path()), java.util.Arrays.copyOf(large, 2_000));
        Pictures.Rendition after = pictures.get(picture, width(211, ImageFormat.JPEG));
        BufferedImage image = decoded(after);
        assertThat(image.getWidth()).isEqualTo(211);
        assertThat(image.getHeight()).isEqualTo(isTurned ? 317 : 141);
        BufferedImage expected = decoded(before);
        for (double x = 0.05; x < 1; x += 0.15) {
            for (double y = 0.05; y < 1; y += 0.15) {
                assertThat(colour(image, x, y)).as("%s %s", x, y).isEqualTo(colour(expected, x, y));
            }
        }
        assertThat(pictures.get(picture, width(1200, ImageFormat.JPEG)).file())
                .as("larger than the copy: of the picture itself, which is broken now")
                .isEqualTo(Path.of(picture.path()));
    }

    @Test
    void aLargePictureIsDescribedWhereNoCopyCanBeKept() throws IOException {
        Picture picture = picture("large.jpg", TestPictures.noisyJpeg(3000, 2000));
        Files.writeString(directory.resolve("copies"), "no directory");
        Description description = pictures.describe(picture).orElseThrow();
        assertThat(description.width()).isEqualTo(3000);
        assertThat(description.blurhash()).isNotEmpty();
        assertThat(decoded(pictures.get(picture, width(210, ImageFormat.JPEG))).getWidth())
                .isEqualTo(210);
    }

    @ParameterizedTest
    @CsvSource({
        // How the stored picture is turned, and where red and green are then to be seen.
        "1, 0.1, 0.9, 0.5, 0.05",
        "3, 0.9, 0.1, 0.5, 0.95",
        "5, 0.9, 0.1, 0.05, 0.5",
        "6, 0.1, 0.1, 0.95, 0.5",
        "8, 0.9, 0.9, 0.05, 0.5",
    })
    void aPhotoStandsUpright(int orientation, double redX, double redY, double greenX, double greenY)
            throws IOException {
        byte[] photo = TestPictures.turned(TestPictures.bytes("jpg", 800, 400), orientation);
        BufferedImage image = decoded(pictures.get(picture("photo.jpg", photo), width(100, ImageFormat.PNG)));
        assertThat(image.getWidth()).isEqualTo(100);
        assertThat(image.getHeight()).isEqualTo(orientation >= 5 ? 200 : 50);
        assertThat(colour(image, redX, redY)).isEqualTo("R");
        assertThat(colour(image, greenX, greenY)).isEqualTo("G");
    }

    @Test
    void transparencyIsKeptOrLiesOnTheColour() throws IOException {
        Picture logo = picture("logo.png", TestPictures.transparentPng(400, 200));
        for (ImageFormat format : List.of(ImageFormat.PNG, ImageFormat.WEBP)) {
            BufferedImage image = decoded(pictures.get(logo, width(100, format)));
            assertThat(image.getRGB(90, 25) >>> 24).as(format.name()).isZero();
            assertThat(image.getRGB(10, 25) >>> 24).as(format.name()).isEqualTo(255);
        }
        Wanted plain = width(100, ImageFormat.JPEG);
        Pictures.Rendition onBlue =
                pictures.get(logo, new Wanted(plain.box(), 90, plain.formats(), 0, Optional.of("0000ff"), 0));
        assertThat(onBlue.contentType()).isEqualTo("image/jpeg");
        assertThat(colour(decoded(onBlue), 0.9, 0.5)).isEqualTo("B");
        assertThat(colour(decoded(onBlue), 0.1, 0.5)).isEqualTo("R");
    }

    @Test
    void blurAndBarAreDrawn() throws IOException {
        Picture source = picture("a.png", TestPictures.bytes("png", 400, 200));
        Wanted wanted = new Wanted(Wanted.Box.NONE, 90, Set.of(ImageFormat.PNG), 20, Optional.empty(), 50);
        BufferedImage image = decoded(pictures.get(source, wanted));
        assertThat(colour(image, 0.25, 0.99)).isEqualTo("GB");
        assertThat(image.getRGB(200, 150) & 0xff).isBetween(60, 200);
    }

    @Test
    void whatNeedsNoChangeIsTheFileItself() {
        Picture source = picture("a.jpg", TestPictures.bytes("jpg", 100, 100));
        assertThat(pictures.get(source, width(100, ImageFormat.JPEG)).file().toString())
                .isEqualTo(source.path());
        Picture moving = picture("a.gif", TestPictures.bytes("gif", 100, 100));
        assertThat(pictures.get(moving, width(10, ImageFormat.WEBP)).file().toString())
                .isEqualTo(moving.path());
        Picture drawing =
                picture("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'></svg>".getBytes(StandardCharsets.UTF_8));
        assertThat(pictures.get(drawing, width(10, ImageFormat.WEBP)).contentType())
                .isEqualTo("image/svg+xml");
    }

    @Test
    void aRenditionIsMadeOnce() throws IOException {
        Picture source = picture("a.jpg", TestPictures.progressiveJpeg(500, 500));
        Path first = pictures.get(source, width(100, ImageFormat.JPEG)).file();
        Files.write(first, new byte[] {1});
        assertThat(pictures.get(source, width(100, ImageFormat.JPEG)).file()).hasSize(1);
    }

    @Test
    void aPictureThatCannotBeDecodedGoesOutAsItIs() {
        byte[] jpeg = TestPictures.bytes("png", 500, 500);
        byte[] broken = java.util.Arrays.copyOf(jpeg, 60);
        Picture source = picture("broken.png", broken);
        assertThat(pictures.get(source, width(100, ImageFormat.JPEG)).file().toString())
                .isEqualTo(source.path());
        assertThat(pictures.describe(source)).isEmpty();
    }

    @Test
    void aBombIsNotDecoded() throws IOException {
        byte[] bomb = TestPictures.bytes("png", 100, 100);
        java.nio.ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);
        Picture source = picture("bomb.png", bomb);
        assertThat(pictures.get(source, width(100, ImageFormat.JPEG)).file().toString())
                .isEqualTo(source.path());
        assertThat(pictures.describe(source)).isEmpty();
        assertThat(pictures.isPicture(bomb)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile /etc/passwd\n",
                "no picture",
            })
    void aTextInAPicturesClothingIsNothing(String text) {
        Picture source = picture("poster.jpg", text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> pictures.get(source, width(100, ImageFormat.JPEG)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND));
        assertThat(pictures.isPicture(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void aFileThatIsGoneIsNothing() {
        assertThatThrownBy(() -> pictures.get(picture("/no/such/file.jpg"), width(1, ImageFormat.JPEG)))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> pictures.get(picture("upload:" + "0".repeat(64)), width(1, ImageFormat.JPEG)))
                .isInstanceOf(Failure.class);
    }

    @Test
    void anUploadIsServedFromTheDatabase() throws IOException {
        String path = uploads.keep(TestPictures.bytes("jpg", 300, 300));
        assertThat(decoded(pictures.get(picture(path), width(30, ImageFormat.WEBP)))
                        .getWidth())
                .isEqualTo(30);
    }

    @Test
    void aFilmsPictureIsTheOneInItOrAFrame() throws IOException {
        Path film = TestFfmpeg.film(directory.resolve("film.mp4"));
        Pictures.Rendition frame = pictures.get(picture(film.toString()), width(80, ImageFormat.JPEG));
        assertThat(ImageHeader.read(frame.file()).orElseThrow().shownWidth()).isEqualTo(80);
        Path cover = TestPictures.write(directory.resolve("cover.png"), TestPictures.bytes("png", 300, 300));
        Path song = directory.resolve("song.mp3");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                "-i",
                cover.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c:v",
                "copy",
                "-disposition:v",
                "attached_pic",
                song.toString()));
        Pictures.Rendition inside = pictures.get(picture(song.toString()), asItIs(BROWSER));
        assertThat(ImageHeader.read(inside.file())).contains(new ImageHeader(ImageFormat.PNG, 300, 300, 1, false));
        Path silent = directory.resolve("silent.mp3");
        TestFfmpeg.run(List.of("-f", "lavfi", "-i", "sine=d=1", silent.toString()));
        assertThatThrownBy(() -> pictures.get(picture(silent.toString()), asItIs(BROWSER)))
                .isInstanceOf(Failure.class);
    }

    private static Wanted asItIs(Set<ImageFormat> formats) {
        return new Wanted(Wanted.Box.NONE, 100, formats, 0, Optional.empty(), 0);
    }

    @Test
    void aDescriptionSaysSizeAndColours() {
        Description description = pictures.describe(
                        picture("a.jpg", TestPictures.turned(TestPictures.bytes("jpg", 800, 400), 6)))
                .orElseThrow();
        assertThat(description.width()).isEqualTo(400);
        assertThat(description.height()).isEqualTo(800);
        assertThat(description.blurhash()).hasSizeGreaterThan(20);
    }
}
