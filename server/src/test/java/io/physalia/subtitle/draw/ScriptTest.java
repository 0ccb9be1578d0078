package io.physalia.subtitle.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.subtitle.Cue;
import io.physalia.subtitle.SubtitleFormat;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What subtitle files say of looks and places, read and laid out. */
class ScriptTest {
    private static final FontShelf FONTS =
            new FontShelf(Path.of(System.getProperty("java.io.tmpdir"), "physalia-test-fonts"), List::of);
    private static final String HEAD = """
            [Script Info]
            PlayResX: 640
            PlayResY: 360
            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, Alignment, MarginL, MarginR, MarginV
            Style: Default,Arial,20,&H000000FF,&H00000000,&H80000000,0,2,10,10,10
            Style: Sign,Arial,30,&H0000FF00,&H00000000,&H80000000,-1,8,10,10,10
            [Events]
            Format: Layer, Start, End, Style, Text
            """;

    private static Script ass(String... events) {
        return AssReader.read(HEAD + String.join("\n", events));
    }

    private static Look look(Script script, int run) {
        return script.lines().getFirst().runs().get(run).look();
    }

    @Test
    void stylesAndOverridesSayHowTextLooks() {
        Script script = ass(
                "Dialogue: 3,0:00:01.50,0:01:02.25,Default,Red, {\\i1\\c&HFF0000&\\1a&H80&}blue{\\rSign} and{\\r\\b1}\\Nbold");
        Script.Line line = script.lines().getFirst();
        assertThat(line.startTicks()).isEqualTo(135_000);
        assertThat(line.endTicks()).isEqualTo(62_250L * 90);
        assertThat(line.layer()).isEqualTo(3);
        assertThat(line.runs().stream().map(Script.Run::text)).containsExactly("Red, ", "blue", " and", "\nbold");
        assertThat(look(script, 0).colours().fill()).isEqualTo(0xFFFF0000);
        assertThat(look(script, 0).colours().shadow()).isEqualTo(0x7F000000);
        assertThat(look(script, 1).colours().fill()).isEqualTo(0x7F0000FF);
        assertThat(look(script, 1).face().italic()).isTrue();
        assertThat(look(script, 2).colours().fill()).isEqualTo(0xFF00FF00);
        assertThat(look(script, 2).face().bold()).isTrue();
        assertThat(look(script, 3).face()).isEqualTo(look(script, 0).face().withBold(true));
    }

    @Test
    void shapesAndEmptyLinesAreNoText() {
        assertThat(ass(
                                "Dialogue: 0,0:00:01.00,0:00:02.00,Default,{\\p1}m 0 0 l 100 0{\\p0}",
                                "Dialogue: 0,0:00:01.00,0:00:02.00,Default,{\\i1}",
                                "Dialogue: 0,0:00:02.00,0:00:01.00,Default,backwards",
                                "Comment: 0,0:00:01.00,0:00:02.00,Default,no line")
                        .lines())
                .isEmpty();
    }

    @Test
    void tagsOfSubRipSayHowTextLooks() {
        Cue cue = new Cue(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                "<i>a</i><font color=\"#00ff80\">b<b>c</font>d {\\an9}&amp;",
                false);
        Script script = CueReader.read(List.of(cue), 2, true);
        assertThat(script.lines().getFirst().place().alignment()).isEqualTo(9);
        assertThat(script.lines().getFirst().runs().stream().map(Script.Run::text))
                .containsExactly("a", "b", "c", "d ", "&");
        assertThat(look(script, 0).face().italic()).isTrue();
        assertThat(look(script, 1).colours().fill()).isEqualTo(0xFF00FF80);
        assertThat(look(script, 2).face().bold()).isTrue();
        assertThat(look(script, 3)).isEqualTo(look(script, 4));
        assertThat(look(script, 3).face().bold()).isFalse();
    }

    /** The second one comes above the first, and does not fall down when that goes; the third one finds room below. */
    @Test
    void aTextKeepsItsPlaceForAsLongAsItIsShown() {
        Script script = ass(
                "Dialogue: 0,0:00:01.00,0:00:03.00,Default,One",
                "Dialogue: 0,0:00:02.00,0:00:05.00,Default,Two",
                "Dialogue: 0,0:00:04.00,0:00:06.00,Default,Three",
                "Dialogue: 0,0:00:04.00,0:00:06.00,Default,{\\pos(320,350)}Elsewhere");
        Rectangle2D one = stage(script).place(0);
        Rectangle2D two = stage(script).place(1);
        assertThat(two.getMaxY()).isEqualTo(one.getMinY());
        assertThat(stage(script).place(2).getMaxY()).isEqualTo(one.getMaxY());
        Stage inOrder = stage(script);
        for (int i = 0; i < 4; i++) {
            assertThat(inOrder.place(i)).isEqualTo(stage(script).place(i));
        }
        assertThat(inOrder.place(3).getMaxY()).isEqualTo(350);
    }

    private static Stage stage(Script script) {
        return new Stage(script, new Typesetter(FONTS, script, 640, 360), 640, 360);
    }

    @Test
    void longTextIsBrokenIntoLinesOfOneLength() {
        Script script = ass("Dialogue: 0,0:00:01.00,0:00:03.00,Default," + "words and ".repeat(11));
        List<Typesetter.Row> rows = new Typesetter(FONTS, script, 640, 360)
                .set(script.lines().getFirst())
                .rows();
        assertThat(rows)
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        row -> assertThat(row.width()).isBetween(rows.getFirst().width() * 0.7, 620.0));
    }

    static LongStream seeds() {
        return new Random(Long.getLong("physalia.seed", 7)).longs(25);
    }

    /** Whatever a file holds, it is drawn or left out. */
    @ParameterizedTest
    @MethodSource("seeds")
    void nothingThatAFileHoldsMakesDrawingFail(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "{\\fs9999}",
                "{\\fs-1}",
                "{\\fscx0\\fscy99999}",
                "{\\bord9999}",
                "{\\pos(1e9,NaN)}",
                "{\\an0}",
                "{\\frz1e4}",
                "{\\fsp-99}",
                "{\\c&HZZ&}",
                "{\\t(0,1,\\fs5)",
                "{",
                "}",
                "<i>",
                "</b>",
                "<font color=",
                "\\N",
                "\\h",
                "\u202E",
                "\uD800",
                "\uDC00",
                "\u0000",
                "\uFEFF",
                "\u0301",
                "👩‍👩‍👧",
                "नमस्ते",
                "العربية",
                "日本",
                "\t",
                " ",
                "x".repeat(300),
                "&lt;",
                "{\\p1}",
                "{\\r",
                "\n1\n");
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 6; line++) {
            text.append("Dialogue: 0,0:00:01.00,0:00:02.00,Default,");
            for (int i = 0; i < 8; i++) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            text.append('\n');
        }
        byte[] script = (HEAD + text).getBytes(StandardCharsets.UTF_8);
        byte[] cue = ("1\n00:00:01,000 --> 00:00:02,000\n" + text).getBytes(StandardCharsets.UTF_8);
        PictureStream nowhere = new PictureStream(OutputStream.nullOutputStream(), 64, 36);
        TextPicture.of(script, SubtitleFormat.ASS, FONTS, 64, 36).write(0, Long.MAX_VALUE, nowhere);
        TextPicture.of(cue, SubtitleFormat.SRT, FONTS, 64, 36).write(0, Long.MAX_VALUE, nowhere);
    }
}
