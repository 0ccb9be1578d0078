package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunWindowTest {
    /** 100 segments of 3 s. */
    private final RunWindow window =
            new RunWindow(SegmentPlan.uniform(3, 1, Duration.ofSeconds(300).toNanos(), 0), 10);

    @Test
    void aNewSessionWantsWhatItWasOpenedFor() {
        assertThat(window.pending()).hasValue(10);
        assertThat(window.start(10, 10)).isTrue();
        assertThat(window.pending()).isEmpty();
    }

    @Test
    void aSegmentJustAheadOfTheEncoderIsWaitedFor() {
        window.start(10, 10);
        assertThat(window.ask(18, true)).isFalse();
        assertThat(window.pending()).isEmpty();
    }

    @Test
    void aSegmentFarAheadRestartsTheEncoderThere() {
        window.start(10, 10);
        assertThat(window.ask(19, true)).isTrue();
        assertThat(window.pending()).hasValue(19);
    }

    @Test
    void aRunThatNobodyCanHaveAnythingOfYetStartsAnewWhereItIsWanted() {
        window.start(10, 10);
        assertThat(window.ask(11, false)).as("the next is on its way").isFalse();
        assertThat(window.ask(12, false)).isTrue();
        assertThat(window.pending()).hasValue(12);
    }

    @Test
    void aSegmentBehindTheEncoderRestartsItThere() {
        window.start(10, 10);
        window.produced(10);
        assertThat(window.ask(9, true)).isTrue();
        assertThat(window.pending()).hasValue(9);
    }

    @Test
    void theInitSectionNeverMovesARunningEncoder() {
        window.start(10, 10);
        assertThat(window.ask(SegmentStore.INIT, true)).isFalse();
        assertThat(window.pending()).isEmpty();
    }

    @Test
    void aRunPreparedForSomethingElseDoesNotStart() {
        window.ask(50, true);
        assertThat(window.start(10, 10)).isFalse();
        assertThat(window.pending()).hasValue(50);
    }

    @Test
    void theEncoderIsHeldBackOnlyFarAheadOfTheViewer() {
        window.start(10, 10);
        window.produced(12);
        assertThat(window.isAhead(3)).isFalse();
        window.produced(13);
        assertThat(window.isAhead(3)).isTrue();
        window.served(12);
        assertThat(window.isAhead(3)).isFalse();
    }

    @Test
    void aFailedRunGoesOnWhereItWas() {
        window.start(10, 10);
        window.produced(10);
        window.produced(11);
        window.retry();
        assertThat(window.pending()).hasValue(12);
    }

    @Test
    void anIndexOutsideTheFilmIsBroughtInside() {
        RunWindow late =
                new RunWindow(SegmentPlan.uniform(3, 1, Duration.ofSeconds(9).toNanos(), 0), 77);
        assertThat(late.pending()).hasValue(2);
    }

    @Test
    void aRemovedSegmentThatIsAskedForAgainCountsAsNotProduced() {
        window.start(10, 10);
        window.produced(10);
        window.produced(11);
        assertThat(window.hasProduced(10)).isTrue();
        assertThat(window.ask(10, true)).isTrue();
        assertThat(window.hasProduced(10)).isFalse();
        assertThat(window.hasProduced(11)).isTrue();
    }

    @Test
    void theLeadIsWhatIsFinishedBeforeTheViewerNeedsIt() {
        assertThat(window.leadNanos()).isEmpty();
        window.start(10, 10);
        assertThat(window.leadNanos()).hasValue(0);
        window.produced(10);
        window.produced(11);
        assertThat(window.leadNanos()).hasValue(Duration.ofSeconds(6).toNanos());
        window.served(11);
        assertThat(window.leadNanos()).hasValue(Duration.ofSeconds(3).toNanos());
        window.produced(99);
        assertThat(window.leadNanos()).isEmpty();
    }
}
