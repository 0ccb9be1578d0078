package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.AudioCodec;
import io.physalia.media.AudioOutput;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.SegmentContainer;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.ProcessRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pod that goes on has an encoder of another make, or another release of it: its parameter sets are not those of the init section that the player has. Every
 * picture must still decode, whichever of the two init sections a player got.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoEncodersIT {
    private final ProcessRunner runner = new ProcessRunner();

    @AfterAll
    void nothingIsLeftRunning() {
        assertThat(runner.liveChildren()).isZero();
        runner.close();
    }

    record Pair(VideoCodec codec, SegmentContainer container) {}

    static Stream<Pair> pairs() {
        return Stream.of(VideoCodec.values())
                .flatMap(codec -> Stream.of(SegmentContainer.values()).map(container -> new Pair(codec, container)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void picturesOfBothDecode(Pair pair) {
        changed(pair, SeamFfmpeg.bundled(runner));
    }

    /** In transport streams parameter sets have always been in band. */
    @ParameterizedTest
    @EnumSource(VideoCodec.class)
    void picturesOfBothDecodeWithTheNewestRelease(VideoCodec codec) {
        changed(new Pair(codec, SegmentContainer.FMP4), TestFfmpeg.newest());
    }

    private void changed(Pair pair, Ffmpeg ffmpeg) {
        check(
                pair,
                ffmpeg,
                ffmpeg,
                arguments -> otherParameterSets(arguments, pair.codec()),
                pair.container() == SegmentContainer.FMP4);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void picturesOfTwoReleasesDecode(Pair pair) {
        check(pair, SeamFfmpeg.bundled(runner), TestFfmpeg.newest(), UnaryOperator.identity(), false);
    }

    private void check(
            Pair pair, Ffmpeg ffmpeg, Ffmpeg successor, UnaryOperator<List<String>> change, boolean initsDiffer) {
        SeamCase film = film(pair);
        Path file = new SeamFilms(runner, ffmpeg).film(film.recipe());
        EncodeSpec spec = film.spec(runner, ffmpeg, file);
        SegmentPlan plan = film.plan(runner, ffmpeg, spec);
        int seam = plan.count() / 2;
        SeamRun first = SeamRun.of(runner, ffmpeg, spec, plan, 0);
        SeamRun second = SeamRun.of(runner, successor, spec, plan, seam, change);
        String told = new String(first.init(), StandardCharsets.ISO_8859_1);
        assertThat(told).as("Apple's players do not take it").doesNotContain("hev1");
        if (told.contains("hvcC")) {
            assertThat(told).contains("hvc1");
            // Behind 22 bytes and the number of arrays: video parameter sets (32), all of them.
            assertThat((int) told.charAt(told.indexOf("hvcC") + 4 + 23)).isEqualTo(0x80 | 32);
        }
        if (initsDiffer) {
            assertThat(second.init()).as("what the case is about").isNotEqualTo(first.init());
        }
        List<byte[]> segments = new ArrayList<>(first.segments().headMap(seam).values());
        segments.addAll(second.segments().values());
        List<Integer> pictures = JoinedSegments.pictureNumbers(runner, ffmpeg, file);
        for (byte[] init : List.of(first.init(), second.init())) {
            JoinedSegments joined = new JoinedSegments(init, segments, pair.container());
            assertThat(joined.pictureNumbers(runner, ffmpeg)).isEqualTo(pictures);
        }
    }

    private static SeamCase film(Pair pair) {
        return new SeamCase(
                "two encoders",
                new SeamFilms.Recipe(
                        "f23.mkv",
                        "24000/1001",
                        "",
                        2,
                        48_000,
                        12,
                        List.of("-c:v", "libx264", "-preset", "veryfast", "-g", "50", "-c:a", "ac3")),
                new VideoOutput.Encode(0, pair.codec(), 1_000_000, 320, 180, 0, ""),
                new AudioOutput.Encode(0, AudioCodec.AAC, 128_000, 2, 48_000),
                pair.container());
    }

    /** Tools that a decoder must know of and that change no times. */
    private static List<String> otherParameterSets(List<String> arguments, VideoCodec codec) {
        List<String> changed = new ArrayList<>(arguments);
        switch (codec) {
            case H264 -> changed.addAll(changed.size() - 1, List.of("-x264-params:v", "cabac=0:8x8dct=0"));
            case HEVC -> changed.replaceAll(word -> word.startsWith("scenecut=0:") ? word + ":sao=0:ctu=32" : word);
        }
        return changed;
    }
}
