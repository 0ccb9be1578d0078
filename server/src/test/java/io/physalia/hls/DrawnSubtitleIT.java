package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.AudioCodec;
import io.physalia.media.AudioOutput;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.MediaInfo;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subtitles that are pictures are drawn into the film, by every pod into the same frames. */
class DrawnSubtitleIT {
    private static final SeamFilms.Recipe FILM = new SeamFilms.Recipe(
            "drawn.mkv",
            "25",
            "drawbox=x=0:y=0:w=320:h=40:color=black:t=fill",
            2,
            48_000,
            9,
            List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-c:a", "aac"));
    private static final int RATE = 25;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    @TempDir
    Path directory;

    @Test
    void everyRunDrawsThemIntoTheSameFrames() throws IOException {
        Ffmpeg ffmpeg = TestFfmpeg.ffmpeg();
        ProcessRunner runner = TestFfmpeg.runner();
        Path film = film(new SeamFilms(runner, ffmpeg).film(FILM));
        MediaInfo info = TestFfmpeg.prober().probe(film);
        VideoOutput picture = new VideoOutput.Encode(
                info.video().orElseThrow().index(), VideoCodec.H264, 2_000_000, WIDTH, HEIGHT, 0, "high");
        AudioOutput sound =
                new AudioOutput.Encode(info.audio().orElseThrow().index(), AudioCodec.AAC, 128_000, 2, 48_000);
        EncodeSpec spec = new EncodeSpec(film, info, picture, sound, SegmentContainer.MPEG_TS, new Drawn.Pictures(2));
        SegmentPlan plan = SegmentPlans.forEncodedVideo(
                RATE, 1, 0, 2_000_000_000L, info.duration().toNanos());
        SeamRun whole = SeamRun.of(runner, ffmpeg, spec, plan, 0);
        SeamChecks checks = new SeamChecks(runner, ffmpeg, spec, plan, whole);
        checks.undisturbedRunIsRight();
        List<Boolean> shown = shown(List.copyOf(whole.segments().values()));
        // FFmpeg 8.1 comes to a picture of subtitles a frame late.
        int late = ffmpeg.isAtLeast(8, 1) ? 1 : 0;
        for (int frame = 0; frame < shown.size(); frame++) {
            assertThat(shown.get(frame)).as("frame %s", frame).isEqualTo(isWanted(frame - late));
        }
        // Two seconds a segment: the second rectangle has been on the screen for 0.8 s and for 2.8 s at these cuts.
        for (int seam = 2; seam <= 3; seam++) {
            SeamRun second = SeamRun.of(runner, ffmpeg, spec, plan, seam);
            checks.joinedAt(seam, second);
            List<byte[]> joined = new ArrayList<>(whole.segments().headMap(seam).values());
            joined.addAll(second.segments().values());
            assertThat(shown(joined)).as("seam at %s", seam).isEqualTo(shown);
        }
    }

    private static boolean isWanted(int frame) {
        double second = frame / (double) RATE;
        return (second >= 1 && second < 1.8) || (second >= 3.2 && second < 6.4);
    }

    private Path film(Path base) throws IOException {
        Path words = directory.resolve("words.sup");
        // A canvas higher than the film, as of a film whose bars were cut off; the rectangle is in the bar.
        Files.write(
                words,
                new PgsFile(320, 240)
                        .show(90_000, 162_000, 40, 4, 160, 20)
                        .show(288_000, 576_000, 40, 4, 160, 20)
                        .toBytes());
        Path film = directory.resolve("drawn.mkv");
        TestFfmpeg.run(List.of(
                "-copyts",
                "-i",
                base.toString(),
                "-i",
                words.toString(),
                "-map",
                "0",
                "-map",
                "1",
                "-c",
                "copy",
                film.toString()));
        return film;
    }

    /** For each frame, whether the middle of the rectangle is white. */
    private List<Boolean> shown(List<byte[]> segments) throws IOException {
        Path stream = directory.resolve("joined.ts");
        try (var out = Files.newOutputStream(stream)) {
            for (byte[] segment : segments) {
                out.write(segment);
            }
        }
        Path raw = directory.resolve("joined.gray");
        TestFfmpeg.run(List.of(
                "-i",
                stream.toString(),
                "-map",
                "0:v",
                "-fps_mode",
                "passthrough",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "gray",
                raw.toString()));
        byte[] pixels = Files.readAllBytes(raw);
        // The canvas of 320 x 240 is fitted into 180 lines: three quarters of the size, 40 from the left.
        int middle = 10 * WIDTH + 40 + 90;
        List<Boolean> shown = new ArrayList<>();
        for (int frame = 0; frame < pixels.length / (WIDTH * HEIGHT); frame++) {
            int sum = 0;
            for (int x = -20; x < 20; x++) {
                sum += pixels[frame * WIDTH * HEIGHT + middle + x] & 0xFF;
            }
            shown.add(sum / 40 > 220);
        }
        return shown;
    }
}
