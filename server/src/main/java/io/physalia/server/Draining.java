package io.physalia.server;

import io.physalia.cluster.Bus;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes a pod give its work away before it stops: it is not ready any more, then each module's step runs, once. Asked for from any pod, by
 * name, or by this process's own end. Thread-safe.
 */
public final class Draining {
    private static final System.Logger LOG = System.getLogger(Draining.class.getName());
    private static final Bus.Topic TOPIC = new Bus.Topic("pod.drain");

    private final ThisPod self;
    private final Bus bus;
    private final Runnable announce;
    private final List<Runnable> steps = new CopyOnWriteArrayList<>();
    private final AtomicBoolean done = new AtomicBoolean();

    /** @param announce tells the colony of this pod's new state */
    public Draining(ThisPod self, Bus bus, Runnable announce) {
        this.self = self;
        this.bus = bus;
        this.announce = announce;
        var _ = bus.subscribe(TOPIC, name -> {
            if (name.equals(self.name().value())) {
                drain();
            }
        });
    }

    /** Adds what a module does when the pod drains. */
    public void onDrain(Runnable step) {
        steps.add(step);
    }

    /** Asks a pod, by name, to drain. */
    public void request(String podName) {
        bus.publish(TOPIC, podName);
    }

    /** Drains this pod; the second time does nothing. */
    public void drain() {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        LOG.log(Level.INFO, "draining: not ready from now on");
        self.beginDraining();
        announce.run();
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a step of the drain failed", e);
            }
        }
    }
}
