package io.physalia.media;

/**
 * How a picture of high dynamic range is shown on a screen of standard range: a pure function from one colour to another. It knows
 * nothing of other frames, so two runs that meet at a seam show the same brightness there.
 *
 * <p>Sources: SMPTE ST 2084 (PQ), ITU-R BT.2100 (HLG), BT.2390 section 5.4.1 (the roll-off of highlights), BT.2087 (BT.2020 to BT.709),
 * BT.1886 (the screen's gamma), BT.2408 (203 cd/m² is white).
 */
final class ToneCurve {
    /** What films are mastered on; brighter than that is shown as bright as that. In cd/m². */
    private static final double SOURCE_PEAK = 1000;

    private static final double WHITE = 203;
    private static final double SCREEN_GAMMA = 2.4;

    private static final double M1 = 2610.0 / 16384;
    private static final double M2 = 2523.0 / 4096 * 128;
    private static final double C1 = 3424.0 / 4096;
    private static final double C2 = 2413.0 / 4096 * 32;
    private static final double C3 = 2392.0 / 4096 * 32;

    private static final double HLG_A = 0.17883277;
    private static final double HLG_B = 1 - 4 * HLG_A;
    private static final double HLG_C = 0.5 - HLG_A * Math.log(4 * HLG_A);
    private static final double HLG_GAMMA = 1.2;

    /** BT.2020's shares of red, green and blue in luminance. */
    private static final double[] LUMA = {0.2627, 0.6780, 0.0593};

    private static final double[][] TO_BT709 = {
        {1.6605, -0.5876, -0.0728},
        {-0.1246, 1.1329, -0.0083},
        {-0.0182, -0.1006, 1.1187}
    };

    private ToneCurve() {}

    /**
     * One colour.
     *
     * @param signal red, green and blue as the source has them, each 0 to 1, full range
     * @return red, green and blue for a BT.709 screen, each 0 to 1, full range
     */
    static double[] apply(HighRange range, double[] signal) {
        double[] light = switch (range) {
            case PQ -> each(signal, ToneCurve::pqToLight);
            case HLG -> hlgToLight(signal);
        };
        double brightest = Math.max(light[0], Math.max(light[1], light[2]));
        double factor = brightest <= 0 ? 0 : rollOff(brightest) / brightest / WHITE;
        double[] screen = intoGamut(times(TO_BT709, each(light, part -> part * factor)));
        return each(screen, part -> Math.pow(Math.clamp(part, 0, 1), 1 / SCREEN_GAMMA));
    }

    /** Light in cd/m² of a PQ signal. */
    static double pqToLight(double signal) {
        double power = Math.pow(Math.clamp(signal, 0, 1), 1 / M2);
        return 10_000 * Math.pow(Math.max(power - C1, 0) / (C2 - C3 * power), 1 / M1);
    }

    static double lightToPq(double light) {
        double power = Math.pow(Math.clamp(light / 10_000, 0, 1), M1);
        return Math.pow((C1 + C2 * power) / (1 + C3 * power), M2);
    }

    private static double[] hlgToLight(double[] signal) {
        double[] scene =
                each(signal, part -> part <= 0.5 ? part * part / 3 : (Math.exp((part - HLG_C) / HLG_A) + HLG_B) / 12);
        double luminance = LUMA[0] * scene[0] + LUMA[1] * scene[1] + LUMA[2] * scene[2];
        double gain = luminance <= 0 ? 0 : SOURCE_PEAK * Math.pow(luminance, HLG_GAMMA - 1);
        return each(scene, part -> part * gain);
    }

    /** Leaves the dark half as it is and bends the rest, so that the source's peak becomes the screen's white. */
    private static double rollOff(double light) {
        double top = lightToPq(SOURCE_PEAK);
        double most = lightToPq(WHITE) / top;
        double knee = 1.5 * most - 0.5;
        double in = Math.min(lightToPq(light) / top, 1);
        if (in <= knee) {
            return light;
        }
        double t = (in - knee) / (1 - knee);
        double out = (2 * t * t * t - 3 * t * t + 1) * knee
                + (t * t * t - 2 * t * t + t) * (1 - knee)
                + (3 * t * t - 2 * t * t * t) * most;
        return pqToLight(out * top);
    }

    /** A colour that BT.709 does not have loses saturation until it does; its brightness stays. */
    private static double[] intoGamut(double[] colour) {
        double grey = Math.clamp(0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2], 0, 1);
        double share = 1;
        for (double part : colour) {
            if (part < 0) {
                share = Math.min(share, grey / (grey - part));
            } else if (part > 1) {
                share = Math.min(share, (1 - grey) / (part - grey));
            }
        }
        double kept = share;
        return each(colour, part -> grey + (part - grey) * kept);
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                product[row] += matrix[row][column] * vector[column];
            }
        }
        return product;
    }

    private static double[] each(double[] parts, java.util.function.DoubleUnaryOperator function) {
        return java.util.Arrays.stream(parts).map(function).toArray();
    }
}
