package io.physalia.colony.demo;

/**
 * What happened after the pod that owned a transcode session was hit.
 *
 * @param victim the pod
 * @param state of the session just before
 * @param encoding whether an encoder was at work just before
 * @param epochAfter 0: nobody took over in time
 * @param successor the new owner; empty: nobody
 * @param segmentMillis from the blow to the next new segment in a store; -1: none came in time
 * @param segment its index; -1: none
 */
record Takeover(
        String victim,
        String state,
        boolean encoding,
        long epochBefore,
        long epochAfter,
        String successor,
        long segmentMillis,
        int segment) {
    boolean happened() {
        return segmentMillis >= 0;
    }
}
