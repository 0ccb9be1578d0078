package io.physalia.subtitle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.database.Database;
import io.physalia.database.TestDatabases;
import io.physalia.failure.Failure;
import io.physalia.hls.PgsFile;
import io.physalia.media.MediaInfo;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.process.ProcessRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubtitleTracksTest {
    @TempDir
    Path folder;

    /** 0: picture; 1: SubRip; 2: SubStation; 3: a font. */
    private Path film() throws Exception {
        Path srt = Files.writeString(folder.resolve("a.srt"), "1\n00:00:01,000 --> 00:00:02,000\n<i>One</i>\n");
        Path font = Files.writeString(folder.resolve("font.ttf"), "not really a font");
        Path film = folder.resolve("it's a film.mkv");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x36:rate=5:duration=3",
                "-i",
                srt.toString(),
                "-i",
                srt.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-map",
                "2",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-c:s:0",
                "srt",
                "-c:s:1",
                "ass",
                "-attach",
                font.toString(),
                "-metadata:s:t",
                "mimetype=application/x-truetype-font",
                film.toString()));
        return film;
    }

    @Test
    void takesTextAndFontsOutAndKeepsThemForEveryPod() throws Exception {
        Path path = film();
        try (Database database = Database.open(TestDatabases.sqlite(folder))) {
            Film film = Film.of("s", path, TestFfmpeg.prober().probe(path));
            SubtitleTracks tracks = tracks(database, "one");
            SubtitleTracks.Text text = tracks.text(film, 1);
            assertThat(text.format()).isEqualTo(SubtitleFormat.SRT);
            assertThat(new String(text.bytes(), StandardCharsets.UTF_8)).contains("<i>One</i>");
            assertThat(tracks.text(film, 2).format()).isEqualTo(SubtitleFormat.ASS);
            assertThat(Files.readString(tracks.attachment(film, 3))).isEqualTo("not really a font");
            assertThatThrownBy(() -> tracks.text(film, 0)).isInstanceOf(Failure.class);

            // Another pod has it from the database, even if the film cannot be read any more; another state of the file
            // is another film.
            Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
            Film changed = Film.of("s", path, film.info());
            Files.delete(path);
            SubtitleTracks other = tracks(database, "two");
            assertThat(other.text(film, 1).bytes()).isEqualTo(text.bytes());
            assertThatThrownBy(() -> other.text(changed, 1)).isInstanceOf(Failure.class);
        }
    }

    /** What FFmpeg reads out of Scenarist's files, in a track of its own as QuickTime has it. */
    @Test
    void closedCaptionsKeepTheirPlaces() throws Exception {
        Path path = captioned();
        try (Database database = Database.open(TestDatabases.sqlite(folder))) {
            MediaInfo info = TestFfmpeg.prober().probe(path);
            assertThat(info.stream(1).orElseThrow().codec()).isEqualTo("eia_608");
            SubtitleTracks.Text text = tracks(database, "one").text(Film.of("s", path, info), 1);
            assertThat(text.format()).isEqualTo(SubtitleFormat.ASS);
            List<Cue> cues = Subtitles.cues(new String(text.bytes(), StandardCharsets.UTF_8), SubtitleFormat.ASS);
            assertThat(cues).extracting(Cue::text).containsExactly("Hello", "<i>Hello</i>");
            assertThat(cues).extracting(Cue::top).containsExactly(false, true);
            assertThat(cues.getFirst().start()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(250));
            assertThat(cues.getFirst().end()).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(250));
            assertThat(Subtitles.convert(text.bytes(), text.format(), SubtitleFormat.VTT, Window.WHOLE, false))
                    .startsWith("WEBVTT")
                    .contains("\nHello\n");
        }
    }

    /** 0: picture; 1: captions, "Hello" below from 1 to 3 s, and in italics above from 4 to 5 s. */
    private Path captioned() throws Exception {
        Path words = Files.writeString(folder.resolve("words.scc"), """
                Scenarist_SCC V1.0

                00:00:01:00\t9420 9420 94ae 94ae 9470 9470 c8e5 ecec ef80 942f 942f

                00:00:03:00\t942c 942c

                00:00:04:00\t9420 9420 94ae 94ae 91ce 91ce c8e5 ecec ef80 942f 942f

                00:00:05:00\t942c 942c
                """);
        Path film = folder.resolve("captions.mov");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x36:rate=5:duration=6",
                "-i",
                words.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c:v",
                "libx264",
                "-c:s",
                "copy",
                film.toString()));
        return film;
    }

    /** A client reads it in Matroska, as FFmpeg writes no pair of {@code .idx} and {@code .sub}. */
    @Test
    void takesVobSubOutInMatroska() throws Exception {
        Path pictures = Files.write(
                folder.resolve("words.sup"),
                new PgsFile(720, 480)
                        .show(90_000, 162_000, 40, 400, 160, 20)
                        .show(180_000, 240_000, 40, 400, 160, 20)
                        .toBytes());
        Path path = folder.resolve("disc.mkv");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x36:rate=5:duration=3",
                "-i",
                pictures.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c:v",
                "libx264",
                "-c:s",
                "dvdsub",
                path.toString()));
        try (Database database = Database.open(TestDatabases.sqlite(folder))) {
            Film film = Film.of("s", path, TestFfmpeg.prober().probe(path));
            SubtitleTracks tracks = tracks(database, "one");
            Path taken = tracks.pictures(film, 1);
            assertThat(taken.getFileName()).hasToString("1.mks");
            ProcessRunner.Output streams = TestFfmpeg.runner()
                    .run(
                            List.of(
                                    TestFfmpeg.ffmpeg().ffprobe().toString(),
                                    "-v",
                                    "error",
                                    "-show_entries",
                                    "stream=codec_name:packet=pts_time",
                                    "-of",
                                    "csv=p=0",
                                    taken.toString()),
                            Duration.ofSeconds(20),
                            1 << 16);
            assertThat(streams.stdout()).contains("dvd_subtitle").contains("1.000000");
            assertThatThrownBy(() -> tracks.pictures(film, 0)).isInstanceOf(Failure.class);
        }
    }

    private SubtitleTracks tracks(Database database, String name) {
        return new SubtitleTracks(
                new TrackCache(folder.resolve(name)),
                new TrackExtractor(TestFfmpeg.runner(), TestFfmpeg.ffmpeg()),
                new TrackStore(database),
                new MomentReader(TestFfmpeg.runner(), TestFfmpeg.ffmpeg()),
                TextDesk.NOBODY);
    }
}
