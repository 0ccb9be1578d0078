package io.physalia.cluster;

import java.time.Duration;

/**
 * What the coordinator knows of a lease at one moment. It outlives the lease: it must be there to be taken over.
 *
 * @param lease the current, or if expired the last, grant
 * @param remaining how long the lease still runs by the coordinator's clock; zero or negative: expired
 * @param payload what the first holder wrote at {@link Leases#acquire}, unchanged since
 * @param note what the last holder wrote at its last heartbeat; its {@code idle} has grown with the coordinator's clock since
 */
public record LeaseRecord(Lease lease, Duration remaining, String payload, Note note) {
    public boolean isExpired() {
        return !remaining.isPositive();
    }
}
