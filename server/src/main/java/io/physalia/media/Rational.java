package io.physalia.media;

/**
 * An exact fraction, as media formats state frame rates and aspect ratios; kept in lowest terms.
 *
 * @param num at least 0
 * @param den at least 1
 */
public record Rational(long num, long den) {
    public static final Rational ZERO = new Rational(0, 1);

    public Rational {
        if (num < 0 || den < 1) {
            throw new IllegalArgumentException("rational: " + num + "/" + den + " (expected: >= 0 / >= 1)");
        }
        long divisor = gcd(num, den);
        num /= divisor;
        den /= divisor;
    }

    /** Reads {@code 24000/1001}, {@code 25} or {@code 16:9}; anything else, and a zero denominator, is {@link #ZERO}. */
    public static Rational parse(String text) {
        String[] parts = text.split("[/:]", -1);
        try {
            long num = Long.parseLong(parts[0].strip());
            long den = parts.length > 1 ? Long.parseLong(parts[1].strip()) : 1;
            return num < 0 || den < 1 || parts.length > 2 ? ZERO : new Rational(num, den);
        } catch (NumberFormatException e) {
            return ZERO;
        }
    }

    public boolean isZero() {
        return num == 0;
    }

    public double toDouble() {
        return (double) num / den;
    }

    @Override
    public String toString() {
        return num + "/" + den;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? Math.max(a, 1) : gcd(b, a % b);
    }
}
