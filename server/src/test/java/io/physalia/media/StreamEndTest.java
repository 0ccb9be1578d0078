package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.library.MediaInfoJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sound is over, as files of each kind say it. */
class StreamEndTest {
    @TempDir
    private Path directory;

    /** Sound from 1 s to 3 s of a film of 4 s. */
    @ParameterizedTest
    @ValueSource(strings = {"mkv", "mp4", "ts"})
    void isReadFromFilmsOfEveryKind(String kind) {
        Path file = directory.resolve("film." + kind);
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x64:r=25:d=4",
                "-itsoffset",
                "1",
                "-f",
                "lavfi",
                "-i",
                "sine=f=440:r=48000:d=2",
                "-c:v",
                "libx264",
                "-bf",
                "0",
                "-c:a",
                "ac3",
                file.toString()));
        MediaInfo info = TestFfmpeg.prober().probe(file);
        Duration end = info.audio().orElseThrow().common().end().minus(info.start());
        assertThat(end).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(200));
        assertThat(MediaInfoJson.find(MediaInfoJson.write(info))).contains(info);
    }

    @ParameterizedTest
    @CsvSource({
        // FFmpeg's tag is the end, mkvmerge's the length.
        "'\"tags\":{\"DURATION\":\"00:00:20.500000000\"}', 20500",
        "'\"tags\":{\"DURATION\":\"01:02:03.5\",\"_STATISTICS_TAGS\":\"BPS DURATION\"}', 3725500",
        "'\"tags\":{\"DURATION-eng\":\"00:00:20.500000000\",\"_STATISTICS_TAGS-eng\":\"BPS\"}', 22500",
        "'\"duration\":\"20.5\",\"tags\":{\"DURATION\":\"00:00:01.0\"}', 22500",
        "'\"duration\":\"N/A\"', 0",
        "'\"duration\":\"-1\"', 0",
        "'\"tags\":{\"DURATION\":\"soon\"}', 0",
        "'\"tags\":{\"DURATION\":\"999999:00:00\"}', 0"
    })
    void meansWhatTheWriterMeant(String said, long endMillis) throws IOException {
        String json = "{\"streams\":[{\"codec_type\":\"audio\",\"start_time\":\"2.0\"," + said + "}],\"format\":{}}";
        MediaInfo info = ProbeReader.read(new ObjectMapper().readTree(json), 1);
        assertThat(info.audio().orElseThrow().common().end()).isEqualTo(Duration.ofMillis(endMillis));
    }

    @Test
    void isUnknownOfFilmsThatAnOlderReleaseRead() {
        Path film = TestFfmpeg.film(directory.resolve("film.mkv"));
        String stored = MediaInfoJson.write(TestFfmpeg.prober().probe(film)).replaceAll("\"end\":\"[^\"]*\",?", "");
        assertThat(stored).doesNotContain("\"end\"");
        MediaInfo info = MediaInfoJson.find(stored).orElseThrow();
        assertThat(info.video().orElseThrow().common().end()).isZero();
    }
}
