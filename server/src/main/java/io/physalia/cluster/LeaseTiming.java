package io.physalia.cluster;

import java.time.Duration;

/**
 * How long leases run and how often they are renewed.
 *
 * @param ttl the length of a lease, 100 ms to 10 min
 * @param heartbeat the time between renewals; at most 2/5 of {@code ttl}, so that one lost heartbeat costs no lease
 */
public record LeaseTiming(Duration ttl, Duration heartbeat) {
    /** A lease of 3 s, renewed each second. */
    public static final LeaseTiming DEFAULT = ofLease(Duration.ofSeconds(3));

    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(1);

    public LeaseTiming {
        if (ttl.toMillis() < 100 || ttl.toMinutes() > 10) {
            throw new IllegalArgumentException("ttl: " + ttl + " (expected: 100 ms to 10 min)");
        }
        if (!heartbeat.isPositive() || heartbeat.multipliedBy(5).compareTo(ttl.multipliedBy(2)) > 0) {
            throw new IllegalArgumentException(
                    "heartbeat: " + heartbeat + " (expected: > 0 and <= 2/5 of " + ttl + ")");
        }
    }

    /** A lease of {@code ttl}, renewed at a third of it as etcd's client does: two heartbeats may fail before one is lost. */
    public static LeaseTiming ofLease(Duration ttl) {
        return new LeaseTiming(ttl, ttl.dividedBy(3));
    }

    /**
     * A lease that has no more than this left is at risk: two fifths of its length. Its holder has missed a heartbeat, as a lease that is
     * renewed in time never has less than three fifths left.
     */
    public Duration risk() {
        return ttl.multipliedBy(2).dividedBy(5);
    }

    /**
     * How long to wait for one answer of the coordinator: a third of the lease and at most a second. Were it longer, a renewal that
     * waits in vain would eat up the whole lease, and the holder could not tell an unreachable coordinator from its own pause.
     */
    public Duration commandTimeout() {
        Duration third = ttl.dividedBy(3);
        return third.compareTo(LONGEST_COMMAND) < 0 ? third : LONGEST_COMMAND;
    }
}
