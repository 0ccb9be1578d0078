package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.hls.Sample;
import io.physalia.hls.ts.TsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A viewer takes another quality in the middle of the film: with a new play session, as web clients do, or in the same one. */
class QualitySwitchIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"play1", "play2"})
    void theOtherQualityGoesOnWhereTheFirstOneWas(String next) throws IOException {
        try (TestColony colony = new TestColony(directory, Duration.ofMillis(900))) {
            TestColony.Member pod = colony.start("a", false);
            PlanRequest large = PlanFixtures.request().playSession("play1").build();
            PlanRequest small = PlanFixtures.request()
                    .playSession(next)
                    .maxWidth(OptionalInt.of(160))
                    .build();
            List<Sample> played = new ArrayList<>();
            List<Sample> undisturbed = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                undisturbed.addAll(samples(pod.segment(large, i)));
                played.addAll(samples(pod.segment(i < 3 ? large : small, i)));
            }
            for (int track : new int[] {0, 1}) {
                assertThat(times(played, track))
                        .as("track %s", track)
                        .hasSizeGreaterThan(300)
                        .isEqualTo(times(undisturbed, track));
            }
            assertThat(colony.owners()).as("two sessions").hasSize(2);
            Stream.of("play1", next)
                    .distinct()
                    .forEach(session -> pod.transcoder().stop(PlanFixtures.USER, "browser", session));
            colony.awaitGone(large, Duration.ofSeconds(3));
            colony.awaitGone(small, Duration.ofSeconds(3));
        }
    }

    private static List<Long> times(List<Sample> samples, int track) {
        return samples.stream()
                .filter(sample -> sample.track() == track)
                .map(Sample::pts)
                .sorted()
                .toList();
    }

    private static List<Sample> samples(byte[] segment) throws IOException {
        TsReader reader = new TsReader(new ByteArrayInputStream(segment), 900_000);
        List<Sample> samples = new ArrayList<>();
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            samples.add(next.get());
        }
        return samples;
    }
}
