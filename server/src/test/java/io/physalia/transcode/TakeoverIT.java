package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.LeaseRecord;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.SegmentContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three pods in one process on one coordinator, with real FFmpeg; a pod dies by falling silent. */
class TakeoverIT {
    @TempDir
    Path directory;

    private TestColony colony;

    @BeforeEach
    void film() {
        colony = new TestColony(directory, Duration.ofMillis(900));
    }

    @AfterEach
    void end() {
        colony.close();
    }

    @Test
    void anyPodAnswersForASegmentThatAnotherEncodes() {
        TestColony.Member a = colony.start("a", false);
        TestColony.Member b = colony.start("b", false);
        PlanRequest request = PlanFixtures.request().build();
        byte[] first = a.segment(request, 0);
        assertThat(b.segment(request, 0)).isEqualTo(first);
        assertThat(colony.owners()).hasSize(1);
    }

    @Test
    void aRequestTakesOverFromADeadPodAtTheSegmentThatIsAskedFor() {
        TestColony.Member a = colony.start("a", false);
        PlanRequest request = PlanFixtures.request().build();
        a.segment(request, 0);
        TestColony.Member b = colony.start("b", false);
        LeaseRecord before = colony.record(request);
        a.die();
        byte[] next = b.segment(request, 7);
        LeaseRecord after = colony.record(request);
        assertThat(next).isNotEmpty();
        assertThat(after.lease().holder()).isEqualTo(b.name());
        assertThat(after.lease().epoch().isAfter(before.lease().epoch())).isTrue();
        assertThat(b.has(request, 7)).isTrue();
        assertThat(b.has(request, 0)).as("restart from index 0").isFalse();
    }

    @Test
    void theSweepAdoptsAnOrphanThatNobodyAsksFor() {
        TestColony.Member a = colony.start("a", true);
        TestColony.Member b = colony.start("b", true);
        PlanRequest request = PlanFixtures.request().build();
        a.segment(request, 3);
        a.die();
        colony.awaitOwner(request, b.name(), Duration.ofSeconds(5));
    }

    @Test
    void theSuccessorHasTheNextSegmentReadyWhenTheLeaseRunsOut() {
        colony.leasesRunFor(Duration.ofSeconds(8));
        TestColony.Member a = colony.start("a", true);
        PlanRequest request = PlanFixtures.request().build();
        a.segment(request, 0);
        TestColony.Member b = colony.start("b", true);
        a.die();
        b.awaitBusySlots(1);
        assertThat(colony.record(request).lease().holder()).as("it still runs").isEqualTo(a.name());
        assertThat(colony.record(request).isExpired()).isFalse();
        long oldEpoch = colony.record(request).lease().epoch().value();
        assertThat(b.segment(request, 19)).isNotEmpty();
        assertThat(colony.record(request).lease().holder()).isEqualTo(b.name());
        assertThat(b.epochOf(request, 19)).isGreaterThan(oldEpoch);
    }

    @Test
    void whatWasMadeReadyIsGivenUpWhenTheOwnerIsAliveAfterAll() {
        colony.leasesRunFor(Duration.ofSeconds(8));
        TestColony.Member a = colony.start("a", false);
        PlanRequest request = PlanFixtures.request().build();
        a.segment(request, 0);
        TestColony.Member b = colony.start("b", false);
        long epoch = colony.record(request).lease().epoch().value();
        a.fallSilent();
        b.awaitBusySlots(1);
        a.wakeUp();
        b.awaitBusySlots(0);
        assertThat(colony.record(request).lease().holder()).isEqualTo(a.name());
        assertThat(colony.record(request).lease().epoch().value()).isEqualTo(epoch);
        assertThat(b.has(request, 0) || b.has(request, 1))
                .as("published without the right to")
                .isFalse();
        assertThat(b.segment(request, 1)).as("the owner goes on").isNotEmpty();
        assertThat(colony.owners()).containsExactly(a.name());
    }

    @Test
    void aPodOfAnotherBuildIsGivenNoSession() {
        TestColony.Member other = colony.startOfAnotherBuild("a");
        TestColony.Member asked = colony.start("b", false, 0);
        TestColony.Member able = colony.start("c", false);
        PlanRequest request = PlanFixtures.request().build();
        assertThat(asked.segment(request, 1)).isNotEmpty();
        assertThat(colony.owners()).containsExactly(able.name());
        assertThat(other.segment(request, 1))
                .as("it makes a session of its own, for whoever asks it")
                .isNotEmpty();
        assertThat(colony.owners()).containsExactlyInAnyOrder(able.name(), other.name());
    }

    @Test
    void aDrainGivesTheSessionAwayAtOnce() {
        TestColony.Member a = colony.start("a", false);
        PlanRequest request = PlanFixtures.request().build();
        a.segment(request, 2);
        TestColony.Member b = colony.start("b", false);
        a.drain();
        colony.awaitOwner(request, b.name(), Duration.ofMillis(800));
        assertThat(a.segment(request, 3)).as("the draining pod still answers").isNotEmpty();
        assertThat(colony.record(request).lease().holder()).isEqualTo(b.name());
    }

    @Test
    void aPausedOwnerPublishesNothingOverItsSuccessor() throws Exception {
        TestColony.Member a = colony.start("a", true);
        TestColony.Member b = colony.start("b", true);
        PlanRequest request =
                PlanFixtures.request().container(SegmentContainer.FMP4).build();
        a.segment(request, 0);
        long oldEpoch = colony.record(request).lease().epoch().value();
        a.fallSilent();
        colony.awaitOwner(request, b.name(), Duration.ofSeconds(5));
        b.segment(request, 15);
        a.wakeUp();
        b.segment(request, 17);
        assertThat(b.epochOf(request, 15)).isGreaterThan(oldEpoch);
        assertThat(b.epochOf(request, 17)).isGreaterThan(oldEpoch);
    }

    @Test
    void stoppingEndsTheEncoderAndRemovesItsSegmentsWhereverItRuns() {
        TestColony.Member a = colony.start("a", false);
        TestColony.Member b = colony.start("b", false);
        PlanRequest mine = PlanFixtures.request().build();
        PlanRequest other = PlanFixtures.request().device("tv").build();
        a.segment(mine, 0);
        a.segment(other, 0);
        b.transcoder().stop(PlanFixtures.USER, "browser", "play1");
        colony.awaitGone(mine, Duration.ofSeconds(3));
        assertThat(colony.record(other)).as("another device's session").isNotNull();
    }

    @Test
    void aRequestThatWaitedWhenItsClientStoppedDoesNotStartItAgain() throws Exception {
        TestColony.Member a = colony.start("a", false);
        TestColony.Member b = colony.start("b", false);
        PlanRequest mine = PlanFixtures.request().build();
        a.segment(mine, 0);
        for (TestColony.Member asked : List.of(a, b)) {
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<byte[]> waiting =
                    CompletableFuture.supplyAsync(() -> asked.segment(mine, 15, begun::countDown));
            assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
            a.transcoder().stop(PlanFixtures.USER, "browser", "play1");
            assertThat(waiting.handle((content, failure) -> content != null
                                    || (failure.getCause() instanceof Failure why
                                            && why.code() == FailureCode.PLAYBACK_STOPPED))
                            .get(5, TimeUnit.SECONDS))
                    .isTrue();
        }
        colony.awaitGone(mine, Duration.ofSeconds(3));
        assertThat(b.segment(mine, 1)).as("a later request begins anew").isNotEmpty();
    }

    @Test
    void aSessionWithoutAViewerEndsAndItsSegmentsGo() {
        TestColony.Member a = colony.start("a", false);
        PlanRequest request = PlanFixtures.request().build();
        a.segment(request, 0);
        colony.advance(Duration.ofSeconds(61));
        colony.awaitGone(request, Duration.ofSeconds(5));
        assertThat(a.has(request, 0)).isFalse();
    }

    @Test
    void anIndexOutsideTheFilmIsNotFound() {
        TestColony.Member a = colony.start("a", false);
        PlanRequest request = PlanFixtures.request().build();
        for (int index : List.of(-2, -1, 20, 1_000_000)) {
            assertThatThrownBy(() -> a.segment(request, index))
                    .isInstanceOfSatisfying(
                            Failure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.SEGMENT_NOT_FOUND));
        }
    }

    @Test
    void aFileThatIsNoMediaFailsAfterBoundedRetriesWithItsCause() {
        TestColony.Member a = colony.start("a", false);
        colony.ruinTheFilm();
        PlanRequest request = PlanFixtures.request().build();
        assertThatThrownBy(() -> a.segment(request, 0))
                .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.ENCODER_FAILED))
                .hasMessageContaining("Invalid data");
    }

    @Test
    void theLastSegmentCanBeHadFirst() {
        TestColony.Member a = colony.start("a", false);
        PlanRequest request = PlanFixtures.request().build();
        int last = a.transcoder().plan(request).segments().count() - 1;
        assertThat(a.segment(request, last)).isNotEmpty();
    }
}
