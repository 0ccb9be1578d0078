package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
        return film(container, startMillis, startMillis, rate);
    }

    private static MediaInfo film(String container, long startMillis, long soundMillis, Rational rate) {
        return new MediaInfo(
                container,
                Duration.ofHours(1),
                Duration.ofMillis(startMillis),
                1,
                1,
                List.of(
                        new MediaStream.Video(
                                common(0, "h264", startMillis),
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
                        new MediaStream.Audio(common(1, "aac", soundMillis), 6, "5.1", 44_100, 0)),
                List.of(),
                Map.of());
    }

    private static MediaStream.Common common(int index, String codec, long startMillis) {
        return new MediaStream.Common(
                index, codec, "", "LC", "", "", 0, Duration.ofMillis(startMillis), true, false, false);
    }

    private static MediaInfo film() {
        return film("matroska,webm", 0, new Rational(24_000, 1001));
    }

    private static List<String> arguments(EncodeSpec spec, long... cuts) {
        return arguments("6.1.1", spec, cuts);
    }

    private static List<String> arguments(String version, EncodeSpec spec, long... cuts) {
        Ffmpeg program = new Ffmpeg(Path.of("/ffmpeg"), Path.of("/ffprobe"), version, false);
        return EncodeCommand.arguments(program, spec, EncodeRun.of(cuts, HOUR), TABLES);
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

    /** FFmpeg 8 never goes on when there is silence before late sound and behind it. */
    @ParameterizedTest
    @CsvSource({
        "6.1.1, 0, true",
        "6.1.1, 1400, true",
        "7.1, 1400, true",
        "8.0.1, 0, true",
        "8.0.1, 15, true",
        "8.0.1, 30, false",
        "8.1.2, 1400, false",
        "10.0, 1400, false",
        "N-118000-g1, 1400, false",
        "N-118000-g1, 0, true"
    })
    void soundIsFilledUpToTheEndOfTheFilm(String version, long late, boolean isFilledUp) {
        EncodeSpec spec = spec("a.ts", film("mpegts", 1400, 1400 + late, Rational.ZERO), SegmentContainer.MPEG_TS);
        for (long cut : new long[] {Long.MIN_VALUE, 270_000}) {
            String filters = after(arguments(version, spec, cut, 540_000), "-af");
            assertThat(filters.contains("apad=whole_len=")).isEqualTo(isFilledUp);
        }
    }

    /** Rows are many times slower beside other work; what the words do to a stream is shown in {@link ProgressiveCommandTest}. */
    @Test
    void hevcIsEncodedWithoutThreadsForRows() {
        VideoOutput hevc = new VideoOutput.Encode(0, VideoCodec.HEVC, 2_000_000, 320, 180, 0, "");
        List<String> arguments = arguments(spec("a.mkv", film(), hevc, SegmentContainer.FMP4), Long.MIN_VALUE, 270_000);
        assertThat(after(arguments, "-x265-params:v").split(":")).contains("wpp=0", "scenecut=0", "open-gop=0");
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
