package io.physalia.subtitle.draw;

import io.physalia.subtitle.draw.Script.Line;
import io.physalia.subtitle.draw.Script.Place;
import io.physalia.subtitle.draw.Script.Point;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Where each text of a script stands. A text keeps its place for as long as it is shown: what comes while another one is there goes beside it, and stays there
 * when the other one goes. So a place depends on the texts that were there before, wherever a run begins. Not thread-safe.
 */
final class Stage {
    private final Script script;
    private final Typesetter typesetter;
    private final double width;
    private final double height;
    private final Map<Integer, Rectangle2D> places = new HashMap<>();

    Stage(Script script, Typesetter typesetter, int width, int height) {
        this.script = script;
        this.typesetter = typesetter;
        this.width = width;
        this.height = height;
    }

    /** The rectangle of a text, in pixels. */
    Rectangle2D place(int index) {
        Rectangle2D known = places.get(index);
        if (known != null) {
            return known;
        }
        Line line = script.lines().get(index);
        if (line.place().at().isPresent()) {
            return places.computeIfAbsent(index, _ -> wanted(line));
        }
        // From the first of those that are in its way, or in the way of those.
        int first = index;
        for (int i = index - 1; i >= 0; i--) {
            Line earlier = script.lines().get(i);
            boolean reaches = earlier.endTicks() > script.lines().get(first).startTicks();
            if (reaches && earlier.place().at().isEmpty()) {
                first = i;
            }
        }
        for (int i = first; i <= index; i++) {
            if (!places.containsKey(i) && script.lines().get(i).place().at().isEmpty()) {
                places.put(i, free(i, first));
            }
        }
        return Objects.requireNonNull(places.get(index));
    }

    private Rectangle2D free(int index, int first) {
        Line line = script.lines().get(index);
        Rectangle2D place = wanted(line);
        List<Integer> there = IntStream.range(first, index)
                .filter(i -> isInTheWay(script.lines().get(i), line))
                .boxed()
                .toList();
        boolean upwards = line.place().row() == 0;
        for (boolean moved = true; moved; ) {
            moved = false;
            for (int i : there) {
                Rectangle2D other = places.get(i);
                if (other != null && other.intersects(place)) {
                    double y = upwards ? other.getMinY() - place.getHeight() : other.getMaxY();
                    place = new Rectangle2D.Double(place.getX(), y, place.getWidth(), place.getHeight());
                    moved = true;
                }
            }
        }
        return place;
    }

    private static boolean isInTheWay(Line other, Line line) {
        return other.layer() == line.layer()
                && other.place().at().isEmpty()
                && other.isShownAt(line.startTicks())
                && (other.place().row() == 0) == (line.place().row() == 0);
    }

    private Rectangle2D wanted(Line line) {
        Typesetter.Block block = typesetter.set(line);
        Place place = line.place();
        double left = place.marginLeft() * typesetter.scaleX();
        double right = width - place.marginRight() * typesetter.scaleX();
        double margin = place.marginVertical() * typesetter.scaleY();
        Point at = place.at()
                .map(point -> new Point(point.x() * typesetter.scaleX(), point.y() * typesetter.scaleY()))
                .orElseGet(() -> new Point(
                        switch (place.column()) {
                            case 0 -> left;
                            case 1 -> (left + right) / 2;
                            default -> right;
                        },
                        switch (place.row()) {
                            case 0 -> height - margin;
                            case 1 -> height / 2;
                            default -> margin;
                        }));
        double x = at.x() - block.width() * place.column() / 2;
        double y = at.y() - block.height() * (2 - place.row()) / 2;
        return new Rectangle2D.Double(x, y, block.width(), block.height());
    }
}
