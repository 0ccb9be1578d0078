package io.physalia.colony.door;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * The pods behind a front door. A thread for each looks every {@code period} whether it is ready; what it finds takes effect after
 * {@code propagation}, as it takes time in a cluster until every proxy knows. Thread-safe.
 */
public final class Backends implements AutoCloseable {
    private final Duration period;
    private final Duration propagation;
    private final List<Backend> backends = new CopyOnWriteArrayList<>();
    private final List<Thread> lookers = new CopyOnWriteArrayList<>();
    private final IntSupplier turns;

    /** In turn, one pod after the other. */
    public Backends(Duration period, Duration propagation) {
        this(period, propagation, new AtomicInteger()::getAndIncrement);
    }

    /** Each request at a pod by chance. */
    public static Backends byChance(Duration period, Duration propagation, RandomGenerator random) {
        return new Backends(period, propagation, () -> random.nextInt(Integer.MAX_VALUE));
    }

    private Backends(Duration period, Duration propagation, IntSupplier turns) {
        this.period = period;
        this.propagation = propagation;
        this.turns = turns;
    }

    /** Adds a pod; it gets requests once it has been seen ready. */
    public void add(String name, URI address) {
        Backend backend = new Backend(name, address);
        backend.become(backend.look(lookMillis()));
        backends.add(backend);
        lookers.add(Thread.ofVirtual().name("look-" + name).start(() -> lookForEver(backend)));
    }

    private int lookMillis() {
        return (int) Math.max(100, period.toMillis() * 2);
    }

    private void lookForEver(Backend backend) {
        try {
            while (true) {
                Thread.sleep(period);
                Backend.State seen = backend.look(lookMillis());
                if (seen != backend.state()) {
                    Thread.sleep(propagation);
                    backend.become(seen);
                }
            }
        } catch (InterruptedException _) {
            // The front door closes.
        }
    }

    /** The pods to try for one request, best first: the ready ones from the next in turn on, then the rest. */
    List<Backend> inTurn() {
        List<Backend> order = new ArrayList<>(backends);
        if (order.isEmpty()) {
            return order;
        }
        List<Backend> ready = new ArrayList<>();
        List<Backend> rest = new ArrayList<>();
        for (Backend backend : order) {
            (backend.state() == Backend.State.READY ? ready : rest).add(backend);
        }
        if (!ready.isEmpty()) {
            Collections.rotate(ready, -Math.floorMod(turns.getAsInt(), ready.size()));
        }
        ready.addAll(rest);
        return ready;
    }

    /** Whether a pod gets requests now. */
    public boolean isReady(String name) {
        return backends.stream()
                .anyMatch(backend -> backend.name().equals(name) && backend.state() == Backend.State.READY);
    }

    @Override
    public void close() {
        lookers.forEach(Thread::interrupt);
    }
}
