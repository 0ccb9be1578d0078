package io.physalia.cluster;

import java.util.stream.LongStream;

/** Seeds for random schedules: some that stay, some new each time; all are shown by the name of the test that runs them. */
public final class Seeds {
    private Seeds() {}

    /** {@code -Dschedule.seed=N} runs that one alone. */
    public static LongStream some(int count) {
        String given = System.getProperty("schedule.seed");
        if (given != null) {
            return LongStream.of(Long.parseLong(given));
        }
        long fresh = System.nanoTime() & 0xFFFFFFFFL;
        System.out.println("fresh seeds: " + fresh + " to " + (fresh + count / 2 - 1));
        return LongStream.concat(LongStream.range(0, count - count / 2), LongStream.range(fresh, fresh + count / 2));
    }
}
