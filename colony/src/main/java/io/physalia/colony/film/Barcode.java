package io.physalia.colony.film;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.OptionalInt;

/**
 * The number of a frame as a strip of black and white cells along the lower edge of the picture: one white and one black cell to
 * find the levels, {@value #BITS} bits of the number, and a checksum of four bits. Cells are large enough to survive a lossy
 * encode at 320 x 180, and all positions are fractions of the picture, so that scaling does not matter.
 */
public final class Barcode {
    /** The largest number that fits: more than 12 hours of frames at 24 a second. */
    public static final int MAX = (1 << 20) - 1;

    private static final int BITS = 20;
    private static final int CHECK_BITS = 4;
    private static final int CELLS = 2 + BITS + CHECK_BITS;
    private static final int MIN_CONTRAST = 80;

    private Barcode() {}

    /** How many rows of a picture of this height the strip takes, at its lower edge. */
    public static int stripHeight(int height) {
        return Math.max(8, height / 14 & ~1);
    }

    /** Paints the number over the lower edge of a picture. */
    static void paint(Graphics2D graphics, int width, int height, int number) {
        if (number < 0 || number > MAX) {
            throw new IllegalArgumentException("frame number: " + number + " (expected: 0 to " + MAX + ")");
        }
        int strip = stripHeight(height);
        long cells = cells(number);
        for (int cell = 0; cell < CELLS; cell++) {
            int left = cell * width / CELLS;
            int right = (cell + 1) * width / CELLS;
            graphics.setColor((cells >> (CELLS - 1 - cell) & 1) == 1 ? Color.WHITE : Color.BLACK);
            graphics.fillRect(left, height - strip, right - left, strip);
        }
    }

    /**
     * Reads the number back.
     *
     * @param gray the strip alone, 8 bits a pixel, row by row
     * @return empty if there is no strip, or its checksum is wrong
     */
    static OptionalInt read(byte[] gray, int width, int stripHeight) {
        double[] levels = new double[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            levels[cell] = level(gray, width, stripHeight, cell);
        }
        if (levels[0] - levels[1] < MIN_CONTRAST) {
            return OptionalInt.empty();
        }
        double threshold = (levels[0] + levels[1]) / 2;
        long cells = 0;
        for (double level : levels) {
            cells = cells << 1 | (level > threshold ? 1 : 0);
        }
        int number = (int) (cells >> CHECK_BITS & MAX);
        return cells == cells(number) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The mean of the middle half of a cell, in both directions. */
    private static double level(byte[] gray, int width, int stripHeight, int cell) {
        int left = (4 * cell + 1) * width / (4 * CELLS);
        int right = Math.max(left + 1, (4 * cell + 3) * width / (4 * CELLS));
        int top = stripHeight / 4;
        int bottom = Math.max(top + 1, stripHeight * 3 / 4);
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += gray[y * width + x] & 0xff;
            }
        }
        return (double) sum / ((long) (bottom - top) * (right - left));
    }

    private static long cells(int number) {
        int check = 0b0101;
        for (int rest = number; rest != 0; rest >>>= CHECK_BITS) {
            check = (check * 7 + (rest & 0xf) * 3 + 1) & 0xf;
        }
        return 1L << (CELLS - 1) | (long) number << CHECK_BITS | check;
    }
}
