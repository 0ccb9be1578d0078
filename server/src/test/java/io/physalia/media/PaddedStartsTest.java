package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddedStartsTest {
    /** As ffprobe 8.1.2 says it of a film whose Opus begins with its picture, and what 6.1.1 says of the same file. */
    @ParameterizedTest
    @CsvSource({
        "'matroska,webm', 0, 0.000000, -7, -0.007000",
        // The picture is first; 312 samples are 6.5 ms.
        "'matroska,webm', 700, 0.000000, 693, 0.000000",
        "matroska, 0, N/A, -7, -0.007000",
        // Of others it says nothing else than before.
        "'mov,mp4,m4a', 0, 0.000000, 0, 0.000000"
    })
    void areThoseOfTheFirstPacket(String container, long start, String filmStart, long expected, String expectedFilm)
            throws IOException {
        JsonNode root = new ObjectMapper().readTree("""
                        {"format": {"format_name": "%s", "start_time": "%s"}, "streams": [
                          {"index": 0, "codec_type": "video", "time_base": "1/1000", "start_pts": 0},
                          {"index": 1, "codec_type": "audio", "codec_name": "opus", "sample_rate": "48000",
                           "initial_padding": 312, "time_base": "1/1000", "start_pts": %d}]}""".formatted(container, filmStart, start));
        PaddedStarts.undo(root);
        MediaInfo info = ProbeReader.read(root, 1);
        assertThat(info.audio().orElseThrow().common().start()).isEqualTo(Duration.ofMillis(expected));
        assertThat(info.video().orElseThrow().common().start()).isZero();
        assertThat(info.start().toNanos()).isEqualTo((long) (Double.parseDouble(expectedFilm) * 1e9));
    }

    @Test
    void areLeftAloneWhereNothingIsKnown() throws IOException {
        for (String json : new String[] {
            "{}",
            "{\"format\":{\"format_name\":\"matroska\"},\"streams\":[{\"initial_padding\":5}]}",
            "{\"format\":{\"format_name\":\"matroska\"},\"streams\":[{\"initial_padding\":5,\"sample_rate\":\"8000\",\"time_base\":\"0/0\"}]}"
        }) {
            JsonNode root = new ObjectMapper().readTree(json);
            PaddedStarts.undo(root);
            assertThat(root).isEqualTo(new ObjectMapper().readTree(json));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8.1, true",
        "8.1.2, true",
        "8.0.1, false",
        "6.1.1-0ubuntu1, false",
        "9, true",
        "8, false",
        "10.0, true",
        "8.1-Jellyfin, true",
        "8-dev, false",
        "N-118000-g1, true",
        "2026-01-01-git-abc, true"
    })
    void areToldFromTheVersion(String version, boolean isAtLeast) {
        assertThat(new Ffmpeg(Path.of("a"), Path.of("b"), version, false).isAtLeast(8, 1))
                .isEqualTo(isAtLeast);
    }
}
