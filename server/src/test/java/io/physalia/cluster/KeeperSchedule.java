package io.physalia.cluster;

import io.physalia.cluster.FlakyCoordinator.Line;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Some pods with real {@link LeaseKeeper}s, each on a clock of its own, whose heartbeats, pauses (also in the middle of a call), cut lines and lost
 * replies a seed decides. After each step: a pod that may publish, and is not cut off, is the holder in the eyes of the coordinator.
 */
final class KeeperSchedule {
    private static final LeaseTiming TIMING = LeaseTiming.DEFAULT;
    private static final List<LeaseName> NAMES =
            List.of(new LeaseName("transcode", "x"), new LeaseName("transcode", "y"), new LeaseName("leader", "tasks"));

    private static final List<Line> LINES = List.of(Line.values());

    private final Random random;
    private final ColonyWorld world;
    private final LeaseHistory history;
    private final List<SimulatedPod> pods = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Map<LeaseName, Epoch> floors = new HashMap<>();
    private final boolean clockStepsBack;
    private final boolean pausesShow;
    private final AtomicBoolean stalled = new AtomicBoolean();
    private volatile long millis;

    /** A pod, and what a bystander knows of its line: whether its last heartbeat was answered. */
    private final class SimulatedPod {
        final FlakyCoordinator line;
        final LeaseKeeper keeper;
        final long offset = random.nextLong();
        final List<HeldLease> leases = new ArrayList<>();
        long pausedUntil;
        long pausedFor;
        long lastBeat;
        boolean excused;

        SimulatedPod(String name) {
            Pod pod = new Pod(new PodName(name), "1", URI.create("http://127.0.0.1"), Pod.State.READY, 1, 0, "");
            line = new FlakyCoordinator(new HistoryCoordinator());
            keeper = new LeaseKeeper(line, () -> pod, TIMING, this::nanoTime);
            line.onTheWay = () -> maybePauseMidCall(this);
        }

        long nanoTime() {
            return offset + (pausesShow ? millis : millis - pausedFor) * 1_000_000;
        }

        boolean isPaused() {
            return millis < pausedUntil;
        }

        void beat() {
            int before = line.failures.get();
            lastBeat = millis;
            keeper.beat();
            excused = line.failures.get() > before;
            for (HeldLease lease : leases) {
                learned(lease.lease());
            }
        }
    }

    /** The world's coordinator with a history of its leases. */
    private final class HistoryCoordinator implements Coordinator {
        @Override
        public Leases leases() {
            return history;
        }

        @Override
        public Bus bus() {
            return world.coordinator().bus();
        }

        @Override
        public Pods pods() {
            return world.coordinator().pods();
        }

        @Override
        public Board board() {
            return world.coordinator().board();
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public boolean isReachable() {
            return true;
        }

        @Override
        public void close() {}
    }

    private KeeperSchedule(long seed, ColonyWorld world, boolean pausesShow) {
        this.random = new Random(seed);
        this.world = world;
        this.pausesShow = pausesShow;
        // Never both in one schedule: data loss and a clock set back at once is the one case that only a floor can
        // heal.
        this.clockStepsBack = random.nextBoolean();
        this.history = new LeaseHistory(() -> world.coordinator().leases(), world::now);
        for (String name : new String[] {"a", "b", "c"}) {
            pods.add(new SimulatedPod(name));
        }
    }

    /**
     * Runs a schedule and returns what was wrong, by the history and by what the pods believed.
     *
     * @param pausesShow false: the pods' monotonic clocks stand still while a pod is paused, as they must not
     */
    static List<String> violations(long seed, ColonyWorld world, int steps, boolean pausesShow) {
        KeeperSchedule schedule = new KeeperSchedule(seed, world, pausesShow);
        for (int i = 0; i < steps && schedule.violations.isEmpty(); i++) {
            schedule.step();
            schedule.checkBeliefs("step " + i, null);
        }
        schedule.heal();
        schedule.violations.addAll(HistoryChecker.violations(schedule.history.events()));
        return schedule.violations;
    }

    private void step() {
        SimulatedPod pod = pods.get(random.nextInt(pods.size()));
        int dice = random.nextInt(100);
        if (dice < 50) {
            advance(random.nextInt(1, 500));
            beatWhoIsDue();
        } else if (dice < 54) {
            pod.pausedUntil = millis + random.nextInt(10_000);
        } else if (dice < 60) {
            pod.line.line = LINES.get(random.nextInt(LINES.size()));
        } else if (dice < 66) {
            pods.forEach(each -> each.line.line = Line.UP);
        } else if (dice < 67) {
            pods.forEach(each -> each.line.line = Line.DOWN);
        } else if (dice < 68) {
            loseOrStepBack();
        } else if (!pod.isPaused()) {
            act(pod, NAMES.get(random.nextInt(NAMES.size())));
        }
    }

    private void act(SimulatedPod pod, LeaseName name) {
        Optional<HeldLease> held = pod.leases.stream()
                .filter(lease -> lease.lease().name().equals(name) && lease.mayPublish())
                .findFirst();
        if (held.isEmpty()) {
            claim(pod, name);
        } else if (random.nextInt(8) == 0) {
            held.get().release();
        } else if (random.nextInt(8) == 0) {
            held.get().handOver();
        }
    }

    private void claim(SimulatedPod pod, LeaseName name) {
        Optional<Epoch> floor = Optional.ofNullable(floors.get(name));
        LeaseListener listener = new RecordingListener();
        try {
            if (pod.keeper.tryAcquire(name, floor, "plan", () -> Note.EMPTY, listener)
                    instanceof Claim.Won(HeldLease lease, var _)) {
                pod.leases.add(lease);
                learned(lease.lease());
            }
        } catch (CoordinationUnavailableException _) {
            if (random.nextBoolean()) {
                pod.leases.add(pod.keeper.holdUnregistered(name, floor, "plan", () -> Note.EMPTY, listener));
                pod.excused = true;
            }
        }
    }

    private void learned(Lease lease) {
        floors.merge(lease.name(), lease.epoch(), (a, b) -> a.isAfter(b) ? a : b);
        history.add(new LeaseEvent.Learned(lease.name(), lease.epoch()));
    }

    private void advance(int by) {
        // Not between a step of the coordinator and its entry in the history.
        synchronized (history) {
            world.advance(Duration.ofMillis(by));
            pods.stream().filter(SimulatedPod::isPaused).forEach(pod -> pod.pausedFor += by);
            millis = millis + by;
        }
    }

    private void beatWhoIsDue() {
        Collections.shuffle(pods, random);
        for (SimulatedPod pod : List.copyOf(pods)) {
            if (!pod.isPaused() && millis - pod.lastBeat >= TIMING.heartbeat().toMillis()) {
                pod.beat();
            }
        }
    }

    private void loseOrStepBack() {
        if (clockStepsBack) {
            world.stepBack(Duration.ofMillis(random.nextInt(1, 3_600_000)));
        } else {
            world.restartEmpty();
            history.add(new LeaseEvent.DataLost());
            // Nobody knows of it before the next heartbeat.
            pods.forEach(pod -> pod.excused = true);
        }
    }

    /** The process stops in the middle of a call, and the world goes on without it. */
    private void maybePauseMidCall(SimulatedPod pod) {
        // A keeper registers several leases again at once, on threads of its own: one of them at a time draws and
        // stops.
        if (!stalled.compareAndSet(false, true)) {
            return;
        }
        try {
            if (random.nextInt(40) == 0) {
                long before = pod.pausedUntil;
                pod.pausedUntil = millis + 10_000;
                for (int i = random.nextInt(12); i > 0; i--) {
                    advance(random.nextInt(1, 900));
                    beatWhoIsDue();
                    checkBeliefs("while a pod is stopped", pod);
                }
                pod.pausedUntil = before;
            }
        } finally {
            stalled.set(false);
        }
    }

    /** @param stopped is in the middle of a call and cannot publish */
    private void checkBeliefs(String when, @Nullable SimulatedPod stopped) {
        for (SimulatedPod pod : pods) {
            for (HeldLease lease : pod.leases) {
                if (pod != stopped && !pod.excused && lease.mayPublish() && !isHolder(lease.lease())) {
                    violations.add(when + ": may publish, but is not the holder: " + lease.lease() + ", record "
                            + world.coordinator().leases().find(lease.lease().name()));
                }
            }
        }
    }

    private boolean isHolder(Lease lease) {
        return world.coordinator()
                .leases()
                .find(lease.name())
                .filter(record -> record.lease().equals(lease) && !record.isExpired())
                .isPresent();
    }

    /** With all faults gone, what pods believe and what the coordinator knows must become one. */
    private void heal() {
        for (SimulatedPod pod : pods) {
            pod.line.line = Line.UP;
            pod.line.onTheWay = () -> {};
            pod.pausedUntil = 0;
        }
        for (int i = 0; i < 6; i++) {
            advance((int) TIMING.heartbeat().toMillis());
            pods.forEach(SimulatedPod::beat);
        }
        for (SimulatedPod pod : pods) {
            for (HeldLease lease : pod.leases) {
                if (lease.mayPublish() != isHolder(lease.lease())) {
                    violations.add("at the end: may publish: " + lease.mayPublish() + ", " + lease.lease() + ", record "
                            + world.coordinator().leases().find(lease.lease().name()));
                }
            }
        }
    }
}
