package io.physalia.metadata.image;

/**
 * The few characters from which a client paints a blurred picture until the real one is there: https://blurha.sh, a discrete cosine
 * transform of which only the lowest frequencies are kept.
 */
final class Blurhash {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    private Blurhash() {}

    /** @param rgb three bytes a pixel, row by row */
    static String of(byte[] rgb, int width, int height) {
        int across = components((double) width / height);
        int down = components((double) height / width);
        double[][] linear = linear(rgb, width * height);
        double[][] factors = new double[across * down][];
        double largest = 0;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                double[] factor = factor(linear, width, height, x, y);
                factors[y * across + x] = factor;
                if (x + y > 0) {
                    for (double value : factor) {
                        largest = Math.max(largest, Math.abs(value));
                    }
                }
            }
        }
        int scale = Math.clamp((long) (largest * 166 - 0.5), 0, 82);
        StringBuilder hash = new StringBuilder();
        append(hash, across - 1 + (down - 1) * 9, 1);
        append(hash, scale, 1);
        append(hash, (srgb(factors[0][0]) << 16) + (srgb(factors[0][1]) << 8) + srgb(factors[0][2]), 4);
        double unit = (scale + 1) / 166.0;
        for (int i = 1; i < factors.length; i++) {
            int value = 0;
            for (double part : factors[i]) {
                double root = Math.copySign(Math.sqrt(Math.abs(part / unit)), part);
                value = value * 19 + Math.clamp((long) Math.floor(root * 9 + 9.5), 0, 18);
            }
            append(hash, value, 2);
        }
        return hash.toString();
    }

    /** About sixteen components in all, shared out by the picture's shape. */
    private static int components(double ratio) {
        return Math.clamp((long) (4 * Math.sqrt(ratio)) + 1, 1, 9);
    }

    private static double[] factor(double[][] linear, int width, int height, int x, int y) {
        double[] sum = new double[3];
        double[] wave = new double[width];
        for (int i = 0; i < width; i++) {
            wave[i] = Math.cos(Math.PI * x * i / width);
        }
        for (int j = 0; j < height; j++) {
            double row = Math.cos(Math.PI * y * j / height);
            for (int i = 0; i < width; i++) {
                double basis = row * wave[i];
                int at = j * width + i;
                for (int c = 0; c < 3; c++) {
                    sum[c] += basis * linear[c][at];
                }
            }
        }
        double normal = (x + y == 0 ? 1.0 : 2.0) / (width * height);
        return new double[] {sum[0] * normal, sum[1] * normal, sum[2] * normal};
    }

    private static double[][] linear(byte[] rgb, int pixels) {
        double[][] linear = new double[3][pixels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < 3; c++) {
                double value = (rgb[i * 3 + c] & 0xff) / 255.0;
                linear[c][i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
            }
        }
        return linear;
    }

    private static int srgb(double linear) {
        double value = Math.clamp(linear, 0.0, 1.0);
        double encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return (int) (encoded * 255 + 0.5);
    }

    private static void append(StringBuilder hash, int value, int digits) {
        int divisor = 1;
        for (int i = 1; i < digits; i++) {
            divisor *= 83;
        }
        for (int i = 0; i < digits; i++) {
            hash.append(DIGITS.charAt(value / divisor % 83));
            divisor /= 83;
        }
    }
}
