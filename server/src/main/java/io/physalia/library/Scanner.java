package io.physalia.library;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Brings the items in line with the files. A scan reads what is new or changed, keeps ids, and removes what is gone; it removes
 * nothing under a root that is missing or empty, as a share that is down looks just so. At most one scan of a library runs at a
 * time in this pod; a request during a scan makes one more follow it. Thread-safe.
 */
public interface Scanner {

    /** Starts a scan of a library; the future ends with it, and never exceptionally: see {@link ScanReport#problems()}. */
    CompletableFuture<ScanReport> scan(ItemId library);

    /** Starts a scan of every library. */
    CompletableFuture<List<ScanReport>> scanAll();

    /** Ends the scans that run in this pod, soon; what they have found stays, nothing is removed, and the next scan goes on from there. */
    void stop();

    /** The scans that run or wait now. */
    List<ScanProgress> listProgress();
}
