package io.physalia.cluster.redis;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for another process to come round. */
public final class Await {
    private Await() {}

    /** Asks again and again until {@code condition} holds; fails after {@code atMost}. */
    public static void until(Duration atMost, BooleanSupplier condition) {
        until(atMost, condition, () -> "");
    }

    /** The same, and says how things stand if it fails. */
    public static void until(Duration atMost, BooleanSupplier condition, Supplier<String> state) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + atMost + " " + state.get());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
