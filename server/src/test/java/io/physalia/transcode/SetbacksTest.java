package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SetbacksTest {
    private final Setbacks setbacks = new Setbacks();

    @Test
    void eachPauseInARowIsFourTimesAsLong() {
        assertThat(setbacks.again()).isEqualTo(1);
        assertThat(setbacks.pause()).isEqualTo(Duration.ofMillis(200));
        assertThat(setbacks.again()).isEqualTo(2);
        assertThat(setbacks.pause()).isEqualTo(Duration.ofMillis(800));
        assertThat(setbacks.again()).isEqualTo(3);
    }

    @Test
    void whatIsFinishedBetweenForgetsWhatFailed() {
        setbacks.again();
        setbacks.again();
        setbacks.overcome();
        assertThat(setbacks.again()).isEqualTo(1);
    }

    @Test
    void aFailureIsToldForHalfAMinuteAndThenForgotten() {
        setbacks.fail(new Failure(FailureCode.ENCODER_FAILED, "no moov"), 100);
        long end = 100 + Duration.ofSeconds(30).toNanos();
        assertThatThrownBy(() -> setbacks.throwIfFailed(end - 1))
                .isInstanceOfSatisfying(
                        Failure.class, told -> assertThat(told.reason()).isEqualTo("no moov"));
        assertThatCode(() -> setbacks.throwIfFailed(end)).doesNotThrowAnyException();
        assertThatCode(() -> setbacks.throwIfFailed(101)).doesNotThrowAnyException();
    }

    @Test
    void aFailureThatSaysHowLongItLastsLastsThatLong() {
        Duration patience = Duration.ofSeconds(5);
        setbacks.fail(Failure.retryable(FailureCode.ENCODER_UNAVAILABLE, "all slots are taken", patience), 0);
        assertThatThrownBy(() -> setbacks.throwIfFailed(patience.toNanos() - 1))
                .isInstanceOfSatisfying(
                        Failure.class, told -> assertThat(told.retryAfter()).contains(patience));
        assertThatCode(() -> setbacks.throwIfFailed(patience.toNanos())).doesNotThrowAnyException();
    }
}
