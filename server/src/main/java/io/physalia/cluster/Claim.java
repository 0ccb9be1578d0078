package io.physalia.cluster;

import java.util.Optional;

/** The answer to {@link LeaseKeeper#tryAcquire}. */
public sealed interface Claim {

    /**
     * The lease is this pod's, and kept alive from now on.
     *
     * @param predecessor the record as the last holder left it; empty for a new name
     */
    record Won(HeldLease lease, Optional<LeaseRecord> predecessor) implements Claim {}

    /**
     * Somebody holds the lease: another pod, another thread of this pod, or an earlier incarnation of this pod's name, whose
     * lease must run out like anybody's.
     */
    record Taken(LeaseRecord current) implements Claim {}
}
