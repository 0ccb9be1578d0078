package io.physalia.colony.bench;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Coordinators;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseTiming;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Note;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.Pods;
import io.physalia.cluster.RenewalOutcome;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pod reduced to its lease keeper: holds many leases against a real Redis. A program of its own, as the colony does not have
 * the Redis client on its class path. Says {@code held} when it holds them all, and after a line on its standard input how many
 * renewals there were and how long each took.
 */
public final class LeaseLoad {
    private static final int ACQUIRE_AT_ONCE = 16;

    private LeaseLoad() {}

    /** @param arguments the URL of Redis and the number of leases */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int count = Integer.parseInt(arguments[1]);
        LeaseTiming timing = LeaseTiming.DEFAULT;
        TimedCoordinator coordinator = new TimedCoordinator(Coordinators.open(Optional.of(arguments[0]), timing));
        Pod pod = new Pod(new PodName("load"), "1", URI.create("http://127.0.0.1:1"), Pod.State.READY, 1, 0, "bench");
        AtomicInteger lost = new AtomicInteger();
        try (LeaseKeeper keeper = new LeaseKeeper(coordinator, () -> pod, timing, System::nanoTime)) {
            keeper.start();
            var _ = keeper.sweep("transcode", _ -> {});
            acquire(keeper, count, lost);
            System.out.println("held " + keeper.heldLeases());
            var _ = System.in.read();
            coordinator.renewals.clear();
            lost.set(0);
            var _ = System.in.read();
            List<Long> micros = List.copyOf(coordinator.renewals);
            System.out.println("lost " + lost.get());
            micros.forEach(System.out::println);
            System.out.println("end");
            System.out.flush();
            System.exit(0);
        }
    }

    private static void acquire(LeaseKeeper keeper, int count, AtomicInteger lost) {
        Semaphore inFlight = new Semaphore(ACQUIRE_AT_ONCE);
        Note note = new Note("{\"last\":123,\"requested\":120,\"state\":\"Encoding\"}", Duration.ofSeconds(1));
        LeaseListener listener = new LeaseListener() {
            @Override
            public void lost(Lease lease) {
                lost.incrementAndGet();
            }

            @Override
            public void renewedAs(Lease lease) {
                lost.incrementAndGet();
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                LeaseName name = new LeaseName("transcode", "0123456789abcdef0123456789" + i);
                threads.execute(() -> {
                    inFlight.acquireUninterruptibly();
                    try {
                        acquire(keeper, name, note, listener);
                    } finally {
                        inFlight.release();
                    }
                });
            }
        }
    }

    /** A busy machine may not answer in time; asking again is safe. */
    private static void acquire(LeaseKeeper keeper, LeaseName name, Note note, LeaseListener listener) {
        while (true) {
            try {
                keeper.tryAcquire(name, Optional.empty(), "payload of a plan", () -> note, listener);
                return;
            } catch (CoordinationUnavailableException _) {
                Thread.onSpinWait();
            }
        }
    }

    /** Times each renewal on its way to the real coordinator. */
    private static final class TimedCoordinator implements Coordinator {
        private final Coordinator real;
        private final Leases leases;
        private final List<Long> renewals = new java.util.concurrent.CopyOnWriteArrayList<>();

        TimedCoordinator(Coordinator real) {
            this.real = real;
            this.leases = (Leases) Proxy.newProxyInstance(
                    Leases.class.getClassLoader(), new Class<?>[] {Leases.class}, (_, method, arguments) -> {
                        long started = System.nanoTime();
                        try {
                            Object answer = method.invoke(real.leases(), arguments);
                            if (answer instanceof Map<?, ?> outcomes
                                    && outcomes.values().stream().allMatch(RenewalOutcome.KEPT::equals)) {
                                renewals.add((System.nanoTime() - started) / 1000);
                            }
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public Leases leases() {
            return leases;
        }

        @Override
        public Bus bus() {
            return real.bus();
        }

        @Override
        public Pods pods() {
            return real.pods();
        }

        @Override
        public Board board() {
            return real.board();
        }

        @Override
        public List<String> warnings() {
            return real.warnings();
        }

        @Override
        public boolean isReachable() {
            return real.isReachable();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
