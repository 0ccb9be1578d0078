package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.MediaInfo.Chapter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaptersTest {
    private static final Duration EVERY = Duration.ofMinutes(5);

    @TempDir
    static Path directory = Path.of("");

    private static List<MediaStream> streams = List.of();

    @BeforeAll
    static void probe() {
        streams = TestFfmpeg.prober()
                .probe(TestFfmpeg.film(directory.resolve("film.mkv")))
                .streams();
    }

    private static MediaInfo film(int seconds, List<MediaStream> streams, Chapter... chapters) {
        return new MediaInfo(
                "matroska,webm",
                Duration.ofSeconds(seconds),
                Duration.ZERO,
                0,
                0,
                streams,
                List.of(chapters),
                Map.of());
    }

    private static Chapter chapter(String name, int second) {
        return new Chapter(name, Duration.ofSeconds(second));
    }

    @Test
    void chaptersAreNamedAndEndWithTheFilm() {
        MediaInfo film = film(
                100,
                streams,
                chapter("Opening", 0),
                chapter("", 10),
                chapter("00:00:20.500", 20),
                chapter("12:30 to Yuma", 30),
                chapter("Beyond", 100));
        assertThat(Chapters.of(film, EVERY))
                .extracting(Chapter::name)
                .containsExactly("Opening", "Chapter 2", "Chapter 3", "12:30 to Yuma");
    }

    @Test
    void aFilmWithoutChaptersIsDividedIfThatIsWanted() {
        assertThat(Chapters.of(film(1500, streams), Duration.ZERO)).isEmpty();
        assertThat(Chapters.of(film(1500, streams), EVERY))
                .extracting(Chapter::start)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(20));
        assertThat(Chapters.of(film(20, streams, chapter("All", 0)), EVERY))
                .containsExactly(new Chapter("Chapter 1", Duration.ZERO));
    }

    @Test
    void whatHasChaptersOrNoPictureOrNoLengthIsNotDivided() {
        List<MediaStream> sound =
                streams.stream().filter(MediaStream.Audio.class::isInstance).toList();
        assertThat(sound).isNotEmpty();
        assertThat(Chapters.of(film(1500, sound), EVERY)).isEmpty();
        assertThat(Chapters.of(film(0, streams), EVERY)).isEmpty();
        assertThat(Chapters.of(film(50_000, streams), EVERY)).isEmpty();
        assertThat(Chapters.of(film(1500, streams, chapter("A", 0), chapter("B", 700)), EVERY))
                .hasSize(2);
    }

    @Test
    void theFirstPictureIsOfALittleLaterButOfItsChapter() {
        MediaInfo film = film(100, streams, chapter("A", 0), chapter("B", 10), chapter("C", 60));
        List<Chapter> chapters = Chapters.of(film, Duration.ZERO);
        assertThat(Chapters.moment(film, chapters, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Chapters.moment(film, chapters, 1)).isEqualTo(Duration.ofSeconds(10));
        MediaInfo single = film(100, streams, chapter("A", 0));
        assertThat(Chapters.moment(single, single.chapters(), 0)).isEqualTo(Duration.ofSeconds(15));
    }
}
