package io.physalia.colony.demo;

/** Waiting in real time, which is what a demo plays in. */
final class Waiting {
    private Waiting() {}

    static void millis(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
