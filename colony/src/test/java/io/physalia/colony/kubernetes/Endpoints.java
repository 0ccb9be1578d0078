package io.physalia.colony.kubernetes;

import io.physalia.colony.pod.PodProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Kubernetes makes of its pods' probes: each node asks its pods, and the proxies are told of a change late. A pod that is deleted
 * is taken out whatever its probes say. What a node that is cut off would say is not heard. Thread-safe.
 */
public final class Endpoints implements AutoCloseable {
    private final Balancer balancer;
    private final Duration propagation;
    private final Probes probes;
    /** A probe that ends after the test has nobody to tell. */
    private final ScheduledExecutorService later = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("propagation").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final AtomicInteger worstLiveness = new AtomicInteger();

    /**
     * The chart's probes.
     *
     * @param failures of readiness after which a pod gets no more requests
     */
    public record Probes(Duration readinessPeriod, Duration timeout, int failures) {}

    /** @param propagation from a change of readiness to when proxies act on it */
    public Endpoints(Balancer balancer, Probes probes, Duration propagation) {
        this.balancer = balancer;
        this.probes = probes;
        this.propagation = propagation;
    }

    private final class Watched implements Runnable {
        private final PodProcess pod;
        private volatile boolean deleted;
        private volatile boolean silent;
        private volatile boolean routed;
        private boolean ready;
        private int unready;
        private int dead;

        Watched(PodProcess pod) {
            this.pod = pod;
        }

        @Override
        public void run() {
            if (deleted) {
                return;
            }
            unready = answers("/health/ready") ? 0 : unready + 1;
            // A process that has ended is started again for that, and not for its probes.
            dead = !pod.isAlive() || answers("/health/live") ? 0 : dead + 1;
            worstLiveness.accumulateAndGet(dead, Math::max);
            boolean now = ready ? unready < probes.failures() && pod.isAlive() : unready == 0;
            if (now != ready && !silent && !deleted) {
                ready = now;
                route(now);
            }
        }

        private boolean answers(String path) {
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) pod.address().resolve(path).toURL().openConnection();
                connection.setConnectTimeout((int) probes.timeout().toMillis());
                connection.setReadTimeout((int) probes.timeout().toMillis());
                try {
                    return connection.getResponseCode() == 200;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException _) {
                return false;
            }
        }

        private void route(boolean on) {
            var _ = later.schedule(
                    () -> {
                        if (on && !deleted) {
                            balancer.admit(pod.name(), pod.site().advertised());
                            routed = true;
                        } else {
                            balancer.dismiss(pod.name());
                            routed = false;
                        }
                    },
                    propagation.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Begins to probe a pod. */
    public void watch(PodProcess pod) {
        Watched each = new Watched(pod);
        watched.put(pod.name(), each);
        Thread.ofVirtual().name("probe-" + pod.name()).start(() -> {
            while (!each.deleted && !later.isShutdown()) {
                each.run();
                sleep(probes.readinessPeriod());
            }
        });
    }

    /** The pod is deleted: proxies will hear of it. */
    void remove(PodProcess pod) {
        Watched each = get(pod);
        each.deleted = true;
        each.route(false);
    }

    /** Whether what the pod's node says is heard. */
    public void setHeard(PodProcess pod, boolean heard) {
        get(pod).silent = !heard;
    }

    /** Waits until proxies send requests to a pod. */
    public void awaitRouted(PodProcess pod, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!get(pod).routed) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(pod.name() + " gets no requests after " + atMost.toSeconds() + " s");
            }
            sleep(Duration.ofMillis(50));
        }
    }

    /** The most liveness probes in a row that a running pod has failed. */
    public int worstLiveness() {
        return worstLiveness.get();
    }

    private Watched get(PodProcess pod) {
        Watched each = watched.get(pod.name());
        if (each == null) {
            throw new IllegalArgumentException(
                    "pod: " + pod.name() + " (expected: one of " + Set.copyOf(watched.keySet()) + ")");
        }
        return each;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
