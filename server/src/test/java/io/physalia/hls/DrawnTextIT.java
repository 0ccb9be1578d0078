package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.media.AudioOutput;
import io.physalia.media.Drawn;
import io.physalia.media.EncodeSpec;
import io.physalia.media.GreyFrames;
import io.physalia.media.MediaInfo;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import io.physalia.subtitle.TestTexts;
import io.physalia.transcode.MediaSource;
import io.physalia.transcode.MediaSources;
import io.physalia.transcode.TestColony;
import java.awt.Rectangle;
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

/** Text that is drawn into a film: looked at in the decoded frames, where it must be and where it must not be. */
class DrawnTextIT {
    private static final int RATE = 25;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    /** Letters cover some of where they are. */
    private static final double LETTERS = 10;

    private static final Rectangle BELOW = new Rectangle(240, 300, 160, 44);
    private static final Rectangle ABOVE = new Rectangle(240, 12, 160, 40);
    private static final Rectangle LEFT = new Rectangle(0, 0, 200, HEIGHT);

    @TempDir
    Path directory;

    /** The film's own clock starts at some other time than 0, and each cue between two frames. */
    @Test
    void cuesAreSeenInJustTheirFramesAndPlaces() throws IOException {
        Path film = film("film.ts", List.of("-output_ts_offset", "33.4"));
        List<byte[]> frames = frames(film, beside("film.srt", """
                1
                00:00:01,010 --> 00:00:02,990
                Below the picture

                2
                00:00:02,010 --> 00:00:02,490
                {\\an8}Above the picture
                """), 0);
        assertThat(frames).hasSize(4 * RATE);
        for (int frame = 0; frame < frames.size(); frame++) {
            double second = frame / (double) RATE;
            byte[] pixels = frames.get(frame);
            assertThat(light(pixels, BELOW) > LETTERS)
                    .as("below at %s s", second)
                    .isEqualTo(second > 1.01 && second < 2.99);
            assertThat(light(pixels, ABOVE) > LETTERS)
                    .as("above at %s s", second)
                    .isEqualTo(second > 2.01 && second < 2.49);
            assertThat(light(pixels, LEFT)).as("beside at %s s", second).isLessThan(1);
        }
    }

    @Test
    void styledTextStandsWhereItsScriptSays() throws IOException {
        Path film = film("film.mkv", List.of());
        byte[] frame = frames(film, beside("film.ass", """
                [Script Info]
                PlayResX: 1280
                PlayResY: 720

                [V4+ Styles]
                Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV
                Style: Default,Arial,60,&H00FFFFFF,&H00000000,&H00000000,0,1,2,0,1,20,20,20
                Style: Plate,Arial,60,&H00000000,&H00FFFFFF,&H00000000,0,3,10,0,9,20,20,20

                [Events]
                Format: Layer, Start, End, Style, Text
                Dialogue: 0,0:00:00.00,0:00:04.00,Default,Left
                Dialogue: 0,0:00:00.00,0:00:04.00,Default,{\\pos(640,360)\\an5\\c&H404040&}MM
                Dialogue: 0,0:00:00.00,0:00:04.00,Plate,Right
                Dialogue: 0,0:00:00.00,0:00:04.00,Default,{\\alpha&HFF&\\an3}Nothing
                """), 0).getFirst();
        assertThat(light(frame, new Rectangle(10, 320, 60, 30))).isGreaterThan(LETTERS);
        assertThat(light(frame, new Rectangle(300, 170, 40, 20)))
                .as("dark grey letters")
                .isBetween(4.0, 60.0);
        assertThat(light(frame, new Rectangle(570, 12, 50, 20)))
                .as("a white box with black letters")
                .isGreaterThan(100);
        assertThat(light(frame, new Rectangle(420, 300, 220, 60)))
                .as("invisible letters")
                .isLessThan(1);
    }

    /** What came long before the run began, and what two texts agreed on then. */
    @Test
    void aRunInTheMiddleDrawsWhatIsOnTheScreenWhereItWas() throws IOException {
        Path film = film("film.mkv", List.of());
        Drawn.Text text = beside("film.srt", """
                1
                00:00:00,200 --> 00:00:01,600
                The lower one

                2
                00:00:01,000 --> 00:00:03,700
                The upper one
                """);
        List<byte[]> whole = frames(film, text, 0);
        List<byte[]> rest = frames(film, text, 1);
        assertThat(rest).hasSize(2 * RATE);
        Rectangle upper = new Rectangle(240, 275, 160, 38);
        for (int frame = 0; frame < rest.size(); frame++) {
            byte[] expected = whole.get(2 * RATE + frame);
            assertThat(light(rest.get(frame), upper) > LETTERS).isEqualTo(frame < 1.7 * RATE);
            assertThat(difference(rest.get(frame), expected))
                    .as("frame %s", frame)
                    .isLessThan(1.5);
        }
    }

    @Test
    void aFilmWhoseTextCannotBeReadIsNotMadeWithoutIt() throws IOException {
        Path film = film("film.mkv", List.of());
        EncodeSpec gone = spec(film, new Drawn.Text(2, Optional.of(directory.resolve("gone.srt")), ""));
        assertThatThrownBy(() -> TestTexts.pictures().open("0".repeat(32), gone))
                .isInstanceOf(Failure.class);
        EncodeSpec none = spec(film, new Drawn.Text(1, Optional.empty(), ""));
        assertThatThrownBy(() -> TestTexts.pictures().open("0".repeat(32), none))
                .isInstanceOf(Failure.class);
    }

    @Test
    void theViewerIsToldWhyAFilmIsNotMadeWithoutItsText() {
        Path film = film("film.mkv", List.of());
        MediaInfo info = TestFfmpeg.prober().probe(film);
        MediaSource source = new MediaSource(KillMatrixIT.ID, film, info, "1");
        Path gone = directory.resolve("gone.srt");
        MediaSources sources = new MediaSources() {
            @Override
            public MediaSource get(String itemId, String mediaSourceId) {
                return source;
            }

            @Override
            public long[] keyframeNanos(MediaSource of) {
                return new long[] {0};
            }

            @Override
            public Optional<MediaSource.SubtitleFile> findSubtitleFile(MediaSource of, int index) {
                return Optional.of(new MediaSource.SubtitleFile(gone, "subrip", ""));
            }
        };
        SeamCase drawn = new SeamCase(
                "",
                new SeamFilms.Recipe("", "", "", 0, 0, 0, List.of()),
                new VideoOutput.Encode(0, VideoCodec.H264, 1_000_000, WIDTH, HEIGHT, 0, "high"),
                new AudioOutput.None(),
                SegmentContainer.MPEG_TS,
                Optional.of("text"));
        try (TestColony colony =
                new TestColony(directory, Duration.ofSeconds(2), film, sources, Duration.ofSeconds(1))) {
            TestColony.Member pod = colony.start("pod", true);
            assertThatThrownBy(() -> pod.segment(KillMatrixIT.request(drawn, info), 0))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("the subtitles cannot be drawn");
        }
    }

    @Test
    void aTrackWithinTheFilmIsDrawnToo() throws IOException {
        Path words = Files.writeString(directory.resolve("in.srt"), """
                1
                00:00:01,000 --> 00:00:02,000
                Below the picture
                """);
        Path film = directory.resolve("with.mp4");
        TestFfmpeg.run(List.of(
                "-i",
                film("film.mkv", List.of()).toString(),
                "-i",
                words.toString(),
                "-c",
                "copy",
                "-c:s",
                "mov_text",
                film.toString()));
        List<byte[]> frames = frames(film, new Drawn.Text(1, Optional.empty(), ""), 0);
        assertThat(light(frames.get(20), BELOW)).isLessThan(1);
        assertThat(light(frames.get(40), BELOW)).isGreaterThan(LETTERS);
        assertThat(light(frames.get(60), BELOW)).isLessThan(1);
    }

    private Drawn.Text beside(String name, String text) throws IOException {
        return new Drawn.Text(1, Optional.of(Files.writeString(directory.resolve(name), text)), "");
    }

    /** Four seconds of black. */
    private Path film(String name, List<String> options) {
        Path film = directory.resolve(name);
        List<String> arguments = new ArrayList<>(List.of(
                "-f",
                "lavfi",
                "-i",
                "color=black:s=" + WIDTH + "x" + HEIGHT + ":r=" + RATE + ":d=4",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "25",
                "-pix_fmt",
                "yuv420p"));
        arguments.addAll(options);
        arguments.add(film.toString());
        TestFfmpeg.run(arguments);
        return film;
    }

    private static EncodeSpec spec(Path film, Drawn drawn) {
        MediaInfo info = TestFfmpeg.prober().probe(film);
        VideoOutput picture = new VideoOutput.Encode(0, VideoCodec.H264, 4_000_000, WIDTH, HEIGHT, 0, "high");
        return new EncodeSpec(film, info, picture, new AudioOutput.None(), SegmentContainer.MPEG_TS, drawn);
    }

    /** The decoded frames of a run, in shades of grey. */
    private List<byte[]> frames(Path film, Drawn drawn, int firstSegment) throws IOException {
        EncodeSpec spec = spec(film, drawn);
        SegmentPlan plan = SegmentPlans.forEncodedVideo(
                RATE, 1, 0, 2_000_000_000L, spec.info().duration().toNanos());
        SeamRun run = SeamRun.of(TestFfmpeg.runner(), TestFfmpeg.ffmpeg(), spec, plan, firstSegment);
        Path stream = directory.resolve("run.ts");
        try (OutputStream out = Files.newOutputStream(stream)) {
            for (byte[] segment : run.segments().values()) {
                out.write(segment);
            }
        }
        return GreyFrames.of(stream, WIDTH, HEIGHT);
    }

    /** The average of a part, 0 to 255. */
    private static double light(byte[] frame, Rectangle part) {
        long sum = 0;
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int x = part.x; x < part.x + part.width; x++) {
                sum += frame[y * WIDTH + x] & 0xFF;
            }
        }
        return sum / (double) (part.width * part.height);
    }

    private static double difference(byte[] one, byte[] other) {
        long sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 0xFF) - (other[i] & 0xFF));
        }
        return sum / (double) one.length;
    }
}
