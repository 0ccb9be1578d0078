package io.physalia.transcode;

import io.physalia.cluster.Lease;
import io.physalia.cluster.Pod;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Chooses the pod that should produce a session: ready, with free encoder slots, the least loaded. Thread-safe. */
final class OwnerChoice {
    private static final Duration SUSPICION = Duration.ofSeconds(2);

    /** It may also have seen a file that was replaced a moment before or after this pod did. */
    private static final Duration AVOIDANCE = Duration.ofMinutes(1);

    private static final Comparator<Pod> BY_LOAD = Comparator.comparing((Pod pod) -> pod.freeSlots() == 0)
            .thenComparingDouble(pod -> pod.encoderSlots() == 0 ? 1 : (double) pod.encodersBusy() / pod.encoderSlots());

    private final Supplier<Pod> self;
    private final Supplier<List<Pod>> pods;
    private final LongSupplier ticker;
    private final Map<String, Long> suspects = new ConcurrentHashMap<>();
    private final Map<String, Long> avoided = new ConcurrentHashMap<>();

    /**
     * @param self this pod as it is now
     * @param pods the live pods
     */
    OwnerChoice(Supplier<Pod> self, Supplier<List<Pod>> pods, LongSupplier ticker) {
        this.self = self;
        this.pods = pods;
        this.ticker = ticker;
    }

    boolean isSelf(Pod pod) {
        return pod.name().equals(self.get().name());
    }

    Optional<Pod> find(String name) {
        Pod own = self.get();
        if (own.name().value().equals(name)) {
            return Optional.of(own);
        }
        return pods.get().stream()
                .filter(pod -> pod.name().value().equals(name))
                .findFirst();
    }

    /** A pod could not be reached just now. */
    void suspect(Pod pod) {
        suspects.put(pod.incarnation(), ticker.getAsLong());
    }

    /** A pod makes something else of a plan than this one does: it is given no session of this one. */
    void avoid(Pod pod) {
        avoided.put(pod.incarnation(), ticker.getAsLong());
    }

    boolean isSuspect(Pod pod) {
        return isListed(suspects, pod, SUSPICION);
    }

    private boolean isListed(Map<String, Long> list, Pod pod, Duration howLong) {
        Long since = list.get(pod.incarnation());
        if (since != null && ticker.getAsLong() - since > howLong.toNanos()) {
            list.remove(pod.incarnation(), since);
            return false;
        }
        return since != null;
    }

    /** The pod to produce a new session: this one if no other is better, or unless it must be another. */
    Pod choose(boolean notSelf) {
        List<Pod> ranked = ranked(notSelf);
        return ranked.isEmpty() ? self.get() : ranked.getFirst();
    }

    /** Another pod that can encode one session more. */
    Optional<Pod> findFree() {
        return ranked(true).stream().filter(pod -> pod.freeSlots() > 0).findFirst();
    }

    /** Says to a viewer why nobody encodes. */
    String whyNobodyCan() {
        List<Pod> all = ranked(false);
        int slots = all.stream().mapToInt(Pod::encoderSlots).sum();
        String whose = all.size() > 1 ? " of the colony's " + all.size() + " pods" : "";
        return slots == 0
                ? "none" + whose + " may encode (expected: PHYSALIA_ENCODER_SLOTS of at least 1 on one of them)"
                : "all encoder slots" + whose + " (" + slots
                        + ") are busy with what others watch; try again in a moment";
    }

    /** How many pods should come before this one in taking an orphan. */
    int rankOfSelf() {
        List<Pod> ranked = ranked(false);
        for (int i = 0; i < ranked.size(); i++) {
            if (isSelf(ranked.get(i))) {
                return i;
            }
        }
        return ranked.size();
    }

    /**
     * The pod that is to take a session over when its holder is dead: one with a free slot, the least loaded. All pods choose the same, and not
     * the same for each session.
     */
    Optional<Pod> findHeir(Lease lease) {
        return ranked(false).stream()
                .filter(pod -> pod.freeSlots() > 0 && !pod.name().equals(lease.holder()))
                .min(BY_LOAD.thenComparingInt(pod -> spread((pod.name() + " " + lease.name()).hashCode()))
                        .thenComparing(Pod::name));
    }

    /** Stirs a hash code, so that codes of names that differ little come in no order (the end of MurmurHash3). */
    private static int spread(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }

    private List<Pod> ranked(boolean notSelf) {
        Pod own = self.get();
        Comparator<Pod> byLoad =
                BY_LOAD.thenComparing(pod -> !pod.name().equals(own.name())).thenComparing(Pod::name);
        List<Pod> others = pods.get().stream()
                .filter(pod -> !pod.name().equals(own.name()))
                .filter(pod -> pod.state() == Pod.State.READY && !isSuspect(pod))
                .filter(pod -> !isListed(avoided, pod, AVOIDANCE))
                .toList();
        java.util.ArrayList<Pod> all = new java.util.ArrayList<>(others);
        if (!notSelf && own.state() == Pod.State.READY) {
            all.add(own);
        }
        all.sort(byLoad);
        return all;
    }
}
