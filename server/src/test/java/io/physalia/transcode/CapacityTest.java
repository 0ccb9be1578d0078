package io.physalia.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.TestFfmpeg;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 17, 100, 255, 256, 1000})
    void findsWhereTheSlowestFallsBehind(int sustained) {
        List<Capacity.Step> steps = new ArrayList<>();
        Capacity found = Capacity.search(n -> (sustained + 0.5) / n, 256, () -> false, steps::add);
        assertThat(found.encodes()).isEqualTo(Math.min(256, sustained));
        assertThat(found.isFloor()).isEqualTo(sustained >= 256);
        assertThat(steps)
                .extracting(Capacity.Step::encodes)
                .doesNotHaveDuplicates()
                .startsWith(1);
        assertThat(steps).hasSizeLessThan(20);
    }

    @Test
    void aSmallMachineIsTriedStepByStep() {
        List<Integer> tried = new ArrayList<>();
        Capacity.search(n -> 3.2 / n, 256, () -> false, step -> tried.add(step.encodes()));
        assertThat(tried).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatIsFoundBeforeTheTimeIsUpIsAFloor() {
        AtomicInteger looks = new AtomicInteger();
        Capacity found = Capacity.search(_ -> 50, 256, () -> looks.incrementAndGet() > 3, _ -> {});
        assertThat(found.isFloor()).isTrue();
        assertThat(found.encodes()).isEqualTo(8);
    }

    @Test
    void measuresTheRealEncoder(@TempDir Path directory) {
        CapacityTrial trial = new CapacityTrial(
                TestFfmpeg.ffmpeg(),
                TestFfmpeg.runner(),
                TestFfmpeg.tables(),
                new CapacityTrial.Extent(90, Duration.ofSeconds(8), Duration.ofMillis(700), Duration.ofMillis(1)));
        Path film = directory.resolve("it's a film.mkv");
        trial.makeFilm(film);
        List<Integer> begun = new ArrayList<>();
        Capacity found = trial.measure(film, 90, new CapacityTrial.Watcher() {
            @Override
            public void begins(int encodes) {
                begun.add(encodes);
            }

            @Override
            public void tick() {}

            @Override
            public void ends(Capacity.Step step) {
                assertThat(step.slowest()).isPositive();
            }
        });
        assertThat(begun).containsExactly(1);
        assertThat(found.slowest()).isBetween(0.05, 2000.0);
        assertThat(TestFfmpeg.runner().liveChildren()).isZero();
    }
}
