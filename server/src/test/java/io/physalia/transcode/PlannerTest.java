package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.media.AudioOutput;
import io.physalia.media.VideoOutput;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private final Planner planner = new Planner(PlanFixtures.sources());

    @Test
    void theSameRequestGivesTheSameSessionOnEveryPod() {
        PlanRequest request = PlanFixtures.request().build();
        assertThat(planner.plan(request).sessionId())
                .isEqualTo(new Planner(PlanFixtures.sources()).plan(request).sessionId())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void aSharedOrMissingPlaySessionIdDoesNotMixUpClients() {
        String mine =
                planner.plan(PlanFixtures.request().playSession("").build()).sessionId();
        String otherUser = planner.plan(PlanFixtures.request()
                        .playSession("")
                        .user("b".repeat(32))
                        .build())
                .sessionId();
        String otherDevice = planner.plan(
                        PlanFixtures.request().playSession("").device("tv").build())
                .sessionId();
        assertThat(List.of(mine, otherUser, otherDevice)).doesNotHaveDuplicates();
    }

    @Test
    void fieldsCannotRunIntoEachOther() {
        String one = planner.plan(
                        PlanFixtures.request().device("a\nb").playSession("c").build())
                .sessionId();
        String other = planner.plan(
                        PlanFixtures.request().device("a").playSession("b\nc").build())
                .sessionId();
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void segmentsOfConstantFrameRatesAreWholeFrames() {
        EncodePlan plan = planner.plan(PlanFixtures.request().build());
        assertThat(plan.segments().durationNanos(0)).isEqualTo(3_003_000_000L);
    }

    @Test
    void theTakeoverCutsTheSegmentLengthThatThePlaylistPromised() {
        PlanRequest request = PlanFixtures.request().segmentSeconds(6).build();
        Workshop workshop = PlanFixtures.workshop();
        PlanRequest restored = workshop.parse(workshop.payload(request)).orElseThrow();
        assertThat(restored).isEqualTo(request);
        assertThat(planner.plan(restored).segments().durationNanos(0)).isEqualTo(6_006_000_000L);
    }

    @Test
    void theSourcesPacketsAreCopiedWhereTheClientAllowsThem() {
        EncodePlan plan = planner.plan(PlanFixtures.request().allowCopy(true).build());
        assertThat(plan.spec().video()).isInstanceOf(VideoOutput.Copy.class);
        assertThat(plan.spec().audio()).isInstanceOf(AudioOutput.Copy.class);
    }

    @Test
    void anIndexThatIsNoAudioStreamIsRefused() {
        PlanRequest request = PlanFixtures.request().audioStream(0).build();
        assertThatThrownBy(() -> planner.plan(request))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("AudioStreamIndex: 0");
    }

    @Test
    void thePictureIsShrunkIntoTheLimitsAndStaysEven() {
        EncodePlan plan = planner.plan(
                PlanFixtures.request().maxWidth(OptionalInt.of(255)).build());
        VideoOutput.Encode encode = (VideoOutput.Encode) plan.spec().video();
        assertThat(encode.width()).isEqualTo(254);
        assertThat(encode.height() % 2).isZero();
    }
}
