package io.physalia.colony.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.colony.network.Namespaces;
import io.physalia.colony.network.Node;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Children;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A colony's pods as the chart's Deployment has them, behind a balancer: the same probes, delays and grace period. */
public final class Deployment implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final ChartValues CHART = new ChartValues();
    private static final Duration PRE_STOP = CHART.seconds("drain.preStopSeconds");
    private static final Duration GRACE = CHART.seconds("drain.gracePeriodSeconds");

    /** Between the change of a pod's readiness and when proxies act on it: less than the chart's {@code preStop}, as there. */
    private static final Duration PROPAGATION = Duration.ofSeconds(2);

    private final Colony colony;
    private final Children children = new Children();
    private final Balancer balancer;
    private final Endpoints endpoints;

    public Deployment(Colony colony, Namespaces network, Path directory) {
        this.colony = colony;
        this.balancer = new Balancer(network, directory, children);
        this.endpoints = new Endpoints(
                balancer,
                new Endpoints.Probes(
                        CHART.seconds("probes.readiness.periodSeconds"),
                        CHART.seconds("probes.readiness.timeoutSeconds"),
                        CHART.number("probes.readiness.failureThreshold")),
                PROPAGATION);
        colony.pods().forEach(endpoints::watch);
        colony.pods().forEach(pod -> endpoints.awaitRouted(pod, START));
    }

    /** The environment that the chart gives to pods. */
    public static Map<String, String> settings() {
        return Map.of("PHYSALIA_DRAIN_DELAY", CHART.number("drain.delaySeconds") + "s");
    }

    /** How many failed liveness probes in a row have a pod restarted. */
    public static int livenessThreshold() {
        return CHART.number("probes.liveness.failureThreshold");
    }

    /** Where clients go. */
    public URI address() {
        return balancer.address();
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    /** The pods that are not deleted. */
    public List<PodProcess> pods() {
        return colony.pods().stream().filter(PodProcess::isAlive).toList();
    }

    /** A rolling update's step: a new pod takes requests before the old one is deleted. */
    public PodProcess replace(PodProcess old) {
        PodProcess successor = add();
        delete(old);
        return successor;
    }

    /** One more pod, on a node of its own; it takes requests when this returns. */
    public PodProcess add() {
        PodProcess pod = colony.addPod();
        endpoints.watch(pod);
        endpoints.awaitRouted(pod, START);
        return pod;
    }

    /** Deletes a pod, and returns when it has ended; it must not need to be killed. */
    public void delete(PodProcess pod) {
        endpoints.remove(pod);
        sleep(PRE_STOP);
        pod.terminate();
        boolean ended = pod.awaitEnd(GRACE.minus(PRE_STOP));
        pod.kill();
        assertThat(ended).as(pod.name() + " ends within its grace period").isTrue();
    }

    /**
     * A node's provider takes it back: its pod is deleted at once, and so long after the notice the machine is gone, without a word. What the pod has not done by then it
     * never does.
     */
    public void reclaim(PodProcess pod, Node node, Duration notice) {
        long gone = System.nanoTime() + notice.toNanos();
        endpoints.remove(pod);
        sleep(PRE_STOP);
        pod.terminate();
        boolean ended = pod.awaitEnd(Duration.ofNanos(Math.max(1, gone - System.nanoTime())));
        node.unplug();
        pod.kill();
        assertThat(ended)
                .as(pod.name() + " ends within the notice of " + notice.toSeconds() + " s")
                .isTrue();
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
        endpoints.close();
        children.close();
    }
}
