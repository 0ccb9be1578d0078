package io.physalia.cluster;

import java.util.stream.LongStream;

/** Seeds for random schedules: some that stay, some new each time; all are shown by the name of the test that runs them. */
public final class Seeds {
    /** Each once found a lease that was taken up again under its old epoch after it had been given up. */
    private static final long[] FOUND = {23574868, 84202804, 103050024, 148552598, 3810742435L};

    private Seeds() {}

    /** Those that once found something, the first numbers, and as many fresh ones; {@code -Dschedule.seed=N} runs that one alone. */
    public static LongStream some(int count) {
        String given = System.getProperty("schedule.seed");
        if (given != null) {
            return LongStream.of(Long.parseLong(given));
        }
        long fresh = System.nanoTime() & 0xFFFFFFFFL;
        System.out.println("fresh seeds: " + fresh + " to " + (fresh + count / 2 - 1));
        LongStream fixed = LongStream.concat(LongStream.of(FOUND), LongStream.range(0, count - count / 2));
        return LongStream.concat(fixed, LongStream.range(fresh, fresh + count / 2));
    }
}
