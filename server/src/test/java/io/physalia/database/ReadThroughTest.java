package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadThroughTest {
    private static final Duration FRESH = Duration.ofSeconds(4);

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private Function<String, Optional<String>> source = key -> Optional.of(key + loads.incrementAndGet());
    private final ReadThrough<String, String> cache =
            new ReadThrough<>("test", key -> source.apply(key), FRESH, 100, nanoTime::get);

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void aFreshValueIsGivenOutUnasked() {
        assertThat(cache.find("a")).contains("a1");
        pass(FRESH.minusNanos(1));
        assertThat(cache.find("a")).contains("a1");
        pass(Duration.ofNanos(1));
        assertThat(cache.find("a")).contains("a2");
    }

    @Test
    void whatIsGivenOutIsCountedHoweverItIsAskedFor() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        try {
            ReadThrough<String, String> counted = new ReadThrough<>("counted", Optional::of, FRESH, 100, nanoTime::get);
            counted.find("a");
            assertThat(reads(meters, "miss")).isEqualTo(1);
            counted.find("a");
            counted.findFresh("a");
            counted.peek("a");
            assertThat(reads(meters, "hit")).isEqualTo(3);
            counted.findFresh("b");
            counted.peek("b");
            assertThat(reads(meters, "hit")).isEqualTo(3);
            assertThat(reads(meters, "miss")).isEqualTo(2);
        } finally {
            Metrics.removeRegistry(meters);
        }
    }

    private static double reads(SimpleMeterRegistry meters, String result) {
        return meters.get(ReadThrough.READS)
                .tags("cache", "counted", "result", result)
                .counter()
                .count();
    }

    @Test
    void anExpiredValueIsAskedForAndAForgottenOneIsGone() {
        cache.find("a");
        cache.find("b");
        cache.expire("a");
        assertThat(cache.find("a")).contains("a3");
        assertThat(cache.find("b")).contains("b2");
        cache.expireAll();
        assertThat(cache.find("b")).contains("b4");
        cache.forget("b");
        source = _ -> {
            throw down();
        };
        assertThatThrownBy(() -> cache.find("b")).isInstanceOf(Failure.class);
    }

    @Test
    void anOldValueStandsWhileTheDatabaseIsDownAndIsRenewedAfter() {
        cache.find("a");
        Function<String, Optional<String>> up = source;
        source = _ -> {
            throw down();
        };
        pass(Duration.ofHours(1));
        assertThat(cache.find("a")).contains("a1");
        cache.expire("a");
        assertThat(cache.find("a")).contains("a1");
        assertThatThrownBy(() -> cache.find("b")).isInstanceOf(Failure.class);
        source = up;
        pass(Duration.ofSeconds(1));
        assertThat(cache.find("a")).contains("a2");
    }

    @Test
    void anOldValueStandsWhileTheDatabaseHangs() {
        cache.find("a");
        CountDownLatch never = new CountDownLatch(1);
        source = key -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.of(key + " late");
        };
        pass(FRESH);
        assertThat(cache.find("a")).contains("a1");
        // The wait was paid once: for a while, the old value counts as fresh.
        assertThat(cache.find("a")).contains("a1");
        never.countDown();
    }

    @Test
    void otherErrorsReachTheCaller() {
        cache.find("a");
        source = _ -> {
            throw new IllegalStateException("bug");
        };
        pass(FRESH);
        assertThatThrownBy(() -> cache.find("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("bug");
    }

    @Test
    void whatIsNotThereIsNotRemembered() {
        source = _ -> {
            loads.incrementAndGet();
            return Optional.empty();
        };
        assertThat(cache.find("a")).isEmpty();
        assertThat(cache.find("a")).isEmpty();
        assertThat(loads).hasValue(2);
    }

    @Test
    void ofManyCallersForOneKeyOneAsks() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        source = key -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.of(key + loads.incrementAndGet());
        };
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Optional<String>> ask = () -> cache.find("a");
            List<Future<Optional<String>>> all =
                    List.of(executor.submit(ask), executor.submit(ask), executor.submit(ask));
            goOn.countDown();
            for (Future<Optional<String>> each : all) {
                assertThat(each.get()).contains("a1");
            }
        }
    }

    @Test
    void aLoadThatBeganBeforeAChangeDoesNotPassForFreshAfterIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Function<String, Optional<String>> up = source;
        source = _ -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.of("before the change");
        };
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<String>> early = executor.submit(() -> cache.find("a"));
            begun.await();
            source = up;
            cache.expire("a");
            assertThat(cache.find("a")).contains("a1");
            goOn.countDown();
            assertThat(early.get()).contains("before the change");
        }
        assertThat(cache.find("a")).contains("a1");
    }

    @Test
    void whatIsLargeTakesTheRoomOfManyAndThereIsRoomAgainForWhatIsForgotten() {
        ReadThrough<String, String> byLength =
                new ReadThrough<>("test", key -> source.apply(key), FRESH, String::length, 1000, nanoTime::get);
        source = key -> Optional.of(key.equals("large") ? "x".repeat(950) : "x");
        for (int i = 0; i < 50; i++) {
            byLength.find("small " + i);
            pass(Duration.ofNanos(1));
        }
        byLength.find("large");
        pass(Duration.ofNanos(1));
        byLength.find("one more");
        assertThat(byLength.findFresh("small 0")).isEmpty();
        assertThat(byLength.findFresh("large"))
                .as("not the oldest, but too large")
                .isEmpty();
        assertThat(byLength.findFresh("one more")).isPresent();
        for (int i = 0; i < 20; i++) {
            byLength.find("large");
            byLength.forget("large");
        }
        byLength.find("large");
        assertThat(byLength.findFresh("large")).isPresent();
        assertThat(byLength.findFresh("one more")).isPresent();
    }

    @Test
    void noMoreGoesThanMustAndNeverIsThereMoreThanThereIsRoomFor() {
        source = _ -> Optional.of("x".repeat(100));
        for (int count = 1; count < 40; count++) {
            ReadThrough<String, String> byLength =
                    new ReadThrough<>("test", source, FRESH, String::length, 1000, nanoTime::get);
            for (int i = 0; i < count; i++) {
                byLength.find("key " + i);
                pass(Duration.ofNanos(1));
            }
            int last = count - 1;
            assertThat(IntStream.rangeClosed(Math.max(0, last - 8), last))
                    .as("the last nine of " + count)
                    .allMatch(key -> byLength.findFresh("key " + key).isPresent());
            assertThat(IntStream.rangeClosed(0, last)
                            .filter(key -> byLength.findFresh("key " + key).isPresent()))
                    .as("all of " + count)
                    .hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void theLeastRecentlyUsedGoFirst() {
        for (int i = 0; i < 100; i++) {
            cache.find("k" + i);
            pass(Duration.ofNanos(1));
        }
        cache.find("k0");
        cache.find("one more");
        int before = loads.get();
        cache.find("k0");
        assertThat(loads).hasValue(before);
        cache.find("k1");
        assertThat(loads).hasValue(before + 1);
    }

    private static Failure down() {
        return Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, "down", Duration.ofSeconds(1));
    }
}
