package io.physalia.cluster;

/**
 * Told what becomes of a {@link HeldLease}. Calls come one at a time and in order, on a virtual thread; {@link #lost} is the last.
 * Nothing is called after the holder itself released the lease or handed it over.
 */
public interface LeaseListener {

    /** The right is gone: stop the work now. {@link HeldLease#mayPublish} is false already. */
    void lost(Lease lease);

    /**
     * The holder goes on under a higher epoch, because it had to register again: the coordinator lost its data or was out of reach
     * for longer than the lease. Another pod may have held the lease in between.
     */
    void renewedAs(Lease lease);
}
