package io.physalia.transcode;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import io.physalia.hls.SegmentStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Removes the segments of sessions that nobody owns any more: what crashed pods left, and what this pod fetched from others. Nothing that
 * a live lease covers is removed, nor anything while the coordinator cannot be asked. One thread uses it.
 */
final class SegmentCleaner {
    private static final System.Logger LOG = System.getLogger(SegmentCleaner.class.getName());

    /** The usual length of encoded segments; longer ones are only kept longer. */
    private static final int SHORTEST_USUAL_SECONDS = 3;

    private final SegmentStore store;
    private final Leases leases;
    private final Duration idle;
    private final Duration keep;
    private final LongSupplier ticker;
    private final Map<String, Long> unownedSince = new HashMap<>();

    /**
     * @param idle how long a session must have been without a record before it goes
     * @param keep how much behind the viewer is kept
     */
    SegmentCleaner(SegmentStore store, Leases leases, Duration idle, Duration keep, LongSupplier ticker) {
        this.store = store;
        this.leases = leases;
        this.idle = idle;
        this.keep = keep;
        this.ticker = ticker;
    }

    /** Looks once at every session in the store. */
    void clean() {
        try {
            java.util.List<String> sessions = store.listSessions();
            unownedSince.keySet().retainAll(sessions);
            for (String sessionId : sessions) {
                look(sessionId);
            }
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "nothing is cleaned: {0}", e.getMessage());
            unownedSince.clear();
        }
    }

    /** The owner trims what it made; this is about what other pods fetched from it. */
    private void trim(String sessionId, Progress progress) {
        long oldest = progress.requestedSegment() - Math.max(1, keep.toSeconds() / SHORTEST_USUAL_SECONDS);
        if (oldest > 0) {
            store.trimBefore(sessionId, (int) oldest);
        }
    }

    private void look(String sessionId) {
        Optional<LeaseRecord> record = leases.find(new LeaseName(EncodePlan.LEASE_KIND, sessionId));
        if (record.isPresent()) {
            // Live, or expired and up for adoption; an expired one that nobody watches is forgotten by the sweep.
            unownedSince.remove(sessionId);
            Progress.parse(record.get().note().text()).ifPresent(progress -> trim(sessionId, progress));
            return;
        }
        long since = unownedSince.computeIfAbsent(sessionId, _ -> ticker.getAsLong());
        if (ticker.getAsLong() - since > idle.toNanos()) {
            store.delete(sessionId);
            unownedSince.remove(sessionId);
            LOG.log(Level.INFO, "session {0}: segments without an owner removed", sessionId);
        }
    }
}
