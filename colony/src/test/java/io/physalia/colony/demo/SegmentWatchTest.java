package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentWatchTest {
    @TempDir
    Path root;

    @Test
    void onlyFinishedSegmentsOfHigherEpochsCount() throws IOException {
        SegmentWatch watch = new SegmentWatch(Set.of(root));
        publish("s/5/0.ts");
        publish("s/5/1.ts");
        assertThat(watch.findAfter("s", 5)).isEmpty();

        publish("s/9/.2.unfinished");
        publish("s/9/-1.mp4");
        assertThat(watch.findAfter("s", 5)).isEmpty();

        publish("s/9/3.ts");
        publish("s/9/2.ts");
        assertThat(watch.findAfter("s", 5)).contains(new SegmentWatch.Published(9, 2));
        assertThat(watch.listSegments("s")).isEqualTo(Map.of(0, 5L, 1, 5L, 2, 9L, 3, 9L));
    }

    private void publish(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }
}
