package io.physalia.subtitle.draw;

/**
 * How a piece of text looks. Lengths are in the script's units, colours are ARGB with 255 for opaque.
 *
 * @param outline width of the edge around the letters, at least 0
 * @param shadow how far the shadow lies to the lower right, at least 0
 * @param box whether a box in the edge's colour lies behind the text instead of an edge
 */
record Look(Face face, Colours colours, double outline, double shadow, boolean box) {
    static final int WHITE = 0xFFFFFFFF;
    static final int BLACK = 0xFF000000;

    /**
     * The letters.
     *
     * @param family as the script names it
     * @param size height of a line, more than 0
     * @param scaleX 1: as the font has it
     * @param scaleY 1: as the font has it
     * @param spacing added behind each letter
     */
    record Face(
            String family,
            double size,
            boolean bold,
            boolean italic,
            boolean underlined,
            boolean struck,
            double scaleX,
            double scaleY,
            double spacing) {
        static Face plain(double size) {
            return new Face("", size, false, false, false, false, 1, 1, 0);
        }

        Face withFamily(String wanted) {
            return new Face(wanted, size, bold, italic, underlined, struck, scaleX, scaleY, spacing);
        }

        Face withSize(double wanted) {
            return new Face(family, wanted, bold, italic, underlined, struck, scaleX, scaleY, spacing);
        }

        Face withBold(boolean wanted) {
            return new Face(family, size, wanted, italic, underlined, struck, scaleX, scaleY, spacing);
        }

        Face withItalic(boolean wanted) {
            return new Face(family, size, bold, wanted, underlined, struck, scaleX, scaleY, spacing);
        }

        Face withUnderlined(boolean wanted) {
            return new Face(family, size, bold, italic, wanted, struck, scaleX, scaleY, spacing);
        }

        Face withStruck(boolean wanted) {
            return new Face(family, size, bold, italic, underlined, wanted, scaleX, scaleY, spacing);
        }

        Face withScale(double x, double y) {
            return new Face(family, size, bold, italic, underlined, struck, x, y, spacing);
        }

        Face withSpacing(double wanted) {
            return new Face(family, size, bold, italic, underlined, struck, scaleX, scaleY, wanted);
        }
    }

    /** Of the letters, their edge (or box) and their shadow. */
    record Colours(int fill, int edge, int shadow) {
        Colours withFill(int argb) {
            return new Colours(argb, edge, shadow);
        }

        Colours withEdge(int argb) {
            return new Colours(fill, argb, shadow);
        }

        Colours withShadow(int argb) {
            return new Colours(fill, edge, argb);
        }
    }

    Look with(Face other) {
        return new Look(other, colours, outline, shadow, box);
    }

    Look with(Colours other) {
        return new Look(face, other, outline, shadow, box);
    }

    Look withOutline(double width) {
        return new Look(face, colours, width, shadow, box);
    }

    Look withShadow(double distance) {
        return new Look(face, colours, outline, distance, box);
    }
}
