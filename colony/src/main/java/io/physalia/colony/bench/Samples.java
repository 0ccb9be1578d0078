package io.physalia.colony.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured values of one thing. Not thread-safe. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    int count() {
        return values.size();
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    double median() {
        return quantile(0.5);
    }

    double max() {
        return quantile(1);
    }

    /** The smallest value that this part of all values does not exceed; NaN if there is none. */
    double quantile(double part) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * part) - 1));
    }

    /** Median, 99th percentile and maximum. */
    String spread(String unit) {
        return String.format(
                Locale.ROOT, "median %.0f, p99 %.0f, max %.0f %s (%d)", median(), quantile(0.99), max(), unit, count());
    }
}
