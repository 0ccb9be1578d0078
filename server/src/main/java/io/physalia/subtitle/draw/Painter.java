package io.physalia.subtitle.draw;

import io.physalia.subtitle.draw.Script.Line;
import io.physalia.subtitle.draw.Script.Place;
import io.physalia.subtitle.draw.Script.Point;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Paints texts on one canvas, again and again. Not thread-safe. */
final class Painter {
    private final Script script;
    private final Typesetter typesetter;
    private final Stage stage;
    private final BufferedImage canvas;

    Painter(Script script, FontShelf fonts, int width, int height) {
        this.script = script;
        this.typesetter = new Typesetter(fonts, script, width, height);
        this.stage = new Stage(script, typesetter, width, height);
        this.canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    }

    /**
     * The picture of these texts; valid until the next call.
     *
     * @param shown their places in the script
     */
    BufferedImage paint(List<Integer> shown) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.setComposite(AlphaComposite.Clear);
        graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        shown.stream()
                .sorted(Comparator.comparingInt(
                                (Integer i) -> script.lines().get(i).layer())
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(i -> paint(graphics, script.lines().get(i), stage.place(i)));
        graphics.dispose();
        return canvas;
    }

    /** A row and where its base line begins. */
    private record Laid(Typesetter.Row row, float x, float y) {}

    private void paint(Graphics2D graphics, Line line, Rectangle2D where) {
        AffineTransform upright = graphics.getTransform();
        Place place = line.place();
        if (place.degrees() != 0) {
            Point around = place.at()
                    .map(at -> new Point(at.x() * typesetter.scaleX(), at.y() * typesetter.scaleY()))
                    .orElse(new Point(where.getCenterX(), where.getCenterY()));
            graphics.rotate(-Math.toRadians(place.degrees()), around.x(), around.y());
        }
        List<Laid> rows = new ArrayList<>();
        double y = where.getY();
        for (Typesetter.Row row : typesetter.set(line).rows()) {
            double x = where.getX() + (where.getWidth() - row.width()) * place.column() / 2;
            rows.add(new Laid(row, (float) x, (float) (y + row.ascent())));
            y += row.height();
        }
        Look look = line.runs().getFirst().look();
        behind(graphics, rows, look);
        rows.forEach(laid -> laid.row().layout().draw(graphics, laid.x(), laid.y()));
        graphics.setTransform(upright);
    }

    /** The edge (or box) and the shadow, in the look in which the text begins. */
    private void behind(Graphics2D graphics, List<Laid> rows, Look look) {
        double edge = look.outline() * typesetter.scaleY();
        Path2D shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (Laid laid : rows) {
            AffineTransform there = AffineTransform.getTranslateInstance(laid.x(), laid.y());
            shape.append(look.box() ? box(laid, edge) : laid.row().layout().getOutline(there), false);
        }
        double shadow = look.shadow() * typesetter.scaleY();
        if (shadow > 0) {
            fill(graphics, shape, look.box() ? 0 : edge, look.colours().shadow(), shadow);
        }
        if (look.box()) {
            fill(graphics, shape, 0, look.colours().edge(), 0);
        } else if (edge > 0) {
            fill(graphics, shape, edge, look.colours().edge(), 0);
        }
    }

    private static Shape box(Laid laid, double edge) {
        return new Rectangle2D.Double(
                laid.x() - edge,
                laid.y() - laid.row().ascent() - edge,
                laid.row().width() + 2 * edge,
                laid.row().height() + 2 * edge);
    }

    private static void fill(Graphics2D graphics, Shape shape, double edge, int argb, double moved) {
        Graphics2D brush = (Graphics2D) graphics.create();
        brush.translate(moved, moved);
        brush.setColor(new Color(argb, true));
        brush.fill(shape);
        if (edge > 0) {
            brush.setStroke(new BasicStroke((float) (2 * edge), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            brush.draw(shape);
        }
        brush.dispose();
    }
}
