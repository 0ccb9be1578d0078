package io.physalia.colony.evening;

import java.time.Duration;

/** What has lately been done to the colony, so that people know what they may expect. Thread-safe. */
public final class Weather {
    private static final long NEVER = Long.MIN_VALUE;

    private long lastStorm = NEVER;
    private long lastRedisLoss = NEVER;
    private boolean storming;
    private boolean redisLost;
    private String last = "undisturbed so far";

    /** Something is being done to the colony. */
    synchronized void breaks(String what, boolean redis) {
        storming = true;
        redisLost |= redis;
        note();
        last = what;
    }

    /** All is as it should be again. */
    synchronized void clears() {
        note();
        storming = false;
        redisLost = false;
    }

    private void note() {
        lastStorm = System.nanoTime();
        lastRedisLoss = redisLost ? lastStorm : lastRedisLoss;
    }

    /** Whether nothing has been wrong for a while. */
    synchronized boolean isCalmFor(Duration time) {
        return !storming && isOver(lastStorm, time);
    }

    /** Whether Redis has been there, with its data, for a while. */
    synchronized boolean hasRedisFor(Duration time) {
        return !redisLost && isOver(lastRedisLoss, time);
    }

    private static boolean isOver(long moment, Duration time) {
        return moment == NEVER || System.nanoTime() - moment > time.toNanos();
    }

    public synchronized String report() {
        if (lastStorm == NEVER) {
            return last;
        }
        return (storming ? "during " : (System.nanoTime() - lastStorm) / 1_000_000 + " ms after ") + last;
    }
}
