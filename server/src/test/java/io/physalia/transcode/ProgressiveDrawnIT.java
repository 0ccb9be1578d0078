package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.hls.PgsFile;
import io.physalia.media.GreyFrames;
import io.physalia.media.ProgressiveContainer;
import io.physalia.media.TestFfmpeg;
import io.physalia.subtitle.TestTexts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subtitles that are drawn into a stream without segments, looked at in its decoded frames. */
class ProgressiveDrawnIT {
    private static final int RATE = 25;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int SECONDS = 14;

    @TempDir
    Path directory;

    /** From the beginning, in the middle of a subtitle that began long before, and when nothing is shown; of films whose clocks start elsewhere. */
    @ParameterizedTest
    @CsvSource({"film.mkv, 0, mp4", "film.mkv, 12000, mkv", "film.ts, 1480, ts", "film.ts, 1920, mp4"})
    void textIsSeenInJustItsFrames(String name, int startMillis, String container) throws IOException {
        Path film = film(name);
        Path words = Files.writeString(directory.resolve("film.srt"), """
                1
                00:00:01,010 --> 00:00:01,810
                MMMMMMMMMMMM

                2
                00:00:02,210 --> 00:00:12,410
                MMMMMMMMMMMM
                """);
        assertShown(sources(film, Optional.of(words)), 1, container, startMillis);
    }

    @ParameterizedTest
    @CsvSource({"0, mp4", "12000, mp4", "1480, ts", "1920, mkv"})
    void picturesAreSeenInJustTheirFrames(int startMillis, String container) throws IOException {
        Path words = directory.resolve("words.sup");
        Files.write(
                words,
                new PgsFile(WIDTH, HEIGHT)
                        .show(90_900, 162_900, 40, 150, 240, 20)
                        .show(198_900, 1_116_900, 40, 150, 240, 20)
                        .toBytes());
        Path film = directory.resolve("drawn.mkv");
        TestFfmpeg.run(List.of(
                "-copyts",
                "-i",
                film("film.mkv").toString(),
                "-i",
                words.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c",
                "copy",
                film.toString()));
        assertShown(sources(film, Optional.empty()), 1, container, startMillis);
    }

    @Test
    void aFilmWhoseTextCannotBeReadIsNotMadeWithoutIt() {
        MediaSources sources = sources(film("film.mkv"), Optional.of(directory.resolve("gone.srt")));
        assertThatThrownBy(() -> stream(sources, 1, "mp4", 0)).isInstanceOf(Failure.class);
    }

    /** Of a transport stream, whose sound has headers that no other container wants. */
    @ParameterizedTest
    @ValueSource(strings = {"mp4", "mkv", "ts"})
    void soundThatIsPassedOnFitsTheContainer(String container) throws IOException {
        Path film = directory.resolve("sound.ts");
        List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=d=" + SECONDS));
        arguments.addAll(List.of("-i", film("film.ts").toString(), "-c:v", "copy", "-c:a", "aac", film.toString()));
        TestFfmpeg.run(arguments);
        Path words = Files.writeString(directory.resolve("film.srt"), "1\n00:00:00,000 --> 00:00:01,000\nM\n");
        Path stream = stream(sources(film, Optional.of(words)), 2, container, 1900);
        Path sound = directory.resolve("sound.raw");
        TestFfmpeg.run(List.of("-i", stream.toString(), "-f", "s16le", "-ac", "1", "-ar", "1000", sound.toString()));
        assertThat(Files.size(sound) / 2).as("milliseconds of sound").isBetween(11_900L, 12_300L);
    }

    private void assertShown(MediaSources sources, int subtitle, String container, int startMillis) throws IOException {
        List<byte[]> frames = GreyFrames.of(stream(sources, subtitle, container, startMillis), WIDTH, HEIGHT);
        assertThat(frames.size()).isBetween(expected(startMillis) - 1, expected(startMillis) + 1);
        for (int i = 0; i < frames.size(); i++) {
            double second = startMillis / 1000.0 + i / (double) RATE;
            assertThat(light(frames.get(i)) > 10).as("at %s s", second).isEqualTo(isShown(second));
        }
    }

    /** Whether anything is shown, by seconds of the film. */
    private static boolean isShown(double second) {
        return (second > 1.01 && second < 1.81) || (second > 2.21 && second < 12.41);
    }

    private static int expected(int startMillis) {
        return SECONDS * RATE - startMillis * RATE / 1000;
    }

    private Path stream(MediaSources sources, int subtitle, String container, int startMillis) throws IOException {
        EncoderSlots slots = new EncoderSlots(1);
        ProgressiveStreams streams = new ProgressiveStreams(
                sources, TestFfmpeg.runner(), TestFfmpeg.ffmpeg(), slots, TestFfmpeg.tables(), TestTexts.pictures());
        PlanRequest request =
                PlanFixtures.request().allowCopy(true).drawnSubtitle(subtitle).build();
        var spec = streams.plan(
                request, ProgressiveContainer.find(container).orElseThrow(), Duration.ofMillis(startMillis));
        Path stream = directory.resolve("stream." + container);
        try (OutputStream out = Files.newOutputStream(stream)) {
            streams.open(spec, () -> false).writeTo(out);
        } finally {
            assertThat(slots.busy()).as("slots that are still taken").isZero();
        }
        return stream;
    }

    private MediaSources sources(Path film, Optional<Path> words) {
        MediaSource source =
                new MediaSource(PlanFixtures.ITEM, film, TestFfmpeg.prober().probe(film), "1");
        return PlanFixtures.sources(source, words);
    }

    /** Black, and silent, so that its first frame is its beginning. */
    private Path film(String name) {
        Path film = directory.resolve(name);
        List<String> arguments = new ArrayList<>(List.of(
                "-f",
                "lavfi",
                "-i",
                "color=black:s=" + WIDTH + "x" + HEIGHT + ":r=" + RATE + ":d=" + SECONDS,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "50",
                "-pix_fmt",
                "yuv420p"));
        if (name.endsWith(".ts")) {
            arguments.addAll(List.of("-output_ts_offset", "33.4"));
        }
        arguments.add(film.toString());
        TestFfmpeg.run(arguments);
        return film;
    }

    /** How light the lines below are, where words are shown; 0 to 255. */
    private static double light(byte[] frame) {
        long sum = 0;
        int count = 0;
        for (int y = 140; y < 176; y++) {
            for (int x = 100; x < 220; x++) {
                sum += frame[y * WIDTH + x] & 0xff;
                count++;
            }
        }
        return sum / (double) count;
    }
}
