package io.physalia.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.failure.Failure;
import io.physalia.media.AudioOutput;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeCommand;
import io.physalia.media.EncodeRun;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.KeyframeReader;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Prober;
import io.physalia.media.ProgressiveCommand;
import io.physalia.media.ProgressiveContainer;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of FFmpeg, with names that mean something to it or to a shell: what it is called with, word by word. */
class HostileFileNamesTest {
    @TempDir
    Path directory;

    private final ProcessRunner runner = new ProcessRunner();
    private Path told;
    private Ffmpeg ffmpeg;

    /** A program that writes down its words and fails. */
    @BeforeEach
    void program() throws IOException {
        told = directory.resolve("told");
        Path program = Files.writeString(
                directory.resolve("program"), "#!/bin/sh\nprintf '%s\\0' \"$@\" >> '" + told + "'\nexit 1\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ffmpeg = new Ffmpeg(program, program, "6.1.1", false);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-y.avi",
                "-i",
                "file:other.avi",
                "concat:a.avi|b.avi",
                "http:__evil.avi",
                "data:video,x.avi",
                "%d.avi",
                "a'b\"c`reboot`$(reboot);&|<>.avi",
                "a\nb\r\t.avi",
                "pipe:0",
                "[0:v]null[x];movie=x.avi",
                "film.avi -map 0 -f null -",
                "film.avi\\",
                "映画 \u202Eiva.avi",
                "subfile,,start,0,end,9,,:x.avi"
            })
    void aNameIsOneWordAndOnlyAFile(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "no film");
        MediaInfo info = film();
        attempt(() -> new Prober(runner, ffmpeg).probe(file));
        attempt(() -> new KeyframeReader(runner, ffmpeg).read(file, info, 0));
        TrackExtractor extractor = new TrackExtractor(runner, ffmpeg);
        Film film = Film.of("0".repeat(32), file, info);
        MediaStream text = info.stream(1).orElseThrow();
        attempt(() -> extractor.extract(film, List.of(text), directory.resolve("to")));
        attempt(() -> extractor.convert(file, directory.resolve("to.srt")));
        attempt(() -> extractor.attachment(film, 2, directory.resolve("to.ttf")));
        List<String> words = new ArrayList<>(
                List.of(Files.readString(told, StandardCharsets.UTF_8).split("\0", -1)));
        assertThat(words.stream().filter("-i"::equals).count()).as("five calls").isEqualTo(5);
        VideoOutput copy = new VideoOutput.Copy(0);
        AudioOutput none = new AudioOutput.None();
        words.addAll(EncodeCommand.arguments(
                new EncodeSpec(file, info, copy, none, SegmentContainer.MPEG_TS, new Drawn.Nothing()),
                EncodeRun.of(new long[] {Long.MIN_VALUE}, 1_000_000_000L),
                TestFfmpeg.tables()));
        // A text file of this name is drawn: FFmpeg gets pictures, and never hears of it.
        VideoOutput encoded = new VideoOutput.Encode(0, VideoCodec.H264, 1_000_000, 64, 36, 0, "high");
        words.addAll(EncodeCommand.arguments(
                new EncodeSpec(
                        film(directory),
                        info,
                        encoded,
                        none,
                        SegmentContainer.MPEG_TS,
                        new Drawn.Text(3, Optional.of(file), name)),
                EncodeRun.of(new long[] {90_000}, 1_000_000_000L),
                TestFfmpeg.tables()));
        words.addAll(ProgressiveCommand.arguments(
                new ProgressiveCommand.Spec(
                        "0".repeat(32),
                        new EncodeSpec(file, info, copy, none, SegmentContainer.FMP4, new Drawn.Nothing()),
                        ProgressiveContainer.find("mp4").orElseThrow(),
                        Duration.ZERO),
                TestFfmpeg.tables()));
        Set<String> inputs = Set.of("file:" + file.toAbsolutePath(), "file:" + film(directory), "pipe:0");
        words.remove("-forced-idr:v"); // an option of ours, which has one of the names in it
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("-i")) {
                assertThat(inputs).contains(words.get(++i));
            } else if (words.get(i).equals("-protocol_whitelist")) {
                assertThat(words.get(++i)).isIn("file", "pipe");
            } else {
                assertThat(words.get(i))
                        .as("no other word has to do with the name")
                        .doesNotContain(name);
            }
        }
    }

    private static Path film(Path directory) {
        return directory.resolve("film.avi").toAbsolutePath();
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (Failure _) {
            // The program fails always.
        }
    }

    private static MediaInfo film() {
        return new MediaInfo(
                "avi",
                Duration.ofSeconds(1),
                Duration.ZERO,
                7,
                0,
                List.of(
                        new MediaStream.Video(
                                common(0, "mpeg4"),
                                64,
                                36,
                                0,
                                8,
                                1,
                                "yuv420p",
                                io.physalia.media.Rational.ZERO,
                                io.physalia.media.Rational.ZERO,
                                io.physalia.media.Rational.ZERO,
                                false,
                                "",
                                "",
                                "",
                                "",
                                0,
                                false,
                                false,
                                false,
                                null),
                        new MediaStream.Subtitle(common(1, "subrip")),
                        new MediaStream.Attachment(common(2, "ttf"), "-font", "font/ttf")),
                List.of(),
                java.util.Map.of());
    }

    private static MediaStream.Common common(int index, String codec) {
        return new MediaStream.Common(
                index, codec, "", "", "", "", 0, Duration.ZERO, Duration.ZERO, true, false, false);
    }
}
