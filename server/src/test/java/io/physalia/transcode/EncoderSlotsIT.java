package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the encoders of a pod, or of all pods, are busy. */
class EncoderSlotsIT {
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
    void aFullPodGivesTheSessionToOneThatHasASlotAndTheLastOneIsRefused() throws Exception {
        TestColony.Member a = colony.start("a", false, 1);
        PlanRequest first = PlanFixtures.request().playSession("first").build();
        PlanRequest second = PlanFixtures.request().playSession("second").build();
        PlanRequest third = PlanFixtures.request().playSession("third").build();
        a.segment(first, 0);
        CompletableFuture<byte[]> waiting = CompletableFuture.supplyAsync(() -> a.segment(second, 0));
        colony.awaitOwner(second, a.name(), Duration.ofSeconds(3));
        TestColony.Member b = colony.start("b", false, 1);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isNotEmpty();
        assertThat(colony.record(second).lease().holder()).isEqualTo(b.name());
        assertThat(colony.record(first).lease().holder()).isEqualTo(a.name());

        for (TestColony.Member asked : List.of(a, b)) {
            assertThatThrownBy(() -> asked.segment(third, 0))
                    .isInstanceOfSatisfying(Failure.class, full -> {
                        assertThat(full.code()).isEqualTo(FailureCode.ENCODER_UNAVAILABLE);
                        assertThat(full.retryAfter()).contains(Duration.ofSeconds(5));
                    })
                    .hasMessageContaining("all encoder slots of the colony's 2 pods (2) are busy");
        }
        b.transcoder().stop(PlanFixtures.USER, "browser", "first");
        colony.awaitGone(first, Duration.ofSeconds(3));
        colony.advance(Duration.ofSeconds(5));
        assertThat(b.segment(third, 0)).as("asked again as told").isNotEmpty();
    }

    @Test
    void whatIsCopiedTakesNoSlot() {
        TestColony.Member a = colony.start("a", false, 1);
        a.segment(PlanFixtures.request().playSession("encoded").build(), 0);
        assertThat(a.segment(
                        PlanFixtures.request()
                                .playSession("copied")
                                .allowCopy(true)
                                .build(),
                        0))
                .isNotEmpty();
    }
}
