package io.physalia.cluster;

/**
 * A lease's fencing token: strictly increasing per lease name, for ever. At least 1; in practice the coordinator's time in
 * milliseconds when the lease was granted, or one more than the epoch before.
 *
 * @param value 1 to 2^53 - 1, what a double holds exactly: the coordinator's scripts count in doubles
 */
public record Epoch(long value) implements Comparable<Epoch> {
    private static final long MAX = (1L << 53) - 1;

    public Epoch {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("epoch: " + value + " (expected: 1 to " + MAX + ")");
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
