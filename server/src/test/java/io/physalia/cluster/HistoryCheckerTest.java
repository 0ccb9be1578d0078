package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there to find. */
class HistoryCheckerTest {
    private static final Duration TTL = Duration.ofSeconds(3);
    private static final LeaseName FILM = new LeaseName("transcode", "film");
    private static final Lease A5 = new Lease(FILM, new PodName("a"), new Epoch(5));
    private static final Lease B6 = new Lease(FILM, new PodName("b"), new Epoch(6));

    private static LeaseRecord record(Lease lease, long remainingMillis) {
        return new LeaseRecord(lease, Duration.ofMillis(remainingMillis), "plan", Note.EMPTY);
    }

    private static LeaseEvent granted(long at, Lease lease) {
        return new LeaseEvent.Acquire(at, FILM, TTL, "plan", new Acquisition.Granted(lease, Optional.empty()));
    }

    private static LeaseEvent granted(long at, Lease lease, LeaseRecord predecessor) {
        return new LeaseEvent.Acquire(at, FILM, TTL, "plan", new Acquisition.Granted(lease, Optional.of(predecessor)));
    }

    private static LeaseEvent renewed(long at, Lease lease, RenewalOutcome outcome) {
        return new LeaseEvent.Renew(at, lease, TTL, Note.EMPTY, outcome);
    }

    private static void assertBroken(String promise, LeaseEvent... history) {
        assertThat(HistoryChecker.violations(List.of(history))).isNotEmpty();
        assertThat(HistoryChecker.violations(List.of(history)).getFirst()).contains(promise);
    }

    @Test
    void aGoodHistoryHasNothingWrong() {
        assertThat(HistoryChecker.violations(List.of(
                        granted(0, A5),
                        renewed(1000, A5, RenewalOutcome.KEPT),
                        new LeaseEvent.Find(2000, FILM, Optional.of(record(A5, 2000))),
                        renewed(4000, A5, RenewalOutcome.LOST),
                        new LeaseEvent.Sweep(
                                4500, "transcode", new Leases.Due(List.of(record(A5, -500)), Optional.empty())),
                        granted(5000, B6, record(A5, -1000)),
                        new LeaseEvent.Release(5100, A5, false),
                        new LeaseEvent.HandOver(5200, B6, Note.EMPTY, true),
                        new LeaseEvent.Forget(5300, B6, true),
                        renewed(5400, B6, RenewalOutcome.UNKNOWN))))
                .isEmpty();
    }

    @Test
    void anEpochThatDoesNotRise() {
        assertBroken("not above all", granted(0, B6), granted(3000, A5, record(B6, 0)));
        assertBroken("not above all", granted(0, A5), granted(3000, A5, record(A5, 0)));
        assertBroken("not above all", granted(0, B6), new LeaseEvent.Release(1, B6, true), granted(2, A5));
        assertBroken(
                "not above all",
                granted(0, B6),
                new LeaseEvent.Learned(FILM, B6.epoch()),
                new LeaseEvent.DataLost(),
                granted(2, A5));
    }

    @Test
    void aLiveLeaseThatIsGrantedAgain() {
        assertBroken("somebody holds", granted(0, A5), granted(2999, B6, record(A5, 1)));
    }

    @Test
    void anExpiredLeaseThatIsClaimedByTwo() {
        assertBroken(
                "somebody holds",
                granted(0, A5),
                granted(3000, B6, record(A5, 0)),
                granted(3000, new Lease(FILM, new PodName("c"), new Epoch(7)), record(A5, 0)));
    }

    @Test
    void aRenewalWithAnOldEpoch() {
        assertBroken(
                "old epoch", granted(0, A5), granted(3000, B6, record(A5, 0)), renewed(3001, A5, RenewalOutcome.KEPT));
    }

    @Test
    void aRenewalOfAnExpiredLease() {
        assertBroken("expired lease was renewed", granted(0, A5), renewed(3000, A5, RenewalOutcome.KEPT));
    }

    @Test
    void aHolderThatIsToldThatItLost() {
        assertBroken("told that it lost", granted(0, A5), renewed(2999, A5, RenewalOutcome.LOST));
    }

    @Test
    void aRecordThatVanishesWithItsLease() {
        assertBroken("record is gone", granted(0, A5), new LeaseEvent.Find(3000, FILM, Optional.empty()));
        assertBroken("record is gone", granted(0, A5), granted(3000, B6));
        assertBroken(
                "not all and only",
                granted(0, A5),
                new LeaseEvent.Sweep(3000, "transcode", new Leases.Due(List.of(), Optional.empty())));
        assertBroken("there is a record", granted(0, A5), renewed(3000, A5, RenewalOutcome.UNKNOWN));
    }

    @Test
    void aFormerOwnerThatTouchesItsSuccessorsRecord() {
        assertBroken(
                "released although the record is another's",
                granted(0, A5),
                granted(3000, B6, record(A5, 0)),
                new LeaseEvent.Release(3001, A5, true));
        assertBroken(
                "handed over although the record is another's",
                granted(0, A5),
                granted(3000, B6, record(A5, 0)),
                new LeaseEvent.HandOver(3001, A5, Note.EMPTY, true));
    }

    @Test
    void aLiveLeaseThatIsForgotten() {
        assertBroken("too early", granted(0, A5), new LeaseEvent.Forget(2999, A5, true));
    }
}
