package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.colony.pod.Colony;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pods that have a directory each are hit while a strict client plays, and it may not notice. */
class KillApartIT extends KillStage {
    KillApartIT() {
        super(Colony.Storage.POD);
    }

    @Test
    void aViewerOfFragmentedMp4NoticesNoKill() {
        Report report = play("--container", "fmp4", "--seconds", "40", "--kill-every", "9");

        assertThat(report.problems()).isEmpty();
        assertThat(report.takeovers()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    @Tag("soak")
    void aPodThatWasHeldStillDoesNoHarmWhenItGoesOn() {
        Report report = play("--container", "fmp4", "--seconds", "24", "--kill-every", "16", "--pause");

        assertThat(report.problems()).isEmpty();
        assertThat(report.takeovers()).isNotEmpty();
    }

    @Test
    @Tag("soak")
    void postgresMayBeLostForAWhile() {
        Report report =
                play("--container", "fmp4", "--seconds", "30", "--outage", "postgres", "--outage-seconds", "15");

        assertThat(report.problems()).isEmpty();
    }
}
