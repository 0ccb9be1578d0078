package io.physalia.cluster;

import java.time.Duration;

/**
 * What a holder writes beside its lease with each heartbeat, so that a successor knows where to go on.
 *
 * @param text the holder's progress in its own words, at most 4 KiB; empty: nothing yet
 * @param idle how long ago a client last cared for the thing leased, measured on the holder's monotonic clock; at least zero
 */
public record Note(String text, Duration idle) {
    public static final Note EMPTY = new Note("", Duration.ZERO);

    public Note {
        if (idle.isNegative()) {
            throw new IllegalArgumentException("idle: " + idle + " (expected: >= 0)");
        }
    }
}
