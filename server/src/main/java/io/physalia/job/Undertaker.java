package io.physalia.job;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Pod;
import io.physalia.cluster.Pods;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Puts back in line what dead pods worked on. A pod is dead that was away from the registry at two looks in a row; the registry is asked after the queue, so a pod that has
 * just joined and taken a job is there. Who is taken for dead and is not (it was paused, or Redis has just lost its data) works for nothing: its claims have been passed. Used by one
 * thread.
 */
final class Undertaker {
    private static final System.Logger LOG = System.getLogger(Undertaker.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration COUNTING = Duration.ofSeconds(10);
    private static final Duration CLEANING = Duration.ofHours(1);
    /** Results that nobody has fetched for so long belong to a scan that never went on. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final JobQueue queue;
    private final Pods pods;
    private final String self;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private Set<String> missed = Set.of();
    private volatile int livePods = 1;
    private volatile List<JobQueue.Count> counts = List.of();
    private long looked;
    private long counted;
    private long cleaned;

    Undertaker(JobQueue queue, Pods pods, String self, InstantSource clock, LongSupplier nanoTime) {
        this.queue = queue;
        this.pods = pods;
        this.self = self;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.looked = nanoTime.getAsLong() - LOOK.toNanos();
        this.counted = nanoTime.getAsLong() - COUNTING.toNanos();
        this.cleaned = nanoTime.getAsLong();
    }

    /** A pod's process, by a name that no other ever has. */
    static String owner(Pod pod) {
        return pod.name() + "/" + pod.incarnation();
    }

    /** How many pods there were at the last look, at least 1. */
    int livePods() {
        return livePods;
    }

    /** What was in the queue at most ten seconds ago. */
    List<JobQueue.Count> counts() {
        return counts;
    }

    /**
     * Looks, unless it has just done so.
     *
     * @param running what really runs here, as {@code id/claim}; jobs that say so and do not run were claimed by a call whose answer was lost
     * @return what was set aside
     */
    List<Job> look(Set<String> running) {
        long now = nanoTime.getAsLong();
        if (now - looked < LOOK.toNanos()) {
            return List.of();
        }
        looked = now;
        if (now - cleaned > CLEANING.toNanos()) {
            cleaned = now;
            queue.forgetBefore(clock.instant().minus(KEPT));
        }
        if (now - counted >= COUNTING.toNanos()) {
            counted = now;
            counts = queue.counts();
        }
        List<Job> all = queue.listRunning();
        List<Job> lost = all.stream()
                .filter(job -> job.owner().equals(Optional.of(self)))
                .filter(job -> !running.contains(job.id() + "/" + job.claim()))
                .toList();
        if (!lost.isEmpty()) {
            queue.giveBack(lost);
        }
        Set<String> others = all.stream()
                .flatMap(job -> job.owner().stream())
                .filter(owner -> !owner.equals(self))
                .collect(Collectors.toCollection(HashSet::new));
        return others.isEmpty() ? List.of() : bury(others);
    }

    private List<Job> bury(Set<String> owners) {
        try {
            Set<String> live = pods.list().stream().map(Undertaker::owner).collect(Collectors.toSet());
            livePods = Math.max(1, live.size());
            if (!live.contains(self)) {
                // The registry does not know even this pod: it has lost its data, or this pod was taken for dead.
                return List.of();
            }
            owners.removeAll(live);
            List<Job> poisonous = new ArrayList<>();
            for (String dead : owners) {
                if (missed.contains(dead)) {
                    LOG.log(Level.INFO, "the jobs of {0} are taken over: it has ended", dead);
                    poisonous.addAll(queue.takeFrom(dead));
                }
            }
            missed = Set.copyOf(owners);
            return poisonous;
        } catch (CoordinationUnavailableException e) {
            return List.of();
        }
    }
}
