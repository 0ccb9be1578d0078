package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.colony.pod.Colony;
import org.junit.jupiter.api.Test;

/** Pods whose segments lie in one directory are hit while a strict client plays, and it may not notice. */
class KillIT extends KillStage {
    KillIT() {
        super(Colony.Storage.SHARED);
    }

    @Test
    void aViewerOfTransportStreamsNoticesNoKill() {
        Report report = play("--container", "ts", "--seconds", "40", "--kill-every", "9");

        assertThat(report.problems()).isEmpty();
        assertThat(report.takeovers()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aPodThatIsToldToStopHandsOverAtOnce() {
        Report report = play("--container", "ts", "--seconds", "20", "--kill-every", "14", "--term");

        assertThat(report.problems()).isEmpty();
        assertThat(report.takeovers()).isNotEmpty();
    }

    @Test
    void redisMayBeLostAndComeBackEmpty() {
        Report report = play("--container", "ts", "--seconds", "30", "--outage", "redis", "--outage-seconds", "15");

        assertThat(report.problems()).isEmpty();
    }
}
