package io.physalia.cluster;

/**
 * A lease's fencing token: strictly increasing per lease name, for ever. At least 1; in practice the coordinator's time in
 * milliseconds when the lease was granted, or one more than the epoch before.
 */
public record Epoch(long value) implements Comparable<Epoch> {
    public Epoch {
        if (value < 1) {
            throw new IllegalArgumentException("epoch: " + value + " (expected: >= 1)");
        }
    }

    public boolean isAfter(Epoch other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
