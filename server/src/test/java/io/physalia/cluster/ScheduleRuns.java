package io.physalia.cluster;

import java.util.List;

/** Random schedules for tests in other packages. */
public final class ScheduleRuns {
    private static final int STEPS = 400;

    private ScheduleRuns() {}

    /** What the coordinator answered, step by step, in words. */
    public static List<String> answers(long seed, ColonyWorld world) {
        return RandomSchedule.run(seed, world, STEPS).stream()
                .map(LeaseEvent::toString)
                .toList();
    }

    /** What is wrong with the first of up to {@code schedules} schedules that has something wrong. */
    public static List<String> firstViolations(ColonyWorld world, int schedules) {
        for (long seed = 0; seed < schedules; seed++) {
            world.restartEmpty();
            List<String> found = HistoryChecker.violations(RandomSchedule.run(seed, world, STEPS));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }
}
