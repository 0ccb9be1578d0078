package io.physalia.cluster;

import java.util.Optional;

/** The answer to {@link Leases#acquire}: granted, or held by somebody. Not being granted is a value, not an error. */
public sealed interface Acquisition {

    /**
     * The lease is the caller's.
     *
     * @param predecessor the record as the last holder left it; empty for a new name
     */
    record Granted(Lease lease, Optional<LeaseRecord> predecessor) implements Acquisition {}

    /** Somebody (perhaps the caller itself, under an earlier grant) holds the lease. */
    record Held(LeaseRecord current) implements Acquisition {}
}
