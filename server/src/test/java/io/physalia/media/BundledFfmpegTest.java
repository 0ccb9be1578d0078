package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledFfmpegTest {
    /** Pods of one machine that start for the first time. */
    @Test
    void isUnpackedOnceByManyAtTheSameTime(@TempDir Path directory) throws Exception {
        int pods = 4;
        CyclicBarrier together = new CyclicBarrier(pods);
        Callable<Optional<Path>> pod = () -> {
            together.await();
            return new BundledFfmpeg(directory).extract();
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(pods)) {
            List<Future<Optional<Path>>> started =
                    IntStream.range(0, pods).mapToObj(_ -> pool.submit(pod)).toList();
            for (Future<Optional<Path>> each : started) {
                assertThat(each.get())
                        .hasValueSatisfying(program -> assertThat(program).isExecutable());
            }
        }
        assertThat(entries(directory)).as("nothing else is left").hasSize(1);
    }

    @Test
    void whatCannotBeThereIsSaid(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new BundledFfmpeg(file).extract())
                .hasMessageContaining("cannot be unpacked into " + file);
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
