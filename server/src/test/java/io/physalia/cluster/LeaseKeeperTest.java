package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.FlakyCoordinator.Line;
import io.physalia.cluster.local.LocalCoordinator;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final LeaseTiming TIMING = LeaseTiming.DEFAULT;
    private static final LeaseName FILM = new LeaseName("transcode", "film");

    private final SettableTime time = new SettableTime();
    private final LocalCoordinator colony = new LocalCoordinator(time, time);
    private final List<LeaseKeeper> keepers = new ArrayList<>();
    private final FlakyCoordinator lineOfA = new FlakyCoordinator(colony);
    private final LeaseKeeper a = keeper("a", lineOfA);
    private final LeaseKeeper b = keeper("b", new FlakyCoordinator(colony));
    private final RecordingListener listener = new RecordingListener();

    private LeaseKeeper keeper(String name, Coordinator coordinator) {
        Pod pod = pod(name, "1");
        LeaseKeeper keeper = new LeaseKeeper(coordinator, () -> pod, TIMING, time);
        keepers.add(keeper);
        return keeper;
    }

    private static Pod pod(String name, String incarnation) {
        return new Pod(
                new PodName(name), incarnation, URI.create("http://127.0.0.1:8096"), Pod.State.READY, 2, 0, "test");
    }

    private HeldLease win(LeaseKeeper keeper) {
        Claim claim = keeper.tryAcquire(FILM, Optional.empty(), "plan", () -> Note.EMPTY, listener);
        assertThat(claim).isInstanceOf(Claim.Won.class);
        return ((Claim.Won) claim).lease();
    }

    /** Heartbeats of {@code keeper}, a second apart. */
    private void beats(LeaseKeeper keeper, int count) {
        for (int i = 0; i < count; i++) {
            time.advance(TIMING.heartbeat());
            keeper.beat();
        }
    }

    @AfterEach
    void close() {
        keepers.forEach(LeaseKeeper::close);
    }

    @Nested
    class InAHealthyColony {

        @Test
        void keepsALeaseForAsLongAsItsHeartBeats() {
            HeldLease lease = win(a);
            beats(a, 20);
            assertThat(lease.mayPublish()).isTrue();
            assertThat(listener.heardNothing()).isTrue();
            assertThat(b.tryAcquire(FILM, Optional.empty(), "", () -> Note.EMPTY, listener))
                    .isInstanceOf(Claim.Taken.class);
        }

        @Test
        void renewsAnyNumberOfLeasesInTheSameRoundTrips() {
            win(a);
            lineOfA.calls.set(0);
            a.beat();
            int forOne = lineOfA.calls.get();
            for (int i = 0; i < 1000; i++) {
                a.tryAcquire(new LeaseName("transcode", "s" + i), Optional.empty(), "", () -> Note.EMPTY, listener);
            }
            lineOfA.calls.set(0);
            a.beat();
            assertThat(lineOfA.calls.get()).isEqualTo(forOne).isLessThanOrEqualTo(3);
        }

        @Test
        void writesTheNoteOfEachHeartbeat() {
            a.tryAcquire(FILM, Optional.empty(), "plan", () -> new Note("7", Duration.ofMillis(40)), listener);
            a.beat();
            LeaseRecord record = colony.leases().find(FILM).orElseThrow();
            assertThat(record.note()).isEqualTo(new Note("7", Duration.ofMillis(40)));
            assertThat(record.payload()).isEqualTo("plan");
        }

        @Test
        void aReleasedLeaseIsFreeAndStaysSo() {
            HeldLease lease = win(a);
            assertThat(lease.release()).isTrue();
            assertThat(lease.mayPublish()).isFalse();
            assertThat(lease.release()).isFalse();
            a.beat();
            assertThat(colony.leases().find(FILM)).isEmpty();
            assertThat(listener.heardNothing()).isTrue();
        }

        @Test
        void aLeaseHandedOverGoesToTheNextPodUnderAHigherEpoch() {
            HeldLease first = win(a);
            assertThat(first.handOver()).isTrue();
            assertThat(first.mayPublish()).isFalse();
            HeldLease second = win(b);
            assertThat(second.lease().epoch()).isGreaterThan(first.lease().epoch());
            a.beat();
            assertThat(listener.heardNothing()).isTrue();
        }

        @Test
        void podsClocksAreNeverCompared() {
            Pod pod = pod("early", "1");
            LeaseKeeper early = new LeaseKeeper(
                    new FlakyCoordinator(colony),
                    () -> pod,
                    TIMING,
                    () -> time.getAsLong() - Duration.ofDays(400).toNanos());
            keepers.add(early);
            HeldLease lease = win(early);
            beats(early, 5);
            assertThat(lease.mayPublish()).isTrue();
            assertThat(b.tryAcquire(FILM, Optional.empty(), "", () -> Note.EMPTY, listener))
                    .isInstanceOf(Claim.Taken.class);
            time.advance(TIMING.ttl());
            HeldLease successor = win(b);
            assertThat(successor.lease().epoch()).isGreaterThan(lease.lease().epoch());
            assertThat(lease.mayPublish()).isFalse();
            assertThat(successor.mayPublish()).isTrue();
        }

        @Test
        void listsThePodsThatLive() {
            a.beat();
            b.beat();
            a.beat();
            assertThat(a.pods()).extracting(pod -> pod.name().value()).containsExactly("a", "b");
            beats(a, 4);
            assertThat(a.pods()).extracting(pod -> pod.name().value()).containsExactly("a");
        }

        @Test
        void countsHowOftenTheOthersMayHaveTakenItForDead() {
            beats(a, 5);
            assertThat(a.returns()).isZero();
            time.advance(TIMING.ttl().plusMillis(1));
            a.beat();
            assertThat(a.returns()).isEqualTo(1);
            beats(a, 5);
            assertThat(a.returns()).isEqualTo(1);
        }

        @Test
        void tellsWhenItsNameIsTaken() throws InterruptedException {
            colony.pods().announce(pod("a", "2"), TIMING.ttl());
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            a.onNameTaken(() -> heard.add("taken"));
            a.beat();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("taken");
        }
    }

    @Nested
    class LosingALease {

        @Test
        void aPausedHolderMayNotPublishFromItsDeadlineOn() {
            HeldLease lease = win(a);
            time.advance(TIMING.ttl().minusMillis(10));
            assertThat(lease.mayPublish()).isTrue();
            time.advance(Duration.ofMillis(10));
            assertThat(lease.mayPublish()).isFalse();
        }

        @Test
        void aPausedHolderHasLostEvenIfNobodyClaimedTheLease() throws InterruptedException {
            HeldLease lease = win(a);
            time.advance(Duration.ofSeconds(20));
            a.beat();
            assertThat(listener.next()).isEqualTo("lost " + lease.lease().epoch());
            assertThat(lease.mayPublish()).isFalse();
            assertThat(colony.leases().find(FILM)).isPresent();
        }

        @Test
        void aPausedHolderWhoseFirstAttemptFailsStaysSilentUntilAnswered() throws InterruptedException {
            HeldLease lease = win(a);
            time.advance(Duration.ofSeconds(20));
            lineOfA.line = Line.DOWN;
            beats(a, 5);
            assertThat(lease.mayPublish()).isFalse();
            lineOfA.line = Line.UP;
            a.beat();
            assertThat(listener.next()).startsWith("lost");
        }

        @Test
        void aFormerHolderDoesNotTouchItsSuccessorsRecord() {
            HeldLease old = win(a);
            time.advance(Duration.ofSeconds(20));
            HeldLease successor = win(b);
            assertThat(old.release()).isFalse();
            assertThat(colony.leases().find(FILM).orElseThrow().lease()).isEqualTo(successor.lease());
        }

        @Test
        void aNewGrantInTheSamePodEndsTheOldHolding() throws InterruptedException {
            HeldLease old = win(a);
            time.advance(Duration.ofSeconds(20));
            HeldLease anew = win(a);
            assertThat(listener.next()).isEqualTo("lost " + old.lease().epoch());
            assertThat(old.mayPublish()).isFalse();
            a.beat();
            assertThat(anew.mayPublish()).isTrue();
            assertThat(old.release()).isFalse();
            assertThat(colony.leases().find(FILM)).isPresent();
        }
    }

    @Nested
    class CutOff {

        @Test
        void theHolderGoesOnForAsLongAsItRunsAndRegistersAgain() throws InterruptedException {
            HeldLease lease = win(a);
            Epoch before = lease.lease().epoch();
            lineOfA.line = Line.DOWN;
            for (int i = 0; i < 60; i++) {
                beats(a, 1);
                assertThat(lease.mayPublish()).isTrue();
            }
            lineOfA.line = Line.UP;
            beats(a, 1);
            assertThat(listener.next()).isEqualTo("renewed " + lease.lease().epoch());
            assertThat(lease.lease().epoch()).isGreaterThan(before);
            assertThat(lease.mayPublish()).isTrue();
            assertThat(colony.leases().find(FILM).orElseThrow().isExpired()).isFalse();
        }

        @Test
        void theHolderLosesIfAnotherTookOverMeanwhile() throws InterruptedException {
            HeldLease lease = win(a);
            lineOfA.line = Line.DOWN;
            beats(a, 5);
            HeldLease successor = win(b);
            lineOfA.line = Line.UP;
            beats(a, 1);
            assertThat(listener.next()).isEqualTo("lost " + lease.lease().epoch());
            assertThat(colony.leases().find(FILM).orElseThrow().lease()).isEqualTo(successor.lease());
        }

        @Test
        void aHolderPausedWhileCutOffHasLost() throws InterruptedException {
            win(a);
            lineOfA.line = Line.DOWN;
            beats(a, 3);
            time.advance(Duration.ofSeconds(20));
            lineOfA.line = Line.UP;
            a.beat();
            assertThat(listener.next()).startsWith("lost");
        }

        @Test
        void anEmptyCoordinatorIsToldAnewWithAHigherEpochAndTheSamePayload() throws InterruptedException {
            HeldLease lease = win(a);
            Epoch before = lease.lease().epoch();
            time.jumpWallClock(Duration.ofHours(-1));
            LocalCoordinator empty = new LocalCoordinator(time, time);
            lineOfA.behind = empty;
            beats(a, 1);
            assertThat(listener.next()).isEqualTo("renewed " + lease.lease().epoch());
            assertThat(lease.lease().epoch()).isGreaterThan(before);
            assertThat(empty.leases().find(FILM).orElseThrow().payload()).isEqualTo("plan");
        }

        @Test
        void aReRegistrationWhoseReplyWasLostIsFoundAgain() throws InterruptedException {
            HeldLease lease = win(a);
            lineOfA.line = Line.DOWN;
            beats(a, 5);
            lineOfA.line = Line.REPLY_LOST;
            beats(a, 1);
            assertThat(lease.mayPublish()).isTrue();
            lineOfA.line = Line.UP;
            beats(a, 1);
            assertThat(listener.next()).isEqualTo("renewed " + lease.lease().epoch());
            assertThat(colony.leases().find(FILM).orElseThrow().lease()).isEqualTo(lease.lease());
        }

        @Test
        void anAcquisitionWhoseReplyWasLostIsFoundAgainByTheSameProcessOnly() {
            lineOfA.line = Line.REPLY_LOST;
            assertThatThrownBy(() -> win(a)).isInstanceOf(CoordinationUnavailableException.class);
            lineOfA.line = Line.UP;
            LeaseKeeper restarted = keeper("a", new FlakyCoordinator(colony));
            assertThat(restarted.tryAcquire(FILM, Optional.empty(), "", () -> Note.EMPTY, listener))
                    .isInstanceOf(Claim.Taken.class);
            HeldLease lease = win(a);
            beats(a, 5);
            assertThat(lease.mayPublish()).isTrue();
        }

        @Test
        void aReleaseIsOwedUntilItIsAnswered() {
            HeldLease lease = win(a);
            lineOfA.line = Line.DOWN;
            assertThat(lease.release()).isFalse();
            assertThat(colony.leases().find(FILM)).isPresent();
            lineOfA.line = Line.UP;
            beats(a, 1);
            assertThat(colony.leases().find(FILM)).isEmpty();
        }

        @Test
        void workStartedWithoutAGrantIsRegisteredLater() throws InterruptedException {
            lineOfA.line = Line.DOWN;
            HeldLease lease = a.holdUnregistered(FILM, Optional.of(new Epoch(41)), "plan", () -> Note.EMPTY, listener);
            assertThat(lease.lease().epoch()).isEqualTo(new Epoch(42));
            beats(a, 10);
            assertThat(lease.mayPublish()).isTrue();
            lineOfA.line = Line.UP;
            beats(a, 1);
            assertThat(listener.next()).isEqualTo("renewed " + lease.lease().epoch());
            assertThat(colony.leases().find(FILM).orElseThrow().lease()).isEqualTo(lease.lease());
        }

        @Test
        void workStartedWithoutAGrantEndsIfAnotherHoldsTheLease() throws InterruptedException {
            win(b);
            HeldLease lease = a.holdUnregistered(FILM, Optional.empty(), "plan", () -> Note.EMPTY, listener);
            a.beat();
            assertThat(listener.next()).isEqualTo("lost 1");
            assertThat(lease.mayPublish()).isFalse();
        }
    }

    @Nested
    class Sweeping {
        private final BlockingQueue<LeaseRecord> seen = new LinkedBlockingQueue<>();

        private LeaseRecord nextOrphan() throws InterruptedException {
            LeaseRecord record = seen.poll(10, TimeUnit.SECONDS);
            assertThat(record).isNotNull();
            return java.util.Objects.requireNonNull(record);
        }

        @Test
        void findsAnExpiredLeaseAfterAHeartbeat() throws InterruptedException {
            HeldLease lease = win(a);
            b.sweep("transcode", seen::addAll);
            time.advance(TIMING.ttl());
            b.beat();
            assertThat(nextOrphan().lease()).isEqualTo(lease.lease());
        }

        @Test
        void isCalledByAHandOver() throws InterruptedException {
            b.sweep("transcode", seen::addAll);
            HeldLease lease = win(a);
            lease.handOver();
            assertThat(nextOrphan().lease()).isEqualTo(lease.lease());
        }

        @Test
        void leavesOrphansToTheirOwnersForOneLeaseAfterAnOutage() throws InterruptedException {
            FlakyCoordinator lineOfC = new FlakyCoordinator(colony);
            LeaseKeeper c = keeper("c", lineOfC);
            win(a);
            lineOfC.line = Line.DOWN;
            beats(c, 5);
            lineOfC.line = Line.UP;
            c.sweep("transcode", seen::addAll);
            beats(c, 3);
            assertThat(seen).isEmpty();
            beats(c, 1);
            assertThat(nextOrphan().lease().name()).isEqualTo(FILM);
        }
    }
}
