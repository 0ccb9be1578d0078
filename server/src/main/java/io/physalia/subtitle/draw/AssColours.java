package io.physalia.subtitle.draw;

import java.util.Locale;

/** Numbers as SubStation writes them: colours with blue first and 0 for opaque, and the alignments of its older version. */
final class AssColours {
    private AssColours() {}

    /** {@code &H00BBGGRR}, in hexadecimal or (in old scripts) decimal digits, as ARGB. */
    static int read(String text, int otherwise) {
        String digits = text.strip().toUpperCase(Locale.ROOT).replaceAll("^&H|&$", "");
        boolean decimal = !text.strip().startsWith("&");
        try {
            long value = Long.parseLong(digits, decimal ? 10 : 16) & 0xFFFFFFFFL;
            long alpha = 255 - ((value >> 24) & 0xFF);
            return (int) ((alpha << 24) | ((value & 0xFF) << 16) | (value & 0xFF00) | ((value >> 16) & 0xFF));
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    /** With the override's colour, and as see-through as before. */
    static int recoloured(int argb, String override, int usual) {
        return (argb & 0xFF000000) | (read(override, usual) & 0xFFFFFF);
    }

    /** As see-through as the override says ({@code &HFF&}: not to be seen), in the same colour. */
    static int faded(int argb, String override, int usual) {
        String digits = override.strip().toUpperCase(Locale.ROOT).replaceAll("^&H|&$", "");
        try {
            int alpha = 255 - (Integer.parseInt(digits, 16) & 0xFF);
            return (alpha << 24) | (argb & 0xFFFFFF);
        } catch (NumberFormatException _) {
            return (usual & 0xFF000000) | (argb & 0xFFFFFF);
        }
    }

    /** The older numbers: 1 to 3 below, 5 to 7 above, 9 to 11 in the middle; 0 for none of them. */
    static int padAlignment(int old) {
        return switch (old) {
            case 1, 2, 3 -> old;
            case 5, 6, 7 -> old + 2;
            case 9, 10, 11 -> old - 5;
            default -> 0;
        };
    }
}
