package io.physalia.library;

/**
 * How far a scan is.
 *
 * @param found files seen so far
 * @param done files compared or probed so far; at most {@code found}
 * @param isWalking whether directories are still being read, so that {@code found} will grow
 */
public record ScanProgress(ItemId library, int found, int done, boolean isWalking) {

    /** 0 to 100; 0 while directories are being read. */
    public double percent() {
        return isWalking || found == 0 ? 0 : 100.0 * done / found;
    }
}
