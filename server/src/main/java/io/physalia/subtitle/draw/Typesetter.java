package io.physalia.subtitle.draw;

import io.physalia.subtitle.draw.Script.Line;
import io.physalia.subtitle.draw.Script.Run;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.LineMetrics;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;

/** Sets a script's texts in lines, in pixels of one picture. Right-to-left text runs as its first letter says. Thread-safe. */
final class Typesetter {
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    /** In which the proportions of a font are read. */
    private static final float PROOF = 1000;
    /** Lines as long as each other read better than a long one and a short one. */
    private static final int HALVINGS = 7;

    /** Of the picture's height: higher letters are cut, whatever a script asks for. */
    private static final double HIGHEST = 2;

    private static final double WIDEST = 20;

    private final FontShelf fonts;
    private final double scaleX;
    private final double scaleY;
    private final double width;
    private final double height;

    Typesetter(FontShelf fonts, Script script, int width, int height) {
        this.fonts = fonts;
        this.scaleX = width / script.width();
        this.scaleY = height / script.height();
        this.width = width;
        this.height = height;
    }

    double scaleX() {
        return scaleX;
    }

    double scaleY() {
        return scaleY;
    }

    /** One line of a text as it is set. */
    record Row(TextLayout layout) {
        double ascent() {
            return layout.getAscent();
        }

        double height() {
            return layout.getAscent() + layout.getDescent();
        }

        double width() {
            return layout.getVisibleAdvance();
        }
    }

    /** A whole text as it is set. */
    record Block(List<Row> rows) {
        double width() {
            return rows.stream().mapToDouble(Row::width).max().orElse(0);
        }

        double height() {
            return rows.stream().mapToDouble(Row::height).sum();
        }
    }

    Block set(Line line) {
        double room = width - (line.place().marginLeft() + line.place().marginRight()) * scaleX;
        float most = line.wraps() ? (float) Math.max(room, width / 10) : Float.MAX_VALUE;
        List<Row> rows = new ArrayList<>();
        List<Run> paragraph = new ArrayList<>();
        for (Run run : line.runs()) {
            String[] parts = run.text().split("\n", -1);
            for (int i = 0; i < parts.length; i++) {
                if (i > 0) {
                    rows.addAll(rows(paragraph, run, most));
                    paragraph.clear();
                }
                if (!parts[i].isEmpty()) {
                    paragraph.add(new Run(parts[i], run.look()));
                }
            }
        }
        if (!paragraph.isEmpty()) {
            rows.addAll(rows(paragraph, paragraph.getFirst(), most));
        }
        return new Block(rows);
    }

    /** @param empty what an empty line looks like */
    private List<Row> rows(List<Run> runs, Run empty, float most) {
        AttributedString text = attributed(runs.isEmpty() ? List.of(new Run(" ", empty.look())) : runs);
        List<TextLayout> greedy = broken(text, most);
        if (greedy.size() == 1) {
            return greedy.stream().map(Row::new).toList();
        }
        float low = 0;
        float high = most;
        List<TextLayout> best = greedy;
        for (int i = 0; i < HALVINGS; i++) {
            float middle = (low + high) / 2;
            List<TextLayout> tried = broken(text, middle);
            if (tried.size() > greedy.size() || tried.stream().anyMatch(row -> row.getVisibleAdvance() > middle + 1)) {
                low = middle;
            } else {
                high = middle;
                best = tried;
            }
        }
        return best.stream().map(Row::new).toList();
    }

    private static List<TextLayout> broken(AttributedString text, float most) {
        LineBreakMeasurer measurer = new LineBreakMeasurer(text.getIterator(), EXACT);
        int end = text.getIterator().getEndIndex();
        List<TextLayout> rows = new ArrayList<>();
        while (measurer.getPosition() < end) {
            rows.add(measurer.nextLayout(most));
        }
        return rows;
    }

    private AttributedString attributed(List<Run> runs) {
        StringBuilder all = new StringBuilder();
        runs.forEach(run -> all.append(run.text()));
        AttributedString text = new AttributedString(all.toString());
        int at = 0;
        for (Run run : runs) {
            int end = at + run.text().length();
            Look look = run.look();
            text.addAttribute(TextAttribute.FOREGROUND, new Color(look.colours().fill(), true), at, end);
            if (look.face().underlined()) {
                text.addAttribute(TextAttribute.UNDERLINE, TextAttribute.UNDERLINE_ON, at, end);
            }
            if (look.face().struck()) {
                text.addAttribute(TextAttribute.STRIKETHROUGH, TextAttribute.STRIKETHROUGH_ON, at, end);
            }
            fonts(text, all, at, end, look.face());
            at = end;
        }
        return text;
    }

    /** Each stretch of characters in a font that has them; marks that belong to a letter stay with it. */
    private void fonts(AttributedString text, CharSequence all, int from, int end, Look.Face face) {
        int begin = from;
        Font current = null;
        for (int i = from; i < end; ) {
            int character = Character.codePointAt(all, i);
            boolean joins = Character.isWhitespace(character)
                    || Character.getType(character) == Character.FORMAT
                    || Character.getType(character) == Character.NON_SPACING_MARK;
            if (current == null || !joins) {
                Font font = fonts.get(face.bold(), face.italic(), character);
                if (current != null && !font.equals(current)) {
                    text.addAttribute(TextAttribute.FONT, sized(current, face), begin, i);
                    begin = i;
                }
                current = font;
            }
            i += Character.charCount(character);
        }
        if (current != null) {
            text.addAttribute(TextAttribute.FONT, sized(current, face), begin, end);
        }
    }

    /** A size is the height of a line, from the highest letter to the lowest, as players of SubStation take it. */
    private Font sized(Font font, Look.Face face) {
        LineMetrics proof = font.deriveFont(PROOF).getLineMetrics("Ag", EXACT);
        double size = Math.min(face.size() * scaleY, HIGHEST * height);
        double em = size * PROOF / (proof.getAscent() + proof.getDescent());
        Font sized = font.deriveFont((float) Math.max(1, em));
        if (face.spacing() != 0) {
            sized = sized.deriveFont(java.util.Map.of(
                    TextAttribute.TRACKING, (float) Math.clamp(face.spacing() * scaleX / em, -0.5, 5)));
        }
        return face.scaleX() == 1 && face.scaleY() == 1
                ? sized
                : sized.deriveFont(AffineTransform.getScaleInstance(
                        Math.min(face.scaleX(), WIDEST), Math.min(face.scaleY(), WIDEST)));
    }
}
