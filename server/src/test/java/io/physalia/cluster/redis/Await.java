package io.physalia.cluster.redis;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for another process to come round. */
public final class Await {
    private Await() {}

    /** Asks again and again until {@code condition} holds; fails after {@code atMost}. */
    public static void until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + atMost);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
