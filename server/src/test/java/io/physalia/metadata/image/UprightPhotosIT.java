package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.Ffmpeg;
import io.physalia.media.FilmFrames;
import io.physalia.media.Prober;
import io.physalia.media.TestFfmpeg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FFmpeg 7.1 and newer copy what a photo says of its orientation into pictures made of it, which browsers then turn once more. */
class UprightPhotosIT {
    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "WEBP"})
    void nothingIsLeftOfTheOrientation(ImageFormat format, @TempDir Path directory) throws IOException {
        Ffmpeg newest = TestFfmpeg.newest();
        Renderer renderer = new Renderer(
                newest::ffmpeg,
                TestFfmpeg.runner(),
                new Prober(TestFfmpeg.runner(), newest),
                new FilmFrames(TestFfmpeg.runner(), newest, TestFfmpeg.tables()));
        byte[] lying = TestPictures.turned(TestPictures.bytes("jpg", 800, 400), 6);
        Path photo = TestPictures.write(directory.resolve("photo.jpg"), lying);
        Path small = directory.resolve("small");
        OptionalInt any = OptionalInt.empty();
        Wanted.Box box = new Wanted.Box(any, any, OptionalInt.of(100), any, any, any);
        renderer.render(
                photo,
                ImageHeader.read(photo).orElseThrow(),
                new Wanted(box, 90, EnumSet.of(format), 0, Optional.empty(), 0),
                new Wanted.Size(100, 200),
                small);
        ImageHeader made = ImageHeader.read(small).orElseThrow();
        assertThat(made.format()).isEqualTo(format);
        assertThat(made.width()).isEqualTo(100);
        assertThat(made.height()).isEqualTo(200);
        assertThat(new String(Files.readAllBytes(small), StandardCharsets.ISO_8859_1))
                .doesNotContainIgnoringCase("exif");
    }
}
