package io.physalia.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseTiming;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as two pods of one colony see them. */
abstract class TasksContract {
    @TempDir
    Path directory = Path.of("");

    private final LocalCoordinator coordinator = new LocalCoordinator();
    private final Semaphore mayEnd = new Semaphore(0);
    private final BlockingQueue<TaskResult> ended = new LinkedBlockingQueue<>();
    private final ScheduledTask slow = new ScheduledTask(
            "Slow", "Slow", "Waits.", "Tests", List.of(new TaskTrigger.Startup(Optional.empty())), run -> {
                run.progress(40);
                while (!run.isStopping() && !mayEnd.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait();
                }
            });
    private final ScheduledTask broken = new ScheduledTask("Broken", "Broken", "Fails.", "Tests", List.of(), _ -> {
        throw new IllegalStateException("no luck");
    });
    private final List<LeaseKeeper> beating = new ArrayList<>();
    private Database database;
    private LeaseKeeper keeperOfA;
    private Tasks a;
    private Tasks b;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    TasksContract() {}

    @BeforeEach
    void open() {
        database = Database.open(config(directory));
        keeperOfA = keeper("a");
        a = tasks(keeperOfA);
        b = tasks(keeper("b"));
    }

    private LeaseKeeper keeper(String name) {
        return keeper(name, Duration.ofMinutes(1));
    }

    private LeaseKeeper keeper(String name, Duration lease) {
        Pod pod = new Pod(new PodName(name), name, URI.create("http://127.0.0.1:1"), Pod.State.READY, 0, 0, "test");
        return new LeaseKeeper(coordinator, () -> pod, LeaseTiming.ofLease(lease), System::nanoTime);
    }

    /** One that looks for expired leases. */
    private LeaseKeeper beating(String name) throws InterruptedException {
        LeaseKeeper keeper = keeper(name, Duration.ofSeconds(1));
        beating.add(keeper);
        keeper.start();
        return keeper;
    }

    private Tasks tasks(LeaseKeeper keeper) {
        Tasks tasks = new Tasks(List.of(slow, broken), keeper, coordinator, database, InstantSource.system());
        tasks.onEnd((_, result) -> ended.add(result));
        return tasks;
    }

    @AfterEach
    void close() throws Exception {
        a.close();
        b.close();
        beating.forEach(LeaseKeeper::close);
        mayEnd.release(10);
        coordinator.close();
        database.close();
    }

    private TaskResult awaitEnd() throws InterruptedException {
        TaskResult result = ended.poll(10, TimeUnit.SECONDS);
        assertThat(result).as("the task's end").isNotNull();
        return result;
    }

    private static TaskView view(Tasks tasks, String key) {
        return tasks.list().stream()
                .filter(view -> view.task().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTaskRunsOnceAtATimeInTheColonyAndEveryPodSeesIt() throws Exception {
        assertThat(a.start(slow)).isTrue();
        assertThat(a.start(slow)).isFalse();
        assertThat(b.start(slow)).isFalse();
        assertThat(view(b, "Slow").state()).isEqualTo(TaskView.State.RUNNING);
        mayEnd.release();
        assertThat(awaitEnd().status()).isEqualTo(TaskResult.Status.COMPLETED);
        assertThat(view(b, "Slow").lastResult().orElseThrow().status()).isEqualTo(TaskResult.Status.COMPLETED);
        while (view(b, "Slow").state() != TaskView.State.IDLE) {
            Thread.onSpinWait();
        }
        assertThat(b.start(slow)).isTrue();
        mayEnd.release();
        awaitEnd();
    }

    @Test
    void aTaskIsStoppedFromAnyPod() throws Exception {
        a.start(slow);
        b.stop(slow);
        assertThat(awaitEnd().status()).isEqualTo(TaskResult.Status.CANCELLED);
    }

    @Test
    void aFailureIsKept() throws Exception {
        a.start(broken);
        assertThat(awaitEnd().error()).contains("no luck");
        assertThat(view(b, "Broken").lastResult().orElseThrow().status()).isEqualTo(TaskResult.Status.FAILED);
    }

    @Test
    void triggersAreKeptAsTheyAreSet() {
        List<TaskTrigger> triggers = List.of(
                new TaskTrigger.Daily(LocalTime.of(3, 15), Optional.of(Duration.ofHours(4))),
                new TaskTrigger.Weekly(DayOfWeek.SUNDAY, LocalTime.MIDNIGHT, Optional.empty()),
                new TaskTrigger.Every(Duration.ofHours(12), Optional.empty()),
                new TaskTrigger.Startup(Optional.of(Duration.ofMinutes(1))));
        assertThat(view(b, "Slow").triggers()).isEqualTo(slow.triggers());
        a.setTriggers(slow, triggers);
        assertThat(view(b, "Slow").triggers()).isEqualTo(triggers);
        a.setTriggers(slow, List.of());
        assertThat(view(b, "Slow").triggers()).isEmpty();
    }

    @Test
    void theLeaderStartsWhatIsDueAndNobodyElseDoes() throws Exception {
        a.setTriggers(slow, List.of(new TaskTrigger.Daily(LocalTime.of(3, 0), Optional.empty())));
        Clock night = Clock.fixed(Instant.parse("2026-11-22T03:01:00Z"), ZoneOffset.UTC);
        try (TaskSchedule leader = new TaskSchedule(a, keeperOfA, night);
                TaskSchedule other = new TaskSchedule(b, keeper("c"), night)) {
            leader.look();
            other.look();
            mayEnd.release();
            assertThat(awaitEnd().status()).isEqualTo(TaskResult.Status.COMPLETED);
            assertThat(ended).isEmpty();
        }
    }

    @Test
    void whatWasDueLongAgoOrIsNotDueYetWaits() {
        a.setTriggers(
                slow,
                List.of(
                        new TaskTrigger.Daily(LocalTime.of(3, 0), Optional.empty()),
                        new TaskTrigger.Every(Duration.ofHours(1), Optional.empty())));
        Clock noon = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        try (TaskSchedule leader = new TaskSchedule(a, keeperOfA, noon)) {
            leader.look();
            assertThat(view(a, "Slow").state()).isEqualTo(TaskView.State.IDLE);
        }
    }

    /** What a pod leaves behind that is killed. */
    private void diesHolding(String kind, String id, String payload) {
        coordinator
                .leases()
                .acquire(
                        new LeaseName(kind, id), new PodName("dead"), Duration.ofMillis(50), Optional.empty(), payload);
    }

    @Test
    void aTaskWhosePodDiedRunsAgainOnAnother() throws Exception {
        diesHolding("task", "Slow", "1");
        try (TaskSchedule schedule = new TaskSchedule(b, beating("c"), Clock.systemUTC())) {
            schedule.start();
            mayEnd.release();
            assertThat(awaitEnd().status()).isEqualTo(TaskResult.Status.COMPLETED);
            assertThat(ended).isEmpty();
        }
    }

    @Test
    void aTaskOfWhichPodsDieAgainAndAgainIsGivenUpAndSaysSo() throws Exception {
        diesHolding("task", "Slow", "5");
        try (TaskSchedule schedule = new TaskSchedule(b, beating("c"), Clock.systemUTC())) {
            schedule.start();
            assertThat(awaitEnd().error()).contains("the pods that ran it ended, 5 times in a row");
            assertThat(view(a, "Slow").state()).isEqualTo(TaskView.State.IDLE);
            assertThat(view(a, "Slow").lastResult().orElseThrow().status()).isEqualTo(TaskResult.Status.FAILED);
        }
    }

    @Test
    void whatADrainingPodWasDoingIsDoneByAnother() throws Exception {
        try (TaskSchedule schedule = new TaskSchedule(b, beating("c"), Clock.systemUTC())) {
            schedule.start();
            assertThat(a.start(slow)).isTrue();
            a.close();
            assertThat(awaitEnd().status()).isEqualTo(TaskResult.Status.ABORTED);
            mayEnd.release();
            assertThat(awaitEnd().status()).isEqualTo(TaskResult.Status.COMPLETED);
        }
    }

    @Test
    void theNextLeaderLooksAsSoonAsTheLastIsGone() throws Exception {
        diesHolding("leader", "tasks", "");
        a.setTriggers(slow, List.of(new TaskTrigger.Daily(LocalTime.of(3, 0), Optional.empty())));
        Clock night = Clock.fixed(Instant.parse("2026-11-22T03:01:00Z"), ZoneOffset.UTC);
        try (TaskSchedule next = new TaskSchedule(a, beating("c"), night)) {
            next.start();
            mayEnd.release();
            assertThat(awaitEnd().status()).isEqualTo(TaskResult.Status.COMPLETED);
        }
    }
}
