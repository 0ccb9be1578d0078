package io.physalia.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lease protocol: exclusive, expiring rights with fencing epochs. Only the coordinator's own clock counts; pods' clocks are
 * never compared. Implementations are thread-safe; each call is one atomic step.
 *
 * <p>Every method throws {@link CoordinationUnavailableException} when the coordinator cannot be reached or does not answer in
 * time; such a call <em>may or may not</em> have taken effect, and repeating it is safe.
 */
public interface Leases {

    /** Where {@link #handOver} announces the names of leases that wait for a successor. */
    Bus.Topic HANDED_OVER = new Bus.Topic("lease.handover");

    /** Where {@link #release} announces the names of leases that are free. */
    Bus.Topic RELEASED = new Bus.Topic("lease.release");

    /**
     * Claims a lease that is free or expired. The new epoch is greater than every earlier epoch of the name, than {@code floor},
     * and at least the coordinator's time in milliseconds, so epochs keep rising even if the coordinator lost its data.
     *
     * <p>A repeated call whose first reply was lost finds the lease held by the caller itself and says so
     * ({@link Acquisition.Held} with the caller as holder). Only a process that remembers such an unanswered call may go on under
     * that epoch: the grant may also be that of an earlier process of the same name. {@link LeaseKeeper#tryAcquire} sees to it.
     *
     * @param ttl how long the grant runs from now; positive
     * @param floor an epoch that the caller has seen for this name (in a segment store, in memory); empty: none
     * @param payload kept with the record until it is forgotten; on a takeover the first holder's payload stays
     */
    Acquisition acquire(LeaseName name, PodName pod, Duration ttl, Optional<Epoch> floor, String payload);

    /**
     * Extends all the leases of a pod by {@code ttl} from now and writes their notes, in one step and one round trip.
     *
     * <p>An expired lease is {@link RenewalOutcome#LOST} even if nobody has claimed it: whoever finds it expired, its last holder
     * included, has to {@link #acquire} it, and exactly one will.
     *
     * @return an outcome for every key of {@code notes}
     */
    Map<Lease, RenewalOutcome> renew(Map<Lease, Note> notes, Duration ttl);

    /**
     * Gives a lease up for good and removes its record (its epoch is still never granted again). Works on an expired lease that
     * nobody has claimed, too. Announced on the bus as {@link #RELEASED}.
     *
     * @return false if the lease was no longer the caller's, and nothing was changed
     */
    boolean release(Lease lease);

    /**
     * Expires a lease now, keeping its record, with a last note, so that a successor takes it over at once. Announced on the
     * bus as {@link #HANDED_OVER}.
     *
     * @return false if the lease was no longer the caller's, and nothing was changed
     */
    boolean handOver(Lease lease, Note note);

    /**
     * Removes the record of an expired lease, if it is still the one with this epoch.
     *
     * @return false if the lease is live or has a newer epoch, and nothing was changed
     */
    boolean forget(Lease lease);

    Optional<LeaseRecord> find(LeaseName name);

    /** Every record of a kind, live and expired, in no particular order. */
    List<LeaseRecord> list(String kind);

    /**
     * The records of a kind that are due: their lease has expired, or will within {@code ahead} if nobody renews it. Longest expired
     * first.
     *
     * @param ahead at least 0; 0: only what has expired
     * @param limit at most so many records
     */
    Due listDue(String kind, Duration ahead, int limit);

    /**
     * @param records the records that are due
     * @param untilNext how long until a look would show something else if nobody renewed anything: a lease that is due runs out, or one
     *     more falls due; empty: nothing is left to
     */
    record Due(List<LeaseRecord> records, Optional<Duration> untilNext) {

        /** @param beyond how long the soonest lease that is not due still runs; empty: there is none */
        public static Due of(List<LeaseRecord> records, Optional<Duration> beyond, Duration ahead) {
            Optional<Duration> untilNext = Stream.concat(
                            records.stream().map(LeaseRecord::remaining).filter(Duration::isPositive),
                            beyond.map(remaining -> remaining.minus(ahead)).stream())
                    .min(Comparator.naturalOrder());
            return new Due(records, untilNext);
        }
    }
}
