package io.physalia.colony.viewer;

/** Real time: a viewer plays at the speed of the wall clock. */
final class Clock {
    private Clock() {}

    static void sleepMillis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
