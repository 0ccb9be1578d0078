package io.physalia.colony.film;

import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;

/** Digits of seven bars, so that no font is needed. Knows the digits, {@code :} and {@code .}. */
final class SevenSegment {
    /** Bars a to g as bits 6 to 0: top, upper right, lower right, bottom, lower left, upper left, middle. */
    private static final int[] DIGITS = {
        0b1111110, 0b0110000, 0b1101101, 0b1111001, 0b0110011, 0b1011011, 0b1011111, 0b1110000, 0b1111111, 0b1111011
    };

    private SevenSegment() {}

    /** Draws a text in the current colour with its upper left corner at x, y, and returns where it ends. */
    static double draw(Graphics2D graphics, String text, double x, double y, double height) {
        double width = height * 0.56;
        double bar = height * 0.12;
        double at = x;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '.') {
                if (c == ':') {
                    bar(graphics, at, y + height * 0.28, bar, bar);
                }
                bar(graphics, at, y + (c == ':' ? height * 0.62 : height - bar), bar, bar);
                at += bar * 2.4;
            } else {
                digit(graphics, DIGITS[Character.digit(c, 10)], at, y, width, height, bar);
                at += width + bar * 1.6;
            }
        }
        return at;
    }

    private static void digit(
            Graphics2D graphics, int bars, double x, double y, double width, double height, double bar) {
        double half = height / 2;
        double gap = bar * 0.2;
        for (int i = 0; i < 7; i++) {
            if ((bars >> (6 - i) & 1) == 0) {
                continue;
            }
            switch (i) {
                case 0 -> bar(graphics, x + bar, y, width - 2 * bar, bar);
                case 1 -> bar(graphics, x + width - bar, y + bar / 2 + gap, bar, half - bar / 2 - 2 * gap);
                case 2 -> bar(graphics, x + width - bar, y + half + gap, bar, half - bar / 2 - 2 * gap);
                case 3 -> bar(graphics, x + bar, y + height - bar, width - 2 * bar, bar);
                case 4 -> bar(graphics, x, y + half + gap, bar, half - bar / 2 - 2 * gap);
                case 5 -> bar(graphics, x, y + bar / 2 + gap, bar, half - bar / 2 - 2 * gap);
                default -> bar(graphics, x + bar, y + half - bar / 2, width - 2 * bar, bar);
            }
        }
    }

    private static void bar(Graphics2D graphics, double x, double y, double width, double height) {
        double round = Math.min(width, height) * 0.6;
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, round, round));
    }
}
