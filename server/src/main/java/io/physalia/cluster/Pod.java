package io.physalia.cluster;

import java.net.URI;

/**
 * One running process as others see it.
 *
 * @param incarnation random per start, tells two processes of one name apart
 * @param address where other pods reach it, e.g. {@code http://10.1.2.3:8096}
 * @param encoderSlots how many encoders it may run at once; at least 0
 * @param encodersBusy how many it runs now
 * @param version the program's version
 */
public record Pod(
        PodName name,
        String incarnation,
        URI address,
        State state,
        int encoderSlots,
        int encodersBusy,
        String version) {

    /** Whether the pod takes new work. */
    public enum State {
        READY,
        DRAINING
    }

    public int freeSlots() {
        return Math.max(0, encoderSlots - encodersBusy);
    }
}
