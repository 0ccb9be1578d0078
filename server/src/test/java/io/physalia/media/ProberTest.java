package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProberTest {
    private final Prober prober = TestFfmpeg.prober();

    @TempDir
    Path directory = Path.of("");

    @Test
    void aMatroskaFilmIsReadInFull() throws IOException {
        Path chapters = Files.writeString(directory.resolve("chapters.txt"), """
                        ;FFMETADATA1
                        title=The Film
                        [CHAPTER]
                        TIMEBASE=1/1000
                        START=0
                        END=1000
                        title=Début
                        [CHAPTER]
                        TIMEBASE=1/1000
                        START=1000
                        END=2000
                        title=End
                        """);
        Path subtitles = Files.writeString(directory.resolve("s.srt"), "1\n00:00:00,500 --> 00:00:01,000\nHallo\n");
        Path file = directory.resolve("film.mkv");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=24000/1001:d=2",
                "-f",
                "lavfi",
                "-i",
                "anoisesrc=r=48000:d=2",
                "-f",
                "lavfi",
                "-i",
                "sine=r=44100:d=2",
                "-i",
                subtitles.toString(),
                "-i",
                chapters.toString(),
                "-map_metadata",
                "4",
                "-map",
                "0",
                "-map",
                "1",
                "-map",
                "2",
                "-map",
                "3",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-vf",
                "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709",
                "-c:a:0",
                "ac3",
                "-ac:a:0",
                "6",
                "-b:a:0",
                "384k",
                "-c:a:1",
                "aac",
                "-ac:a:1",
                "2",
                "-metadata:s:a:0",
                "language=deu",
                "-metadata:s:a:0",
                "title=Ton",
                "-disposition:a:0",
                "0",
                "-disposition:a:1",
                "default",
                "-c:s",
                "srt",
                "-disposition:s:0",
                "forced",
                file.toString()));

        MediaInfo info = prober.probe(file);

        assertThat(info.container()).isEqualTo("matroska,webm");
        assertThat(info.duration()).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(100));
        assertThat(info.sizeBytes()).isEqualTo(Files.size(file));
        assertThat(info.bitrateBps()).isPositive();
        assertThat(info.tags()).containsEntry("title", "The Film");
        assertThat(info.chapters())
                .containsExactly(
                        new MediaInfo.Chapter("Début", Duration.ZERO),
                        new MediaInfo.Chapter("End", Duration.ofSeconds(1)));
        assertThat(info.streams()).hasSize(4);

        MediaStream.Video video = info.video().orElseThrow();
        assertThat(video.codec()).isEqualTo("h264");
        assertThat(video.width()).isEqualTo(320);
        assertThat(video.height()).isEqualTo(180);
        assertThat(video.level()).isBetween(10, 62);
        assertThat(video.bitDepth()).isEqualTo(8);
        assertThat(video.refFrames()).isPositive();
        assertThat(video.pixelFormat()).isEqualTo("yuv420p");
        assertThat(video.nominalFrameRate()).isEqualTo(new Rational(24000, 1001));
        assertThat(video.frameRate().toDouble()).isCloseTo(23.976, within(0.01));
        assertThat(video.constantFrameRate()).isTrue();
        assertThat(video.sampleAspectRatio()).isEqualTo(new Rational(1, 1));
        assertThat(video.interlaced()).isFalse();
        assertThat(List.of(video.colorTransfer(), video.colorPrimaries(), video.colorSpace(), video.colorRange()))
                .containsExactly("bt709", "bt709", "bt709", "tv");
        assertThat(video.isAvc()).isTrue();
        assertThat(video.attachedPicture()).isFalse();
        assertThat(video.common().profile()).isEqualTo("Constrained Baseline");

        MediaStream.Audio german = (MediaStream.Audio) info.stream(1).orElseThrow();
        assertThat(german.codec()).isEqualTo("ac3");
        assertThat(german.channels()).isEqualTo(6);
        assertThat(german.channelLayout()).isEqualTo("5.1(side)");
        assertThat(german.sampleRateHz()).isEqualTo(48000);
        assertThat(german.common().language()).isIn("deu", "ger");
        assertThat(german.common().title()).isEqualTo("Ton");
        assertThat(german.common().bitrateBps()).isEqualTo(384_000);
        assertThat(info.audio().map(MediaStream::index)).contains(2);

        MediaStream.Subtitle subtitle = (MediaStream.Subtitle) info.stream(3).orElseThrow();
        assertThat(subtitle.codec()).isEqualTo("subrip");
        assertThat(subtitle.common().isForced()).isTrue();
    }

    @Test
    void aTransportStreamHasItsStartAndIsNotAvc() {
        MediaInfo info = prober.probe(TestFfmpeg.film(directory.resolve("film.ts")));
        assertThat(info.container()).isEqualTo("mpegts");
        assertThat(info.start()).isGreaterThan(Duration.ofSeconds(1));
        MediaStream.Video video = info.video().orElseThrow();
        assertThat(video.isAvc()).isFalse();
        assertThat(video.common().start()).isGreaterThanOrEqualTo(info.start());
        assertThat(info.duration()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(100));
    }

    @Test
    void tenBitsInterlacedAndOblongPixelsAreSeen() {
        Path file = directory.resolve("deep.mp4");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x96:r=50:d=1",
                "-vf",
                "interlace,setsar=64/45,format=yuv420p10le",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-flags",
                "+ilme+ildct",
                file.toString()));
        MediaStream.Video video = prober.probe(file).video().orElseThrow();
        assertThat(video.bitDepth()).isEqualTo(10);
        assertThat(video.interlaced()).isTrue();
        assertThat(video.sampleAspectRatio()).isEqualTo(new Rational(64, 45));
        assertThat(video.common().codecTag()).isEqualTo("avc1");
    }

    @Test
    void aVariableFrameRateIsNotConstant() {
        Path file = directory.resolve("vfr.mp4");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x90:r=60:d=4",
                "-vf",
                "select='not(mod(n,2))*lt(n,120)+gte(n,120)'",
                "-vsync",
                "vfr",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                file.toString()));
        assertThat(prober.probe(file).video().orElseThrow().constantFrameRate()).isFalse();
    }

    @Test
    void aCoverIsNoFilm() {
        Path cover = directory.resolve("cover.png");
        TestFfmpeg.run(List.of("-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-frames:v", "1", cover.toString()));
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
                "-c:a",
                "libmp3lame",
                "-c:v",
                "copy",
                "-disposition:v:0",
                "attached_pic",
                song.toString()));
        MediaInfo info = prober.probe(song);
        assertThat(info.video()).isEmpty();
        assertThat(info.audio()).isPresent();
        assertThat(info.streams()).hasSize(2);
        assertRefused(FailureCode.NOT_MEDIA, cover);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-90 90", "90 270", "180 180", "-180 180", "0 0", "-89.9 90", "270 90"})
    void rotationIsClockwise(String example) throws IOException {
        // FFmpeg counts counter-clockwise: a telephone held upright says -90.
        String[] degrees = example.split(" ", -1);
        String json =
                "{\"streams\":[{\"codec_type\":\"video\",\"side_data_list\":[{\"rotation\":" + degrees[0] + "}]}]}";
        MediaInfo info = ProbeReader.read(new ObjectMapper().readTree(json), 1);
        assertThat(info.video().orElseThrow().rotationDegrees()).isEqualTo(Integer.parseInt(degrees[1]));
    }

    @Test
    void anAnswerWithNothingInItIsAllUnknown() throws IOException {
        String json =
                "{\"format\":{\"duration\":\"N/A\",\"start_time\":\"1e99\"},\"streams\":[{},{\"codec_type\":\"audio\"},"
                        + "{\"codec_type\":\"video\",\"level\":-99,\"avg_frame_rate\":\"0/0\",\"sample_aspect_ratio\":\"0:1\"}]}";
        MediaInfo info = ProbeReader.read(new ObjectMapper().readTree(json), 1);
        assertThat(info.duration()).isZero();
        assertThat(info.start()).isZero();
        MediaStream.Video video = info.video().orElseThrow();
        assertThat(video.level()).isZero();
        assertThat(video.frameRate()).isEqualTo(Rational.ZERO);
        assertThat(video.sampleAspectRatio()).isEqualTo(new Rational(1, 1));
        assertThat(video.constantFrameRate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's \"quoted\" `here` $HOME.mkv",
                "two words.mkv",
                "line\nbreak.mkv",
                "-i.mkv",
                "--help.mkv",
                "Übergrößenträger 怪獣 🦑.mkv",
                "file:colon:http.mkv",
                "%03d.mkv",
                "100%.mkv",
                "a|b;c&d.mkv",
                "[brackets]{braces}*.mkv"
            })
    void anyNameWillDo(String name) throws IOException {
        Path plain = TestFfmpeg.film(directory.resolve("plain.mkv"));
        Path named = Files.move(plain, directory.resolve(name));
        assertThat(prober.probe(named).video()).isPresent();
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        assertRefused(FailureCode.FILE_NOT_FOUND, directory.resolve("none.mkv"));
        assertRefused(FailureCode.FILE_NOT_FOUND, directory);
        Path secret = TestFfmpeg.film(directory.resolve("secret.mkv"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(secret), "root reads everything");
        assertRefused(FailureCode.FILE_NOT_FOUND, secret);
    }

    @Test
    void whatIsNoMediaIsRefusedWithTheCause() throws IOException {
        assertThat(refused(FailureCode.NOT_MEDIA, Files.createFile(directory.resolve("empty.mkv"))))
                .isEqualTo("empty.mkv is not media that FFmpeg can read: it is empty");
        refused(
                FailureCode.NOT_MEDIA,
                Files.writeString(directory.resolve("text.mkv"), "Once upon a time\n".repeat(999)));
        refused(
                FailureCode.NOT_MEDIA,
                Files.writeString(directory.resolve("sub.mkv"), "1\n00:00:00,500 --> 00:00:01,000\nHallo\n\n"));
        refused(
                FailureCode.NOT_MEDIA,
                Files.writeString(directory.resolve("html.mkv"), "<html><body>Not found</body>"));
        refused(FailureCode.NOT_MEDIA, Files.write(directory.resolve("zeros.mkv"), new byte[100_000]));
    }

    @Test
    void aFileThatNamesOtherFilesIsRefused() throws IOException {
        Path film = TestFfmpeg.film(directory.resolve("film.ts"));
        refused(
                FailureCode.NOT_MEDIA,
                Files.writeString(
                        directory.resolve("list.mkv"),
                        "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1,\nfile:" + film + "\n#EXT-X-ENDLIST\n"));
        refused(
                FailureCode.NOT_MEDIA,
                Files.writeString(directory.resolve("concat.mkv"), "ffconcat version 1.0\nfile film.ts\n"));
    }

    @Test
    void truncatedFilmsNeverHangOrCrash() throws IOException {
        for (String extension : List.of("mkv", "mp4", "ts", "avi")) {
            byte[] whole = Files.readAllBytes(TestFfmpeg.film(directory.resolve("whole." + extension)));
            for (int length : new int[] {1, 16, 100, 600, 4000, whole.length / 2, whole.length - 1}) {
                Path cut = directory.resolve("cut-" + length + "." + extension);
                Files.write(cut, Arrays.copyOf(whole, length));
                try {
                    assertThat(prober.probe(cut).streams()).isNotEmpty();
                } catch (Failure failure) {
                    assertThat(failure.code()).isEqualTo(FailureCode.NOT_MEDIA);
                    assertThat(failure.reason())
                            .startsWith(cut.getFileName().toString())
                            .doesNotContain(directory.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noiseNeverHangsOrCrashes(long seed) throws IOException {
        byte[] noise = new byte[50_000];
        new Random(seed).nextBytes(noise);
        Path file = Files.write(directory.resolve("noise.mkv"), noise);
        try {
            prober.probe(file);
        } catch (Failure failure) {
            assertThat(failure.code()).as("seed %d", seed).isEqualTo(FailureCode.NOT_MEDIA);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yuv420p 8",
                "yuv420p10le 10",
                "yuv422p12be 12",
                "p010le 10",
                "x2rgb10le 10",
                "gray16be 16",
                "nv12 8",
                "rgb48le 16",
                "rgba64be 16",
                "pal8 8",
                "yuvj420p 8",
                " 8"
            })
    void theDepthIsInThePixelFormatsName(String example) {
        String[] parts = example.split(" ", -1);
        assertThat(ProbeReader.bitDepth(parts[0], 0)).isEqualTo(Integer.parseInt(parts[1]));
    }

    private void assertRefused(FailureCode code, Path file) {
        refused(code, file);
    }

    private String refused(FailureCode code, Path file) {
        Failure[] seen = new Failure[1];
        assertThatThrownBy(() -> prober.probe(file)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).as(failure.reason()).isEqualTo(code);
            assertThat(failure.reason()).doesNotContain(directory + "/").hasSizeLessThan(300);
            seen[0] = failure;
        });
        return seen[0].reason();
    }
}
