package io.physalia.cluster;

/** What became of one lease in {@link Leases#renew}. */
public enum RenewalOutcome {
    /** Still the caller's, extended. */
    KEPT,
    /** The record has another holder or a newer epoch, or had expired and been claimed or forgotten: stop at once. */
    LOST,
    /** The coordinator has no record of the name (it lost its data): the caller may acquire it anew and go on. */
    UNKNOWN
}
