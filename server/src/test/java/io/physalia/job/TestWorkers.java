package io.physalia.job;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The workers of a pod that is in the registry for as long as a test runs, without a heartbeat. */
public final class TestWorkers {
    private static final Duration LONG = Duration.ofHours(1);

    private TestWorkers() {}

    public static Pod pod(String name) {
        return new Pod(new PodName(name), name + "-1", URI.create("http://127.0.0.1:1"), Pod.State.READY, 0, 0, "test");
    }

    /** Workers that have begun. */
    public static Workers start(
            JobQueue queue, Coordinator coordinator, String name, int places, InstantSource clock, JobWork... works) {
        Pod pod = pod(name);
        coordinator.pods().announce(pod, LONG);
        Workers workers = new Workers(queue, List.of(works), coordinator, pod, () -> places, clock);
        workers.start();
        return workers;
    }
}
