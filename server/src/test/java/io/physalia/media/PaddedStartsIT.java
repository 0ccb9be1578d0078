package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaddedStartsIT {
    @Test
    void allReleasesSayAlikeWhereOpusBegins(@TempDir Path directory) {
        Path film = directory.resolve("film.mkv");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x64:r=25:d=1",
                "-f",
                "lavfi",
                "-i",
                "sine=f=440:r=48000:d=1",
                "-c:v",
                "libx264",
                "-c:a",
                "libopus",
                film.toString()));
        MediaInfo newest = new Prober(TestFfmpeg.runner(), TestFfmpeg.newest()).probe(film);
        MediaInfo usual = TestFfmpeg.prober().probe(film);
        assertThat(newest.audio().orElseThrow().common().start())
                .isEqualTo(usual.audio().orElseThrow().common().start())
                .isEqualTo(Duration.ofMillis(-7));
        assertThat(newest.start()).isEqualTo(usual.start());
    }
}
