package io.physalia.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private static final int CALLERS = 20;

    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void ofManyCallersOneWorksAndAllGetItsOutcome() throws Exception {
        List<Future<Integer>> outcomes = callTogether(() -> runs.incrementAndGet());
        for (Future<Integer> outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(1);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatTheWorkThrowsIsThrownToAll() throws Exception {
        IllegalStateException failure = new IllegalStateException("no");
        for (Future<Integer> outcome : callTogether(() -> {
            runs.incrementAndGet();
            throw failure;
        })) {
            assertThatThrownBy(outcome::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(failure);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void nothingIsRememberedAfterwards() {
        assertThat(flights.run("a", runs::incrementAndGet)).isEqualTo(1);
        assertThat(flights.run("a", runs::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void differentKeysDoNotWaitForEachOther() {
        assertThat(flights.run("a", () -> flights.run("b", () -> 7))).isEqualTo(7);
    }

    @Test
    void workThatHasBegunIsAwaited() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> work = threads.submit(() -> flights.run("a", () -> {
                begun.countDown();
                await(go);
                return runs.incrementAndGet();
            }));
            begun.await();
            Future<Integer> seen = threads.submit(() -> {
                flights.awaitRunning();
                return runs.get();
            });
            go.countDown();
            assertThat(seen.get()).isEqualTo(1);
            assertThat(work.get()).isEqualTo(1);
        }
    }

    /** The first caller works on until all others wait for it. */
    private List<Future<Integer>> callTogether(Callable<Integer> work) throws InterruptedException {
        List<Future<Integer>> outcomes = new ArrayList<>();
        List<Thread> waiting = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            waiting.add(thread);
            return thread;
        });
        try (threads) {
            outcomes.add(threads.submit(() -> flights.run("a", () -> {
                begun.countDown();
                await(go);
                try {
                    return work.call();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            })));
            begun.await();
            for (int i = 1; i < CALLERS; i++) {
                outcomes.add(threads.submit(() -> flights.run("a", runs::incrementAndGet)));
            }
            while (!waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            go.countDown();
        }
        return outcomes;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
