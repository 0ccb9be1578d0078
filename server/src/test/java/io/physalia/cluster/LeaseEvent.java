package io.physalia.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * One step as the coordinator took it, in the order in which it took them; {@code at} is the coordinator's time in milliseconds. A request
 * whose reply was lost is in the history too, and a request that arrived twice is in it twice.
 */
sealed interface LeaseEvent {

    record Acquire(long at, LeaseName name, Duration ttl, String payload, Acquisition answer) implements LeaseEvent {}

    record Renew(long at, Lease lease, Duration ttl, Note note, RenewalOutcome outcome) implements LeaseEvent {}

    record Release(long at, Lease lease, boolean done) implements LeaseEvent {}

    record HandOver(long at, Lease lease, Note note, boolean done) implements LeaseEvent {}

    record Forget(long at, Lease lease, boolean done) implements LeaseEvent {}

    record Find(long at, LeaseName name, Optional<LeaseRecord> found) implements LeaseEvent {}

    record Sweep(long at, String kind, Leases.Due expired) implements LeaseEvent {}

    /** A pod got to know an epoch: from now on no lesser one may be granted, whatever the coordinator forgets. */
    record Learned(LeaseName name, Epoch epoch) implements LeaseEvent {}

    /** The coordinator lost all its data. */
    record DataLost() implements LeaseEvent {}
}
