package io.physalia.server;

import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import java.net.URI;
import java.util.UUID;
import java.util.function.IntSupplier;

/** What this pod tells the colony about itself. Thread-safe. */
public final class ThisPod {
    /** What the process ends with when it is to be started again: {@code EX_TEMPFAIL} of sysexits.h. */
    public static final int RESTART_STATUS = 75;

    private final PodName name;
    private final String incarnation = UUID.randomUUID().toString();
    private final URI address;
    private final int encoderSlots;
    private final IntSupplier encodersBusy;
    private volatile boolean draining;

    public ThisPod(PodName name, URI address, int encoderSlots, IntSupplier encodersBusy) {
        this.name = name;
        this.address = address;
        this.encoderSlots = encoderSlots;
        this.encodersBusy = encodersBusy;
    }

    /** The pod as it is now. */
    public Pod snapshot() {
        return new Pod(
                name,
                incarnation,
                address,
                draining ? Pod.State.DRAINING : Pod.State.READY,
                encoderSlots,
                encodersBusy.getAsInt(),
                Version.PROGRAM);
    }

    public PodName name() {
        return name;
    }

    public boolean isDraining() {
        return draining;
    }

    /** From now on this pod is not ready and takes no new work. */
    public void beginDraining() {
        draining = true;
    }
}
