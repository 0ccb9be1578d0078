package io.physalia.colony.evening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real pods, Redis and PostgreSQL; every request on a random pod. The seed is printed; {@code ./physalia evening --seed N} repeats it. */
@Tag("soak")
class EveningIT {
    @Test
    void peopleNoticeNothingOfWhatHappensToTheColony() {
        EveningReport report = EveningCommand.spend(EveningOptions.parse(List.of("--seconds", "30")), System.out);

        assertThat(report.problems()).isEmpty();
        assertThat(report.acts())
                .containsKeys(
                        "Watching",
                        "Marking",
                        "Listing",
                        "Preferring",
                        "Leaving",
                        "Pairing",
                        "Allowing",
                        "Messaging",
                        "Partying");
        assertThat(report.harm()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(report.messages()).isPositive();
    }
}
