package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenditionCacheTest {
    @TempDir
    Path directory = Path.of("");

    private static String key(int n) {
        return Uploads.sha256(Integer.toString(n));
    }

    private static RenditionCache.Maker bytes(int count) {
        return target -> Files.write(target, new byte[count]);
    }

    @Test
    void aFileIsMadeOnceHoweverManyAsk() throws Exception {
        RenditionCache cache = RenditionCache.open(directory, 1000);
        AtomicInteger made = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(8);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Path>> files = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                files.add(threads.submit(() -> {
                    asked.countDown();
                    return cache.get(key(1), target -> {
                        made.incrementAndGet();
                        awaitAll(asked);
                        Files.write(target, new byte[10]);
                    });
                }));
            }
            for (Future<Path> file : files) {
                assertThat(file.get()).hasSize(10);
            }
        }
        assertThat(made).hasValue(1);
    }

    private static void awaitAll(CountDownLatch asked) throws IOException {
        try {
            asked.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        RenditionCache cache = RenditionCache.open(directory, 1000);
        Path first = cache.get(key(1), bytes(400));
        Path second = cache.get(key(2), bytes(400));
        assertThat(cache.get(key(1), bytes(1))).hasSize(400);
        Path third = cache.get(key(3), bytes(400));
        assertThat(second).doesNotExist();
        assertThat(first).exists();
        assertThat(third).exists();
        assertThat(cache.size()).isEqualTo(800);
    }

    @Test
    void whatIsThereIsFoundAgainAfterARestart() {
        var _ = RenditionCache.open(directory, 1000).get(key(1), bytes(400));
        RenditionCache reopened = RenditionCache.open(directory, 1000);
        assertThat(reopened.size()).isEqualTo(400);
        assertThat(reopened.get(key(1), bytes(1))).hasSize(400);
    }

    @Test
    void aSmallerBoundIsKeptAtOnce() {
        RenditionCache cache = RenditionCache.open(directory, 1000);
        for (int i = 0; i < 5; i++) {
            var _ = cache.get(key(i), bytes(200));
        }
        assertThat(RenditionCache.open(directory, 400).size()).isEqualTo(400);
    }

    @Test
    void aFailureIsNotKeptAndLeavesNothing() throws IOException {
        RenditionCache cache = RenditionCache.open(directory, 1000);
        assertThatThrownBy(() -> cache.get(key(1), _ -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(UncheckedIOException.class);
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(cache.get(key(1), bytes(5))).hasSize(5);
    }

    @Test
    void aFileThatSomebodyDeletedIsMadeAgain() throws IOException {
        RenditionCache cache = RenditionCache.open(directory, 1000);
        Files.delete(cache.get(key(1), bytes(5)));
        assertThat(cache.get(key(1), bytes(7))).hasSize(7);
        assertThat(cache.size()).isEqualTo(7);
    }
}
