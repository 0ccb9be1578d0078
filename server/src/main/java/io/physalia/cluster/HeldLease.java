package io.physalia.cluster;

/** A lease that this pod holds and a {@link LeaseKeeper} keeps alive until it is lost or given up. Thread-safe. */
public interface HeldLease {

    /** The grant as it is now; its epoch rises when the holder had to register again. After the end: the last grant. */
    Lease lease();

    /**
     * Whether this process may still act as the holder, judged on its own monotonic clock: lock-free and without I/O, to be asked
     * right before each publication. False for ever once the lease was lost, released or handed over; false for a while when this
     * process was paused for longer than the lease, until the coordinator has answered.
     *
     * <p>True proves nothing about the next instant (the process may be paused right after): the epoch in the segment store is what
     * keeps a late publication harmless.
     */
    boolean mayPublish();

    /**
     * Gives the lease up for good and removes its record. If the coordinator is out of reach, the keeper tries again with each
     * heartbeat until it has an answer.
     *
     * @return false if the lease was no longer this pod's, or the coordinator could not be asked yet
     */
    boolean release();

    /**
     * Ends the lease now and leaves its record, with a last note, for a successor, who is called by the bus.
     *
     * @return false if the lease was no longer this pod's, or the coordinator could not be asked (it then runs out by itself)
     */
    boolean handOver();
}
