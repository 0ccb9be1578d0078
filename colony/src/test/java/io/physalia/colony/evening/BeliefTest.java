package io.physalia.colony.evening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BeliefTest {
    private final Belief<String> belief = new Belief<>("before");

    @Test
    void whatWasAcknowledgedMustBeSeen() {
        belief.changed("after", true);
        assertThat(belief.confirms("before")).isFalse();
        assertThat(belief.confirms("after")).isTrue();
    }

    @Test
    void whatStayedUnansweredMayHaveHappenedOrNot() {
        belief.changed("after", false);
        assertThat(belief.confirms("other")).isFalse();
        assertThat(belief.confirms("before")).isTrue();
    }

    @Test
    void whatWasSeenOnceIsNotTurnedBack() {
        belief.changed("after", false);
        assertThat(belief.confirms("after")).isTrue();
        assertThat(belief.confirms("before")).isFalse();
    }
}
