package io.physalia.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubtitlesTest {
    private static final String SRT = """
            1
            00:00:01,000 --> 00:00:02,500
            Hello <i>there</i>,
            <font color="red">you</font> & <b>you

            2
            00:01:00,000 --> 00:01:02,000
            {\\an8}1 < 2
            """;

    private static final String ASS = """
            [Script Info]
            ScriptType: v4.00+
            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            Dialogue: 0,0:01:00.00,0:01:02.00,Default,,0,0,0,,Later
            Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\i1}Hello{\\i0}, you\\Nand {\\b700}me{\\r}
            Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 10 10{\\p0}
            Comment: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Not shown
            """;

    private static String convert(String text, SubtitleFormat from, SubtitleFormat to) {
        return convert(text, from, to, Window.WHOLE);
    }

    private static String convert(String text, SubtitleFormat from, SubtitleFormat to, Window window) {
        return Subtitles.convert(text.getBytes(StandardCharsets.UTF_8), from, to, window, false);
    }

    @Test
    void srtBecomesVtt() {
        assertThat(convert(SRT, SubtitleFormat.SRT, SubtitleFormat.VTT)).isEqualTo("""
                WEBVTT

                00:00:01.000 --> 00:00:02.500
                Hello <i>there</i>,
                you &amp; <b>you</b>

                00:01:00.000 --> 00:01:02.000 line:5%
                1 &lt; 2

                """);
    }

    @Test
    void srtBecomesJson() {
        assertThat(convert(SRT, SubtitleFormat.SRT, SubtitleFormat.JSON))
                .isEqualTo(
                        "{\"TrackEvents\":[{\"Id\":\"1\",\"Text\":\"Hello <i>there</i>,\\nyou & <b>you</b>\","
                                + "\"StartPositionTicks\":10000000,\"EndPositionTicks\":25000000},"
                                + "{\"Id\":\"2\",\"Text\":\"1 < 2\",\"StartPositionTicks\":600000000,\"EndPositionTicks\":620000000}]}");
    }

    @Test
    void srtBecomesTtml() {
        assertThat(convert(SRT, SubtitleFormat.SRT, SubtitleFormat.TTML))
                .contains("<p begin=\"00:00:01.000\" end=\"00:00:02.500\">Hello <span style=\"i\">there</span>,<br/>")
                .contains("1 &lt; 2</p>");
    }

    @Test
    void assBecomesText() {
        assertThat(convert(ASS, SubtitleFormat.ASS, SubtitleFormat.SRT)).isEqualTo("""
                1
                00:00:01,000 --> 00:00:02,500
                <i>Hello</i>, you
                and <b>me</b>

                2
                00:01:00,000 --> 00:01:02,000
                Later

                """);
    }

    @Test
    void textBecomesAss() {
        String ass = convert(SRT, SubtitleFormat.SRT, SubtitleFormat.ASS);
        assertThat(ass)
                .contains(
                        "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Hello {\\i1}there{\\i0},\\Nyou & {\\b1}you{\\b0}");
        assertThat(ass).contains("Dialogue: 0,0:01:00.00,0:01:02.00,Default,,0,0,0,,{\\an8}1 < 2");
    }

    @Test
    void theWholeInItsOwnFormatIsTheFile() {
        assertThat(convert(SRT, SubtitleFormat.SRT, SubtitleFormat.SRT)).isEqualTo(SRT);
        assertThat(convert(ASS, SubtitleFormat.ASS, SubtitleFormat.SSA)).isEqualTo(ASS);
    }

    @Test
    void aWindowDropsWhatLiesOutsideAndCountsFromItsStart() {
        Window window = new Window(Duration.ofSeconds(2), Optional.of(Duration.ofSeconds(30)), false);
        assertThat(convert(SRT, SubtitleFormat.SRT, SubtitleFormat.VTT, window))
                .contains("00:00:00.000 --> 00:00:00.500")
                .doesNotContain("1 &lt; 2");
        Window kept = new Window(Duration.ofSeconds(30), Optional.empty(), true);
        assertThat(convert(SRT, SubtitleFormat.SRT, SubtitleFormat.VTT, kept))
                .contains("00:01:00.000 --> 00:01:02.000")
                .doesNotContain("Hello");
        assertThat(convert(
                        ASS,
                        SubtitleFormat.ASS,
                        SubtitleFormat.ASS,
                        new Window(Duration.ofSeconds(30), Optional.empty(), false)))
                .contains("Dialogue: 0,0:00:30.00,0:00:32.00,Default,,0,0,0,,Later")
                .doesNotContain("Hello");
    }

    @Test
    void theTimeMapStandsBehindTheHead() {
        assertThat(Subtitles.convert(
                        SRT.getBytes(StandardCharsets.UTF_8),
                        SubtitleFormat.SRT,
                        SubtitleFormat.VTT,
                        Window.WHOLE,
                        true))
                .startsWith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n");
    }

    @Test
    void everyEncodingIsRead() {
        String text = "1\n00:00:01,000 --> 00:00:02,000\nGrüße\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"))) {
            assertThat(Subtitles.text(text.getBytes(charset))).isEqualTo(text);
        }
        assertThat(Subtitles.text(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(text);
        assertThat(Subtitles.text(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(text);
    }

    @Test
    void carelessFilesAreUnderstood() {
        List<Cue> cues = Subtitles.cues("""
                00:01.5 --> 00:02
                no number, no hours
                2
                0:0:3,0 -> 0:0:4,0
                no arrow
                3
                00:00:05,000-->00:00:06,000 X1:1
                no empty line before
                4
                00:00:08,000 --> 00:00:07,000
                ends before it begins
                """, SubtitleFormat.SRT);
        assertThat(cues).extracting(Cue::start).containsExactly(Duration.ofMillis(1500), Duration.ofSeconds(5));
    }

    static LongStream seeds() {
        return LongStream.of(1, 2, System.nanoTime());
    }

    /** Broken input of any sort gives well-formed output, and as WebVTT what was written is read again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingMakesItFail(long seed) {
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "1\n",
                "00:00:01,000 --> 00:00:02,000\n",
                "\n",
                "<i>",
                "</i>",
                "</b>",
                "<b",
                "{\\i1}",
                "{\\p1}",
                "}",
                "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,",
                "Dialogue: ,,,",
                "Format: Start,End,Text\n",
                "&lt;",
                "&",
                "-->",
                "WEBVTT\n",
                "NOTE\n",
                "text",
                "\u0000",
                "\ufffd",
                "99:99:99,999 --> 9999:00:00,1\n",
                "[Events]\n",
                "\r\n",
                "<00:00:01.000>",
                "\\N");
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            for (SubtitleFormat from : List.of(SubtitleFormat.SRT, SubtitleFormat.VTT, SubtitleFormat.ASS)) {
                for (SubtitleFormat to : List.of(SubtitleFormat.values())) {
                    convert(
                            text.toString(),
                            from,
                            to,
                            new Window(
                                    Duration.ofMillis(random.nextInt(3000)), Optional.empty(), random.nextBoolean()));
                }
                List<Cue> cues = Subtitles.cues(text.toString(), from);
                String vtt = SubtitleWriter.write(cues, SubtitleFormat.VTT, false);
                assertThat(TimedLines.vtt(vtt)).as(text.toString()).hasSameSizeAs(cues);
            }
        }
    }
}
