package io.physalia.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Some pods that do whatever a pod may do, in an order and with faults that a seed decides: pauses longer than the lease, requests
 * that arrive late, twice or after the pod has changed its mind, lost replies, clock jumps, a coordinator that forgets everything. Everything runs on one
 * thread, as each request is one atomic step at the coordinator.
 */
public final class RandomSchedule {
    private static final Duration TTL = Duration.ofSeconds(3);
    private static final List<LeaseName> NAMES =
            List.of(new LeaseName("transcode", "x"), new LeaseName("transcode", "y"), new LeaseName("leader", "tasks"));

    private final Random random;
    private final ColonyWorld world;
    private final LeaseHistory history;
    private final List<PodState> pods = new ArrayList<>();
    private final List<Runnable> inFlight = new ArrayList<>();

    /** What the segment store knows: the highest epoch that any pod has learned. */
    private final Map<LeaseName, Epoch> floors = new HashMap<>();

    private static final class PodState {
        final PodName name;
        final Map<LeaseName, Lease> believes =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        long pausedUntil;

        PodState(String name) {
            this.name = new PodName(name);
        }
    }

    private RandomSchedule(long seed, ColonyWorld world) {
        this.random = new Random(seed);
        this.world = world;
        this.history = new LeaseHistory(() -> world.coordinator().leases(), world::now);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            pods.add(new PodState(name));
        }
    }

    /** Runs {@code steps} steps and returns what the coordinator did. */
    public static List<LeaseEvent> run(long seed, ColonyWorld world, int steps) {
        RandomSchedule schedule = new RandomSchedule(seed, world);
        for (int i = 0; i < steps; i++) {
            schedule.step();
        }
        for (LeaseName name : NAMES) {
            schedule.history.find(name);
        }
        return schedule.history.events();
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 30) {
            world.advance(Duration.ofMillis(random.nextInt(1, 1500)));
        } else if (dice < 33) {
            world.advance(TTL.plusMillis(random.nextInt(5000)));
        } else if (dice < 34) {
            world.advance(Duration.ofMinutes(random.nextInt(1, 90)));
        } else if (dice < 35) {
            world.stepBack(Duration.ofMillis(random.nextInt(1, 7_200_000)));
        } else if (dice < 36) {
            restart();
        } else if (dice < 38) {
            pods.get(random.nextInt(pods.size())).pausedUntil = world.now() + random.nextInt(10_000);
        } else if (dice < 45 && !inFlight.isEmpty()) {
            inFlight.remove(random.nextInt(inFlight.size())).run();
        } else {
            PodState pod = pods.get(random.nextInt(pods.size()));
            if (pod.pausedUntil <= world.now()) {
                send(request(pod));
            }
        }
    }

    /** Requests on the way die with the connections. */
    private void restart() {
        inFlight.clear();
        world.restartEmpty();
        pods.forEach(pod -> pod.pausedUntil = 0);
        history.add(new LeaseEvent.DataLost());
    }

    private void send(Runnable request) {
        int dice = random.nextInt(100);
        if (dice < 75) {
            request.run();
        } else if (dice < 90) {
            inFlight.add(request);
        } else {
            request.run();
            inFlight.add(request);
        }
    }

    private boolean replyArrives() {
        return random.nextInt(100) < 88;
    }

    private Runnable request(PodState pod) {
        LeaseName name = NAMES.get(random.nextInt(NAMES.size()));
        Lease lease =
                pod.believes.getOrDefault(name, new Lease(name, pod.name, floors.getOrDefault(name, new Epoch(1))));
        Note note = new Note("note " + random.nextInt(1000), Duration.ofMillis(random.nextInt(5000)));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> acquire(pod, name, Optional.ofNullable(floors.get(name)), "plan " + random.nextInt(1000));
            case 3, 4, 5, 6 -> renew(pod, Map.copyOf(pod.believes), note);
            case 7 -> () -> end(pod, lease, history.release(lease));
            case 8 -> () -> end(pod, lease, history.handOver(lease, note));
            case 9 -> () -> history.find(name);
            case 10 -> () -> history.listDue(name.kind(), Duration.ZERO, 100);
            default -> forget(name);
        };
    }

    private Runnable acquire(PodState pod, LeaseName name, Optional<Epoch> floor, String payload) {
        return () -> {
            Acquisition answer = history.acquire(name, pod.name, TTL, floor, payload);
            if (replyArrives()) {
                switch (answer) {
                    case Acquisition.Granted(Lease lease, var _) -> learn(pod, lease, true);
                    case Acquisition.Held(LeaseRecord current) ->
                        learn(pod, current.lease(), current.lease().holder().equals(pod.name));
                }
            }
        };
    }

    private void learn(PodState pod, Lease lease, boolean own) {
        floors.merge(lease.name(), lease.epoch(), (a, b) -> a.isAfter(b) ? a : b);
        history.add(new LeaseEvent.Learned(lease.name(), lease.epoch()));
        if (own) {
            pod.believes.put(lease.name(), lease);
        }
    }

    private Runnable renew(PodState pod, Map<LeaseName, Lease> believed, Note note) {
        return () -> {
            Map<Lease, Note> notes = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
            believed.values().forEach(lease -> notes.put(lease, note));
            Map<Lease, RenewalOutcome> outcomes = history.renew(notes, TTL);
            // Now and then a pod overlooks that it lost, and asks again with its old epoch.
            if (replyArrives() && random.nextInt(4) > 0) {
                outcomes.forEach((lease, outcome) -> {
                    if (outcome != RenewalOutcome.KEPT) {
                        pod.believes.remove(lease.name(), lease);
                    }
                });
            }
        };
    }

    private void end(PodState pod, Lease lease, boolean done) {
        if (done && replyArrives()) {
            pod.believes.remove(lease.name(), lease);
        }
    }

    /** What is seen now may be forgotten much later, when it is another's or live again. */
    private Runnable forget(LeaseName name) {
        List<LeaseRecord> seen =
                new ArrayList<>(history.listDue(name.kind(), Duration.ZERO, 100).records());
        history.find(name).ifPresent(seen::add);
        return () -> seen.forEach(record -> history.forget(record.lease()));
    }
}
