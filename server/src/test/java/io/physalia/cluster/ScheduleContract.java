package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A coordinator keeps the lease protocol's promises whatever the pods, the network and the clocks do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ScheduleContract {
    private static final int STEPS = 400;

    /** A new, empty one. */
    protected abstract ColonyWorld world();

    /** How many schedules to try. */
    protected abstract int schedules();

    LongStream seeds() {
        return Seeds.some(schedules());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noScheduleBreaksAPromise(long seed) {
        try (ColonyWorld world = world()) {
            List<LeaseEvent> history = RandomSchedule.run(seed, world, STEPS);
            assertThat(HistoryChecker.violations(history)).as("seed " + seed).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoMayPublishIsTheHolder(long seed) {
        try (ColonyWorld world = world()) {
            assertThat(KeeperSchedule.violations(seed, world, STEPS, true))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    /** The check above can fail: a pod whose clock stands still while it is paused publishes what it must not. */
    @Test
    void aClockThatPausesDoNotShowOnIsCaught() {
        List<String> found = LongStream.range(0, 20)
                .boxed()
                .flatMap(seed -> {
                    try (ColonyWorld world = world()) {
                        return KeeperSchedule.violations(seed, world, STEPS, false).stream();
                    }
                })
                .toList();
        assertThat(found).anyMatch(violation -> violation.contains("may publish, but is not the holder"));
    }

    @Test
    void theSchedulesVisitEveryCorner() {
        List<LeaseEvent> all = LongStream.range(0, 20)
                .boxed()
                .flatMap(seed -> {
                    try (ColonyWorld world = world()) {
                        return RandomSchedule.run(seed, world, STEPS).stream();
                    }
                })
                .toList();
        assertThat(count(all, RenewalOutcome.KEPT)).isGreaterThan(100);
        assertThat(count(all, RenewalOutcome.LOST)).isGreaterThan(100);
        assertThat(count(all, RenewalOutcome.UNKNOWN)).isGreaterThan(20);
        assertThat(all)
                .anyMatch(event -> event
                                instanceof
                                LeaseEvent.Acquire(
                                        var _,
                                        var _,
                                        var _,
                                        var _,
                                        Acquisition.Granted(var _, var predecessor))
                        && predecessor.isPresent())
                .anyMatch(event -> event instanceof LeaseEvent.Release(var _, var _, boolean done) && done)
                .anyMatch(event -> event instanceof LeaseEvent.Release(var _, var _, boolean done) && !done)
                .anyMatch(event -> event instanceof LeaseEvent.HandOver(var _, var _, var _, boolean done) && done)
                .anyMatch(event -> event instanceof LeaseEvent.HandOver(var _, var _, var _, boolean done) && !done)
                .anyMatch(event -> event instanceof LeaseEvent.Forget(var _, var _, boolean done) && done)
                .anyMatch(event -> event instanceof LeaseEvent.Forget(var _, var _, boolean done) && !done)
                .anyMatch(event -> event instanceof LeaseEvent.Sweep sweep
                        && sweep.expired().records().size() > 1)
                .anyMatch(event -> event instanceof LeaseEvent.DataLost);
    }

    private static long count(List<LeaseEvent> events, RenewalOutcome wanted) {
        return events.stream()
                .filter(event -> event instanceof LeaseEvent.Renew renew && renew.outcome() == wanted)
                .count();
    }
}
