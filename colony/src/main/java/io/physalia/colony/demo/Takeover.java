package io.physalia.colony.demo;

/**
 * What happened after the pod that owned a transcode session was hit.
 *
 * @param victim the pod
 * @param state of the session just before
 * @param encoding whether an encoder was at work just before; if not, no new segment was due
 * @param epochAfter 0: nobody took over in time
 * @param successor the new owner; empty: nobody
 * @param claimMillis from the blow to the new owner's claim; -1: nobody claimed
 * @param segmentMillis from the blow to the next new segment in a store; -1: none came, or none was waited for
 * @param segment its index; -1: none
 */
record Takeover(
        String victim,
        String state,
        boolean encoding,
        long epochBefore,
        long epochAfter,
        String successor,
        long claimMillis,
        long segmentMillis,
        int segment) {

    /** Whether the session has a new owner and, if it was encoding, a new segment. */
    boolean happened() {
        return encoding ? segmentMillis >= 0 : claimMillis >= 0;
    }

    /** How long it took until the colony was as far as before the blow; only if it {@link #happened}. */
    long millis() {
        return encoding ? segmentMillis : claimMillis;
    }
}
