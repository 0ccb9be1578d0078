package io.physalia.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.job.JobOutcome.Done;
import io.physalia.job.JobOutcome.Missing;
import io.physalia.job.JobOutcome.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What pods of one colony may rely on when they share work. */
@Timeout(120)
abstract class JobsContract {
    private static final List<String> KINDS = List.of("test");

    @TempDir
    Path directory = Path.of("");

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final LocalCoordinator coordinator = new LocalCoordinator();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Database database;
    private JobQueue queue;
    private JobDesk desk;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    JobsContract() {}

    @BeforeEach
    void open() {
        database = Database.open(config(directory));
        queue = new JobQueue(database, clock);
        desk = new JobDesk(queue, coordinator.bus(), System::nanoTime);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        desk.close();
        database.close();
        coordinator.close();
    }

    private record Work(Function<Job, JobOutcome> how) implements JobWork {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public JobOutcome run(Job job) {
            return how.apply(job);
        }
    }

    private Workers workers(String pod, Function<Job, JobOutcome> how) {
        Workers workers = TestWorkers.start(queue, coordinator, pod, 2, clock, new Work(how));
        opened.addFirst(workers);
        return workers;
    }

    private static JobRequest request(String key) {
        return request(key, JobRequest.SOON);
    }

    private static JobRequest request(String key, int priority) {
        return new JobRequest("test", key, "scope", "file " + key, priority);
    }

    private Job claimOne(String owner) {
        List<Job> claimed = queue.claim(KINDS, 1, owner);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    private Job ended(JobRequest request) {
        List<Job> ended = queue.listEnded(List.of(request.id()));
        assertThat(ended).hasSize(1);
        return ended.getFirst();
    }

    @Test
    void whatIsAskedForTwiceIsInLineOnce() {
        queue.enqueue(List.of(request("a"), request("b")));
        queue.enqueue(List.of(request("b"), request("c")));
        assertThat(queue.counts()).containsExactly(new JobQueue.Count("test", JobState.WAITING, 3));
        Job a = claimOne("pod");
        queue.enqueue(List.of(request("a"), request("b"), request("c")));
        assertThat(queue.listRunning()).extracting(Job::id).containsExactly(a.id());
        assertThat(queue.finish(a, "result")).isTrue();
        queue.enqueue(List.of(request("a"), request("b"), request("c")));
        assertThat(queue.listEnded(List.of(a.id()))).extracting(Job::state).containsExactly(JobState.DONE);
    }

    @Test
    void manyThreadsClaimEachJobOnce() throws Exception {
        int jobs = 300;
        queue.enqueue(IntStream.range(0, jobs).mapToObj(i -> request("k" + i)).toList());
        List<String> claimed = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<String>>> pods = IntStream.range(0, 8)
                    .<Callable<List<String>>>mapToObj(pod -> () -> claimAll("pod-" + pod))
                    .toList();
            for (Future<List<String>> each : executor.invokeAll(pods)) {
                claimed.addAll(each.get());
            }
        }
        assertThat(claimed).doesNotHaveDuplicates().hasSize(jobs);
    }

    private List<String> claimAll(String owner) {
        List<String> all = new ArrayList<>();
        while (queue.hasDue(KINDS)) {
            queue.claim(KINDS, 3, owner).forEach(job -> all.add(job.id()));
        }
        return all;
    }

    @Test
    void theUrgentComesFirst() {
        queue.enqueue(List.of(request("later", 200)));
        now.incrementAndGet();
        queue.enqueue(List.of(request("soon", 100)));
        now.incrementAndGet();
        queue.enqueue(List.of(request("soon too", 100)));
        assertThat(List.of(
                        claimOne("p").subject(),
                        claimOne("p").subject(),
                        claimOne("p").subject()))
                .containsExactly("file soon", "file soon too", "file later");
        assertThat(queue.claim(KINDS, 1, "p")).isEmpty();
    }

    @Test
    void whatNobodyHereCanDoIsLeftInLine() {
        queue.enqueue(List.of(request("a")));
        assertThat(queue.hasDue(List.of("other"))).isFalse();
        assertThat(queue.claim(List.of("other"), 1, "pod")).isEmpty();
        assertThat(queue.claim(KINDS, 1, "pod")).hasSize(1);
    }

    @Test
    void aPostponedJobIsNotDueBeforeItsTime() {
        queue.enqueue(List.of(request("a")));
        Job first = claimOne("pod");
        assertThat(queue.postpone(first, "no luck", clock.instant().plusSeconds(5)))
                .isTrue();
        now.addAndGet(4_999);
        assertThat(queue.hasDue(KINDS)).isFalse();
        now.addAndGet(1);
        Job second = claimOne("pod");
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.error()).contains("no luck");
        assertThat(second.claim()).isGreaterThan(first.claim());
    }

    @Test
    void aClaimThatWasPassedWritesNothing() {
        JobRequest request = request("a");
        queue.enqueue(List.of(request));
        Job paused = claimOne("a/1");
        assertThat(queue.takeFrom("a/1")).isEmpty();
        assertThat(queue.finish(paused, "while it waits")).isFalse();
        Job other = claimOne("b/1");
        assertThat(queue.finish(paused, "while it runs elsewhere")).isFalse();
        assertThat(queue.postpone(paused, "no", clock.instant())).isFalse();
        assertThat(queue.abandon(paused, JobState.SET_ASIDE, "no")).isFalse();
        queue.giveBack(List.of(paused));
        assertThat(queue.finish(other, "right")).isTrue();
        assertThat(queue.finish(paused, "late")).isFalse();
        assertThat(ended(request).result()).contains("right");
    }

    @Test
    void aProcessThatTakesItsJobAgainIsFencedFromItself() {
        JobRequest request = request("a");
        queue.enqueue(List.of(request));
        Job first = claimOne("a/1");
        queue.takeFrom("a/1");
        Job second = claimOne("a/1");
        assertThat(queue.finish(first, "old")).isFalse();
        assertThat(queue.finish(second, "new")).isTrue();
        now.incrementAndGet();
        queue.forget(List.of(request.id()));
        queue.enqueue(List.of(request));
        Job third = claimOne("a/1");
        assertThat(third.claim()).isGreaterThan(second.claim());
    }

    @Test
    void aJobThatIsGivenBackHasLostNoAttempt() {
        queue.enqueue(List.of(request("a")));
        for (int i = 0; i < 5; i++) {
            Job job = claimOne("pod");
            assertThat(job.attempts()).isEqualTo(1);
            queue.giveBack(List.of(job));
        }
    }

    @Test
    void aJobDuringWhichPodsDieIsSetAside() {
        queue.enqueue(List.of(request("a"), request("b")));
        for (int i = 1; i <= 3; i++) {
            List<Job> claimed = queue.claim(List.of("test"), i == 1 ? 1 : 2, "pod/" + i);
            assertThat(claimed).isNotEmpty();
            List<Job> aside = queue.takeFrom("pod/" + i);
            assertThat(aside).hasSize(i == 3 ? 1 : 0);
        }
        assertThat(queue.listSetAside()).hasSize(1);
        assertThat(queue.listSetAside().getFirst().error()).contains("the pods that worked on it ended, 3 times");
        assertThat(queue.hasDue(KINDS)).isTrue();
    }

    @Test
    void whatIsSetAsideIsTriedAgainOnlyWhenAskedTo() {
        JobRequest request = request("a");
        queue.enqueue(List.of(request));
        assertThat(queue.abandon(claimOne("p"), JobState.SET_ASIDE, "poison")).isTrue();
        queue.enqueue(List.of(request));
        now.addAndGet(Duration.ofDays(30).toMillis());
        assertThat(queue.forgetBefore(clock.instant())).isZero();
        assertThat(queue.hasDue(KINDS)).isFalse();
        assertThat(queue.retry("0".repeat(32))).isEmpty();
        assertThat(queue.retry(request.id())).map(Job::state).contains(JobState.WAITING);
        assertThat(queue.retry(request.id())).isEmpty();
        assertThat(claimOne("p").attempts()).isEqualTo(1);
    }

    @Test
    void whatFailedBeginsAnewWhenItIsAskedForAgain() {
        JobRequest request = request("a");
        queue.enqueue(List.of(request));
        assertThat(queue.abandon(claimOne("p"), JobState.FAILED, "away")).isTrue();
        assertThat(queue.hasDue(KINDS)).isFalse();
        queue.enqueue(List.of(request));
        assertThat(claimOne("p").attempts()).isEqualTo(1);
    }

    @Test
    void resultsThatNobodyFetchesGoAfterAWhile() {
        queue.enqueue(List.of(request("a"), request("b")));
        queue.finish(claimOne("p"), "result");
        assertThat(queue.forgetBefore(clock.instant())).isZero();
        now.incrementAndGet();
        assertThat(queue.forgetBefore(clock.instant())).isEqualTo(1);
        assertThat(queue.counts()).containsExactly(new JobQueue.Count("test", JobState.WAITING, 1));
    }

    @Test
    void whatManyAskForIsDoneOnceByWhicheverPod() throws Exception {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        for (String pod : List.of("a", "b")) {
            workers(pod, job -> {
                done.add(job.subject());
                return new Done(job.subject() + " is done");
            });
        }
        List<CompletableFuture<Job>> ends = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ends.add(desk.submit(request("k" + i % 20)));
        }
        for (int i = 0; i < 60; i++) {
            Job end = ends.get(i).get(60, TimeUnit.SECONDS);
            assertThat(end.result()).contains("file k" + i % 20 + " is done");
        }
        assertThat(done).hasSize(20).doesNotHaveDuplicates();
        desk.forgetEnded(
                IntStream.range(0, 20).mapToObj(i -> request("k" + i).id()).toList());
        assertThat(queue.counts()).isEmpty();
    }

    @Test
    void poisonIsTriedThreeTimesWithLongerPausesAndSetAside() throws Exception {
        BlockingQueue<Job> attempts = new LinkedBlockingQueue<>();
        BlockingQueue<Job> aside = new LinkedBlockingQueue<>();
        Workers workers = workers("a", job -> {
            attempts.add(job);
            throw new IllegalStateException("it crashed");
        });
        workers.onSetAside(aside::add);
        CompletableFuture<Job> end = desk.submit(request("poison"));
        attempts.take();
        long[] pauses = {1_000, 4_000};
        for (long pause : pauses) {
            awaitNoneRunning();
            now.addAndGet(pause - 1);
            assertThat(queue.hasDue(KINDS)).isFalse();
            now.incrementAndGet();
            attempts.take();
        }
        assertThat(end.get(60, TimeUnit.SECONDS).state()).isEqualTo(JobState.SET_ASIDE);
        assertThat(aside.take().error()).contains("it crashed");
        assertThat(attempts).isEmpty();
    }

    private void awaitNoneRunning() throws InterruptedException {
        while (!queue.listRunning().isEmpty()) {
            Thread.sleep(5);
        }
    }

    @Test
    void whatCanNeverBeDoneIsSetAsideAtOnce() throws Exception {
        workers("a", _ -> new Refused("no media"));
        Job end = desk.submit(request("text")).get(60, TimeUnit.SECONDS);
        assertThat(end.state()).isEqualTo(JobState.SET_ASIDE);
        assertThat(end.attempts()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereFailsForThisTime() throws Exception {
        workers("a", _ -> new Missing("gone"));
        Job end = desk.submit(request("gone")).get(60, TimeUnit.SECONDS);
        assertThat(end.state()).isEqualTo(JobState.FAILED);
        assertThat(end.error()).contains("gone");
    }

    @Test
    void theJobsOfADeadPodAreDoneByAnother() throws Exception {
        JobRequest request = request("a");
        queue.enqueue(List.of(request));
        claimOne("dead/1");
        workers("b", _ -> new Done("by b"));
        Job end = desk.submit(request).get(60, TimeUnit.SECONDS);
        assertThat(end.result()).contains("by b");
        assertThat(end.attempts()).isEqualTo(2);
    }

    @Test
    void aPodThatWasPausedDoesNotWriteOverTheOther() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Workers a = workers("a", _ -> {
            begun.countDown();
            await(paused);
            return new Done("by a, late");
        });
        CompletableFuture<Job> end = desk.submit(request("x"));
        begun.await();
        coordinator.pods().withdraw(TestWorkers.pod("a"));
        workers("b", _ -> new Done("by b"));
        assertThat(end.get(60, TimeUnit.SECONDS).result()).contains("by b");
        paused.countDown();
        while (a.countRunning() > 0) {
            Thread.sleep(5);
        }
        assertThat(ended(request("x")).result()).contains("by b");
    }

    @Test
    void aPodThatDrainsGivesItsJobsBackAtOnce() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Workers a = workers("a", _ -> {
            begun.countDown();
            await(never);
            return new Done("by a");
        });
        CompletableFuture<Job> end = desk.submit(request("x"));
        begun.await();
        workers("b", _ -> new Done("by b"));
        a.drain();
        Job job = end.get(60, TimeUnit.SECONDS);
        assertThat(job.result()).contains("by b");
        assertThat(job.attempts()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void whatIsWithdrawnIsNotBegun() {
        queue.enqueue(List.of(request("a"), request("b")));
        Job begun = claimOne("p");
        desk.withdraw(List.of(request("a"), request("b")));
        assertThat(queue.hasDue(KINDS)).isFalse();
        assertThat(queue.finish(begun, "ended all the same")).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
