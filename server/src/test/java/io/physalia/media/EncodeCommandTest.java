package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the arguments are. What they do is shown in {@code SeamIT}. */
class EncodeCommandTest {
    private static final VideoOutput X264 =
            new VideoOutput.Encode(0, VideoCodec.H264, 2_000_000, 1280, 720, 41, "High");
    private static final AudioOutput AAC = new AudioOutput.Encode(1, AudioCodec.AAC, 128_000, 2, 48_000);
    private static final ToneTables TABLES = new ToneTables(Path.of("/tables"));
    private static final long HOUR = 3_600_000_000_000L;

    private static MediaInfo film(String container, long startMillis, Rational rate) {
        return film(container, startMillis, 0, rate);
    }

    /** @param soundEndMillis 0: unknown */
    private static MediaInfo film(String container, long startMillis, long soundEndMillis, Rational rate) {
        return new MediaInfo(
                container,
                Duration.ofHours(1),
                Duration.ofMillis(startMillis),
                1,
                1,
                List.of(
                        new MediaStream.Video(
                                common(0, "h264", startMillis, 0),
                                1920,
                                1080,
                                41,
                                8,
                                4,
                                "yuv420p",
                                rate,
                                new Rational(24_000, 1001),
                                new Rational(1, 1),
                                false,
                                "",
                                "",
                                "",
                                "",
                                0,
                                true,
                                false,
                                false,
                                null),
                        new MediaStream.Audio(common(1, "aac", startMillis, soundEndMillis), 6, "5.1", 44_100, 0)),
                List.of(),
                Map.of());
    }

    private static MediaStream.Common common(int index, String codec, long startMillis, long endMillis) {
        return new MediaStream.Common(
                index,
                codec,
                "",
                "LC",
                "",
                "",
                0,
                Duration.ofMillis(startMillis),
                Duration.ofMillis(endMillis),
                true,
                false,
                false);
    }

    private static MediaInfo film() {
        return film("matroska,webm", 0, new Rational(24_000, 1001));
    }

    private static List<String> arguments(EncodeSpec spec, long... cuts) {
        return EncodeCommand.arguments(spec, EncodeRun.of(cuts, HOUR), TABLES);
    }

    private static String after(List<String> arguments, String option) {
        assertThat(arguments).contains(option);
        return arguments.get(arguments.indexOf(option) + 1);
    }

    private static EncodeSpec spec(String name, MediaInfo info, SegmentContainer container) {
        return spec(name, info, X264, container);
    }

    private static EncodeSpec spec(String name, MediaInfo info, VideoOutput video, SegmentContainer container) {
        return new EncodeSpec(Path.of("/films", name), info, video, AAC, container, new Drawn.Nothing());
    }

    /** Film of one hour from 1.4 s on. */
    @ParameterizedTest
    @CsvSource({"0, false", "3601400, false", "3600401, false", "3600399, true", "1801400, true", "1, true"})
    void soundThatEndsBeforeItsFilmGoesOnAsSilenceFromAnInputOfItsOwn(long endMillis, boolean isFilledUp) {
        EncodeSpec spec = spec("a.ts", film("mpegts", 1400, endMillis, Rational.ZERO), SegmentContainer.MPEG_TS);
        for (long cut : new long[] {Long.MIN_VALUE, 2_700_000}) {
            List<String> arguments = arguments(spec, cut, 5_400_000);
            assertThat(after(arguments, "-af").contains("apad=whole_len=")).isEqualTo(isFilledUp);
            assertThat(after(arguments, "-af").contains(",asetpts=N+(")).isEqualTo(isFilledUp);
            assertThat(arguments).containsSubsequence("-map", (isFilledUp ? "1" : "0") + ":1", "-af");
            List<List<String>> inputs = inputs(arguments);
            assertThat(inputs).hasSize(isFilledUp ? 2 : 1);
            // Read from the same place, and as restricted.
            assertThat(inputs.getLast()).isEqualTo(inputs.getFirst());
        }
    }

    @Test
    void soundsOwnInputComesAfterThePicturesOfText() {
        MediaInfo info = film("matroska,webm", 0, 60_000, Rational.ZERO);
        EncodeSpec spec = new EncodeSpec(
                Path.of("/a"), info, X264, AAC, SegmentContainer.FMP4, new Drawn.Text(2, Optional.empty(), ""));
        List<String> arguments = arguments(spec, Long.MIN_VALUE);
        assertThat(arguments).containsSubsequence("-i", "file:/a", "-i", "pipe:0", "-i", "file:/a", "-map", "2:1");
    }

    @Test
    void soundAloneNeedsNoInputOfItsOwn() {
        MediaInfo info = film("matroska,webm", 0, 60_000, Rational.ZERO);
        List<String> arguments =
                arguments(spec("a.mkv", info, new VideoOutput.None(), SegmentContainer.FMP4), Long.MIN_VALUE);
        assertThat(inputs(arguments)).hasSize(1);
        assertThat(arguments).containsSubsequence("-map", "0:1");
        assertThat(after(arguments, "-af")).contains("apad=");
    }

    @Test
    void filmsOnOtherServersAreFetchedOnce(@TempDir Path directory) throws IOException {
        Path film = Files.writeString(directory.resolve("a.strm"), "http://localhost:1/a.mkv");
        MediaInfo info = film("matroska,webm", 0, 60_000, Rational.ZERO);
        EncodeSpec spec = new EncodeSpec(film, info, X264, AAC, SegmentContainer.FMP4, new Drawn.Nothing());
        List<String> arguments = arguments(spec, Long.MIN_VALUE);
        assertThat(inputs(arguments)).hasSize(1);
        assertThat(after(arguments, "-af")).doesNotContain("apad=");
    }

    /** The options of each input that is a film. */
    private static List<List<String>> inputs(List<String> arguments) {
        List<List<String>> inputs = new ArrayList<>();
        int from = arguments.indexOf("-protocol_whitelist");
        for (int i = from; i < arguments.size(); i++) {
            if (arguments.get(i).equals("-i")) {
                inputs.add(arguments.subList(from, i + 2));
                from = i + 2;
            }
        }
        return inputs;
    }

    /** Rows are many times slower beside other work; what the words do to a stream is shown in {@link ProgressiveCommandTest}. */
    @Test
    void hevcIsEncodedWithoutThreadsForRows() {
        VideoOutput hevc = new VideoOutput.Encode(0, VideoCodec.HEVC, 2_000_000, 320, 180, 0, "");
        List<String> arguments = arguments(spec("a.mkv", film(), hevc, SegmentContainer.FMP4), Long.MIN_VALUE, 270_000);
        assertThat(after(arguments, "-x265-params:v").split(":")).contains("wpp=0", "scenecut=0", "open-gop=0");
        assertThat(after(arguments, "-a53cc:v")).isEqualTo("1");
    }

    @Test
    void aFileNameIsOneArgumentWithItsProtocolWhateverItHolds() {
        for (String name : List.of("-y.mkv", "a b'c\"d.mkv", "http:x.mkv", "x\ny.mkv", "映画.mkv", "%d|concat:a.mkv")) {
            List<String> arguments = arguments(spec(name, film(), SegmentContainer.MPEG_TS), Long.MIN_VALUE);
            assertThat(after(arguments, "-i")).isEqualTo("file:/films/" + name);
            assertThat(arguments.indexOf("-protocol_whitelist")).isLessThan(arguments.indexOf("-i"));
        }
    }

    @Test
    void onlyTheFileAndTheFormatThatWasProbedMayBeOpened() {
        List<String> arguments = arguments(spec("a.mkv", film(), SegmentContainer.MPEG_TS), Long.MIN_VALUE);
        assertThat(after(arguments, "-protocol_whitelist")).isEqualTo("file");
        assertThat(after(arguments, "-format_whitelist")).isEqualTo("matroska,webm");
        List<String> odd =
                arguments(spec("a", film("x -i y", 0, Rational.ZERO), SegmentContainer.MPEG_TS), Long.MIN_VALUE);
        assertThat(odd).doesNotContain("-format_whitelist");
    }

    @Test
    void aRunFromTheBeginningNeitherSeeksNorTrims() {
        List<String> arguments =
                arguments(spec("a.mkv", film(), SegmentContainer.MPEG_TS), Long.MIN_VALUE, 270_000, 540_000);
        assertThat(arguments).doesNotContain("-ss");
        assertThat(after(arguments, "-vf")).doesNotContain("trim");
        assertThat(after(arguments, "-force_key_frames:v")).isEqualTo("3.000000,6.000000");
    }

    @Test
    void aRunFromTheMiddleSeeksALittleEarlierAndTrimsAtItsCut() {
        List<String> arguments = arguments(spec("a.mkv", film(), SegmentContainer.MPEG_TS), 270_000, 540_000);
        assertThat(after(arguments, "-ss")).isEqualTo("2.500000");
        assertThat(after(arguments, "-vf")).contains("trim=start=3.000000,");
        assertThat(after(arguments, "-force_key_frames:v")).isEqualTo("6.000000");
    }

    @Test
    void timesAreRawButSeekingCountsFromTheContainersStart() {
        List<String> arguments =
                arguments(spec("a.mkv", film("matroska,webm", 1400, Rational.ZERO), SegmentContainer.FMP4), 270_000);
        assertThat(after(arguments, "-ss")).isEqualTo("2.500000");
        assertThat(after(arguments, "-vf")).contains("trim=start=4.400000,");
        assertThat(after(arguments, "-output_ts_offset")).isEqualTo("8.600000");
        List<String> negative =
                arguments(spec("a.mkv", film("matroska,webm", -5, Rational.ZERO), SegmentContainer.FMP4), 270_000);
        assertThat(after(negative, "-output_ts_offset")).isEqualTo("10.005000");
    }

    @Test
    void containersWithoutAnIndexAreReadFromFartherBack() {
        List<String> arguments =
                arguments(spec("a.ts", film("mpegts", 0, Rational.ZERO), SegmentContainer.MPEG_TS), 2_700_000);
        assertThat(after(arguments, "-ss")).isEqualTo("18.000000");
    }

    @Test
    void theLastSegmentNeedsNoFurtherKeyframes() {
        assertThat(arguments(spec("a.mkv", film(), SegmentContainer.MPEG_TS), 270_000))
                .doesNotContain("-force_key_frames:v");
    }

    @Test
    void soundOfEveryRunStartsOnAMultipleOfThePacket() {
        for (long cut : new long[] {Long.MIN_VALUE, 270_000, 123_456_789}) {
            String filters = after(arguments(spec("a.mkv", film(), SegmentContainer.MPEG_TS), cut), "-af");
            List<String> starts = java.util.regex.Pattern.compile("first_pts=(-?\\d+)")
                    .matcher(filters)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(starts).hasSize(2);
            // In the source's 44.1 kHz a sample that coincides with one of 48 kHz; in the output's, a packet's first.
            assertThat(Long.parseLong(starts.get(0)) % 147).isZero();
            assertThat(Long.parseLong(starts.get(1)) % 1024).isZero();
        }
    }

    @Test
    void withoutAConstantRateThereAreNoBFrames() {
        assertThat(arguments(
                        spec("a.mkv", film("matroska,webm", 0, new Rational(19, 1)), SegmentContainer.MPEG_TS),
                        Long.MIN_VALUE))
                .contains("-bf:v");
        assertThat(arguments(spec("a.mkv", film(), SegmentContainer.MPEG_TS), Long.MIN_VALUE))
                .doesNotContain("-bf:v");
    }

    @Test
    void profilesComeFromTheAllowList() {
        assertThat(after(arguments(spec("a.mkv", film(), SegmentContainer.MPEG_TS), Long.MIN_VALUE), "-profile:v"))
                .isEqualTo("high");
        VideoOutput odd = new VideoOutput.Encode(0, VideoCodec.H264, 1, 2, 2, 0, "high -x264-params");
        EncodeSpec spec =
                new EncodeSpec(Path.of("/a"), film(), odd, AAC, SegmentContainer.MPEG_TS, new Drawn.Nothing());
        assertThatThrownBy(() -> arguments(spec, Long.MIN_VALUE)).isInstanceOf(Failure.class);
    }

    @Test
    void copiesAreNeitherTrimmedNorFiltered() {
        EncodeSpec spec = new EncodeSpec(
                Path.of("/a"),
                film(),
                new VideoOutput.Copy(0),
                new AudioOutput.Copy(1),
                SegmentContainer.MPEG_TS,
                new Drawn.Nothing());
        assertThat(arguments(spec, 270_000, 540_000))
                .doesNotContain("-vf", "-af", "-force_key_frames:v")
                .containsSubsequence("-map", "0:0", "-c:v", "copy", "-map", "0:1", "-c:a", "copy");
        assertThat(EncodeCommand.copiedAudioGrid(spec)).contains(new SampleGrid(0, 1024, 44_100));
    }
}
