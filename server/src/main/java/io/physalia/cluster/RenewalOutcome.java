package io.physalia.cluster;

/** What became of one lease in {@link Leases#renew}. */
public enum RenewalOutcome {
    /** Still the caller's, extended. */
    KEPT,
    /** The record has another holder or a newer epoch, or the lease had expired: not extended. Stop, or acquire like anybody. */
    LOST,
    /** The coordinator has no record of the name (it lost its data, or somebody forgot an expired lease): the caller may acquire it anew. */
    UNKNOWN
}
