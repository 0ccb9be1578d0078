package io.physalia.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.database.Database;
import io.physalia.database.TestDatabases;
import io.physalia.job.JobDesk;
import io.physalia.job.JobQueue;
import io.physalia.job.TestWorkers;
import io.physalia.job.Workers;
import io.physalia.media.AudioOutput;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.TextPictures;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import io.physalia.subtitle.draw.FontShelf;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of films whose viewers do not want to wait for all of it. */
@SuppressWarnings("NullAway.Init")
class FilmTextsTest {
    private static final String WORDS = """
            1
            00:00:10,000 --> 00:00:12,000
            The first

            2
            00:01:38,500 --> 00:01:41,250
            In the middle

            3
            00:04:50,000 --> 00:04:52,000
            The last
            """;

    @TempDir
    Path folder;

    private Database database;
    private LocalCoordinator coordinator;

    @BeforeEach
    void open() {
        database = Database.open(TestDatabases.sqlite(folder));
        coordinator = new LocalCoordinator();
    }

    @AfterEach
    void close() {
        coordinator.close();
        database.close();
    }

    /** Five minutes; 0: picture; 1: text; 2: the same with styles. */
    private Film film(String name) throws Exception {
        Path words = Files.writeString(folder.resolve("words.srt"), WORDS);
        Path film = folder.resolve(name);
        boolean mp4 = name.endsWith(".mp4");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=64x36:rate=5:duration=300",
                "-i",
                words.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-map",
                "1",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                "-c:s:0",
                mp4 ? "mov_text" : "srt",
                "-c:s:1",
                mp4 ? "mov_text" : "ass",
                film.toString()));
        return Film.of("film", film, TestFfmpeg.prober().probe(film));
    }

    private SubtitleTracks tracks(String pod, TextDesk desk) {
        return tracks(pod, database, desk);
    }

    private SubtitleTracks tracks(String pod, Database shared, TextDesk desk) {
        return new SubtitleTracks(
                new TrackCache(folder.resolve(pod)),
                new TrackExtractor(TestFfmpeg.runner(), TestFfmpeg.ffmpeg()),
                new TrackStore(shared),
                new MomentReader(TestFfmpeg.runner(), TestFfmpeg.ffmpeg()),
                desk);
    }

    private static Window window(int from, int to) {
        return new Window(Duration.ofSeconds(from), Optional.of(Duration.ofSeconds(to)), true);
    }

    private static String shown(SubtitleTracks.Text text, Window window) {
        return Subtitles.convert(text.bytes(), text.format(), SubtitleFormat.VTT, window, false);
    }

    /** No pod has time to take the whole text out, and nobody waits for it. */
    @ParameterizedTest
    @ValueSource(strings = {"film.mkv", "film.mp4"})
    void aMomentIsReadAlone(String name) throws Exception {
        Film film = film(name);
        SubtitleTracks whole = tracks("whole", TextDesk.NOBODY);
        Film same = Film.of("same", film.file(), film.info());
        JobQueue queue = new JobQueue(database, InstantSource.system());
        try (JobDesk desk = new JobDesk(queue, coordinator.bus(), System::nanoTime)) {
            SubtitleTracks asked = tracks("asked", new TextJobs(desk));
            for (int index : new int[] {1, 2}) {
                for (int start = 0; start < 300; start += 30) {
                    Window window = window(start, start + 30);
                    assertThat(shown(asked.text(film, index, window), window))
                            .as("%s of track %s", window, index)
                            .isEqualTo(shown(whole.text(same, index), window));
                }
            }
        }
        assertThat(entries("asked")).as("only what somebody waits for is kept").isEmpty();
    }

    /** The same is on the screen at any time, whether the text came in one piece or in many. */
    @Test
    void textIsDrawnBeforeAllOfItIsThere() throws Exception {
        Film film = film("film.mkv");
        FontShelf fonts = new FontShelf(folder.resolve("fonts"), List::of);
        SubtitleTracks whole = tracks("whole", TextDesk.NOBODY);
        Film same = Film.of("same", film.file(), film.info());
        JobQueue queue = new JobQueue(database, InstantSource.system());
        try (JobDesk desk = new JobDesk(queue, coordinator.bus(), System::nanoTime)) {
            SubtitleTracks asked = tracks("asked", new TextJobs(desk));
            for (int index : new int[] {1, 2}) {
                EncodeSpec spec = spec(film, index);
                whole.text(same, index);
                for (long from : new long[] {0, 99 * 90_000}) {
                    NavigableMap<Double, String> expected =
                            pictures(new DrawnSubtitles(whole, fonts).open("same", spec), from);
                    NavigableMap<Double, String> drawn =
                            pictures(new DrawnSubtitles(asked, fonts).open("film", spec), from);
                    assertThat(expected.values().stream().distinct().count()).isGreaterThan(2);
                    for (double time = from / 90_000.0; time < 299; time += 0.25) {
                        assertThat(drawn.floorEntry(time).getValue())
                                .as("track %s at %s s, from %s", index, time, from)
                                .isEqualTo(expected.floorEntry(time).getValue());
                    }
                }
            }
        }
    }

    private static EncodeSpec spec(Film film, int index) {
        return new EncodeSpec(
                film.file(),
                film.info(),
                new VideoOutput.Encode(0, VideoCodec.H264, 1_000_000, 320, 180, 0, "high"),
                new AudioOutput.None(),
                SegmentContainer.MPEG_TS,
                new Drawn.Text(index, Optional.empty(), ""));
    }

    /** The pictures by their time in seconds, as FFmpeg reads them. */
    private NavigableMap<Double, String> pictures(TextPictures.Feed feed, long fromTicks) throws Exception {
        Path stream = folder.resolve("pictures.mkv");
        Path sums = folder.resolve("pictures.txt");
        try (OutputStream out = Files.newOutputStream(stream)) {
            feed.write(fromTicks, out);
        }
        TestFfmpeg.run(List.of(
                "-copyts",
                "-i",
                stream.toString(),
                "-fps_mode",
                "passthrough",
                "-enc_time_base",
                "1:90000",
                "-f",
                "framemd5",
                sums.toString()));
        NavigableMap<Double, String> pictures = new TreeMap<>();
        for (String line : Files.readAllLines(sums)) {
            if (!line.startsWith("#")) {
                String[] columns = line.split(",\\s*", -1);
                pictures.put(Long.parseLong(columns[2]) / 90_000.0, columns[5]);
            }
        }
        return pictures;
    }

    @Test
    void whicheverPodHasTimeTakesTheTextOutForAll() throws Exception {
        Film film = film("film.mkv");
        JobQueue queue = new JobQueue(database, InstantSource.system());
        SubtitleTracks idle = tracks("idle", TextDesk.NOBODY);
        TextWork work = new TextWork(idle, TestFfmpeg.prober()::probe);
        try (JobDesk desk = new JobDesk(queue, coordinator.bus(), System::nanoTime);
                Workers workers = TestWorkers.start(queue, coordinator, "idle", 1, InstantSource.system(), work)) {
            SubtitleTracks asked = tracks("asked", new TextJobs(desk));
            asked.prepare(film.source(), film.file(), film.info(), 1);
            SubtitleTracks.Text text = asked.text(film, 1);
            assertThat(new String(text.bytes(), StandardCharsets.UTF_8)).contains("The first", "The last");
            assertThat(asked.text(film, 2).format()).isEqualTo(SubtitleFormat.ASS);
            assertThat(entries("asked")).as("what this pod took out itself").isEmpty();
            assertThat(entries("idle")).hasSize(1);
            assertThat(workers.kinds()).containsExactly(TextJobs.KIND);
        }
    }

    @Test
    void withoutADatabaseAPodTakesOutWhatItNeeds() throws Exception {
        Film film = film("film.mkv");
        Database away = Database.open(TestDatabases.sqlite(Files.createDirectory(folder.resolve("away"))));
        try (JobDesk desk =
                new JobDesk(new JobQueue(away, InstantSource.system()), coordinator.bus(), System::nanoTime)) {
            SubtitleTracks alone = tracks("alone", away, new TextJobs(desk));
            away.close();
            assertThat(new String(alone.text(film, 1).bytes(), StandardCharsets.UTF_8))
                    .contains("The last");
            assertThat(entries("alone")).hasSize(1);
        }
    }

    private List<Path> entries(String pod) throws Exception {
        Path directory = folder.resolve(pod);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
