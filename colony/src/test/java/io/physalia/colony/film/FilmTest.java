package io.physalia.colony.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {
    private final FfmpegRunner ffmpeg = FfmpegRunner.find();

    @TempDir
    Path directory;

    @Test
    void everyFrameOfAFilmCanBeReadBack() {
        Film film = Film.make(Film.Recipe.standard(4), directory.resolve("film.mkv"), ffmpeg);

        Decoded decoded = Decoded.of(film.file(), ffmpeg);

        assertThat(decoded.frames()).isEqualTo(numbers(film.frames()));
        assertThat(decoded.warnings()).isEmpty();
        assertThat(decoded.videoPts()).hasSize(film.frames());
    }

    @Test
    void numbersSurviveAHardEncodeOfASmallPicture() {
        Film film = Film.make(
                Film.Recipe.standard(3)
                        .withSize(320, 180)
                        .withRate(25, 1)
                        .withAudio("aac", 1, 44100)
                        .withContainer("mp4"),
                directory.resolve("film.mp4"),
                ffmpeg);
        Path small = directory.resolve("small.ts");
        ffmpeg.run(
                ffmpeg.ffmpeg(),
                List.of(
                        "-v",
                        "error",
                        "-i",
                        film.file().toString(),
                        "-c:v",
                        "libx264",
                        "-preset",
                        "veryfast",
                        "-b:v",
                        "64k",
                        "-maxrate",
                        "64k",
                        "-bufsize",
                        "64k",
                        "-c:a",
                        "aac",
                        small.toString()),
                null,
                stdout -> stdout.transferTo(java.io.OutputStream.nullOutputStream()));

        assertThat(Decoded.of(small, ffmpeg).frames()).isEqualTo(numbers(75));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
