package io.physalia.subtitle.draw;

import java.util.List;
import java.util.Optional;

/**
 * Lines of text, where they stand and when.
 *
 * @param width of the picture in the script's units, more than 0
 * @param height likewise
 * @param lines by their start; of those that start together the earlier in the file is first
 */
record Script(double width, double height, List<Line> lines) {
    Script {
        lines = List.copyOf(lines);
    }

    /**
     * A text on the screen.
     *
     * @param startTicks of 90 kHz of media time; it is seen in frames from here on
     * @param endTicks at least {@code startTicks}; it is not seen in a frame at this time
     * @param layer higher ones cover lower ones
     * @param runs the text; {@code \n} breaks it
     * @param wraps whether lines that are too long for the picture are broken
     */
    record Line(long startTicks, long endTicks, int layer, Place place, List<Run> runs, boolean wraps) {
        Line {
            runs = List.copyOf(runs);
        }

        boolean isShownAt(long ticks) {
            return startTicks <= ticks && ticks < endTicks;
        }
    }

    record Run(String text, Look look) {
        /** More is nothing that anybody reads. */
        private static final int LONGEST = 2000;

        Run {
            text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        }
    }

    /**
     * Where a text stands.
     *
     * @param alignment as on a number pad: 1 is the lower left, 2 below the middle, 9 the upper right
     * @param at the point that the alignment speaks of; empty: the picture's edges, less the margins
     * @param degrees turned anticlockwise
     */
    record Place(
            int alignment,
            double marginLeft,
            double marginRight,
            double marginVertical,
            Optional<Point> at,
            double degrees) {
        Place withAlignment(int other) {
            return new Place(other, marginLeft, marginRight, marginVertical, at, degrees);
        }

        Place withPoint(Point point) {
            return new Place(alignment, marginLeft, marginRight, marginVertical, Optional.of(point), degrees);
        }

        Place withDegrees(double turned) {
            return new Place(alignment, marginLeft, marginRight, marginVertical, at, turned);
        }

        /** 0: left, 1: middle, 2: right. */
        int column() {
            return (alignment - 1) % 3;
        }

        /** 0: at the lower edge, 1: in the middle, 2: at the upper edge. */
        int row() {
            return (alignment - 1) / 3;
        }
    }

    record Point(double x, double y) {}
}
