package io.physalia.task;

import io.physalia.cluster.Bus;
import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Note;
import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The tasks of the whole colony: started, stopped and shown on any pod. A task runs once at a time in the colony, on the pod that was asked; that it
 * runs, and how far it is, stands in its lease. If the pod dies the lease runs out and another one runs the task again. Thread-safe.
 */
public final class Tasks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Tasks.class.getName());
    static final String KIND = "task";

    /** A task during which so many pods have died is not tried on another one. */
    private static final int MOST_RUNS = 5;

    private static final Bus.Topic STOP = new Bus.Topic("task.stop");
    private static final String STOPPING = "stopping ";

    private final Map<String, ScheduledTask> tasks;
    private final LeaseKeeper keeper;
    private final Coordinator coordinator;
    private final TaskHistory history;
    private final InstantSource clock;
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();
    private final List<BiConsumer<ScheduledTask, TaskResult>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    public Tasks(
            List<ScheduledTask> tasks,
            LeaseKeeper keeper,
            Coordinator coordinator,
            Database database,
            InstantSource clock) {
        this.tasks = tasks.stream().collect(Collectors.toUnmodifiableMap(ScheduledTask::key, task -> task));
        this.keeper = keeper;
        this.coordinator = coordinator;
        this.history = new TaskHistory(database);
        this.clock = clock;
        var _ = coordinator
                .bus()
                .subscribe(STOP, key -> Optional.ofNullable(running.get(key)).ifPresent(TaskRun::stop));
    }

    /** Tells whenever a run on this pod has ended. */
    public void onEnd(BiConsumer<ScheduledTask, TaskResult> listener) {
        listeners.add(listener);
    }

    /** Every task, by name. */
    public List<TaskView> list() {
        Map<String, String> notes = notes();
        Map<String, TaskResult> results = history.lastRuns();
        Map<String, List<TaskTrigger>> triggers = history.triggers();
        return tasks.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .map(task -> view(task, notes, results, triggers))
                .toList();
    }

    private static TaskView view(
            ScheduledTask task,
            Map<String, String> notes,
            Map<String, TaskResult> results,
            Map<String, List<TaskTrigger>> triggers) {
        Optional<String> note = Optional.ofNullable(notes.get(task.key()));
        boolean stopping = note.map(text -> text.startsWith(STOPPING)).orElse(false);
        TaskView.State state =
                note.isEmpty() ? TaskView.State.IDLE : stopping ? TaskView.State.CANCELLING : TaskView.State.RUNNING;
        return new TaskView(
                task,
                state,
                note.map(text -> percent(stopping ? text.substring(STOPPING.length()) : text)),
                Optional.ofNullable(results.get(task.key())),
                triggers.getOrDefault(task.key(), task.triggers()));
    }

    /** What the runs of the colony say of themselves, by task; those of this pod freshly, and alone if the coordinator is out of reach. */
    private Map<String, String> notes() {
        Map<String, String> notes = new ConcurrentHashMap<>();
        try {
            for (LeaseRecord record : coordinator.leases().list(KIND)) {
                if (!record.isExpired()) {
                    notes.put(record.lease().name().id(), record.note().text());
                }
            }
        } catch (CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "only this pod''s tasks are known: {0}", e.getMessage());
        }
        running.forEach((key, run) -> notes.put(key, note(run).text()));
        return notes;
    }

    /** A run that only this pod ends is not being stopped. */
    private Note note(TaskRun run) {
        return new Note((run.isStopping() && !closed ? STOPPING : "") + run.percent(), Duration.ZERO);
    }

    private static double percent(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return 0; // just begun: there was no heartbeat yet
        }
    }

    /**
     * Starts a task here, unless it runs already somewhere.
     *
     * @return whether it was started
     * @throws Failure {@code REDIS_UNAVAILABLE} if nobody can say whether it runs
     */
    public boolean start(ScheduledTask task) {
        return start(task, 1);
    }

    /** @param runs the how manieth run it is, if pods die or drain in the middle of it; kept with the lease */
    private boolean start(ScheduledTask task, int runs) {
        TaskRun run = new TaskRun(clock.instant());
        if (closed || running.putIfAbsent(task.key(), run) != null) {
            return false;
        }
        boolean started = false;
        try {
            LeaseListener whenLost = new LeaseListener() {
                @Override
                public void lost(Lease lease) {
                    run.stop();
                }

                @Override
                public void renewedAs(Lease lease) {}
            };
            Claim claim = keeper.tryAcquire(
                    new LeaseName(KIND, task.key()),
                    Optional.empty(),
                    Integer.toString(runs),
                    () -> note(run),
                    whenLost);
            if (claim instanceof Claim.Won(var lease, var _)) {
                Thread.ofVirtual().name("task-" + task.key()).start(() -> {
                    try {
                        perform(task, run);
                    } finally {
                        running.remove(task.key(), run);
                        // What this pod does not bring to its end is another's to do.
                        var _ = closed ? lease.handOver() : lease.release();
                    }
                });
                started = true;
            }
        } catch (CoordinationUnavailableException e) {
            throw new Failure(FailureCode.REDIS_UNAVAILABLE, "nobody can say whether the task runs", e);
        } finally {
            if (!started) {
                running.remove(task.key(), run);
            }
        }
        return started;
    }

    private void perform(ScheduledTask task, TaskRun run) {
        var begin = run.begin();
        Optional<String> error = Optional.empty();
        TaskResult.Status status;
        try {
            task.work().run(run);
            status = run.isStopping() ? TaskResult.Status.CANCELLED : TaskResult.Status.COMPLETED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            status = TaskResult.Status.ABORTED;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the task \"" + task.name() + "\" failed", e);
            status = TaskResult.Status.FAILED;
            error = Optional.of(String.valueOf(e.getMessage()));
        }
        finish(task, new TaskResult(begin, clock.instant(), closed ? TaskResult.Status.ABORTED : status, error));
    }

    private void finish(ScheduledTask task, TaskResult result) {
        try {
            history.ended(task.key(), result);
            listeners.forEach(listener -> listener.accept(task, result));
        } catch (Failure e) {
            LOG.log(Level.WARNING, "the end of the task \"{0}\" was not written down: {1}", task.name(), e.reason());
        }
    }

    /**
     * Runs a task again whose pod has died or drained, here, unless another pod is faster. Not what was being stopped, and not for ever.
     *
     * @param orphan the expired lease of its run
     */
    void runAgain(LeaseRecord orphan) {
        Optional<ScheduledTask> known = find(orphan.lease().name().id());
        if (closed || known.isEmpty() || !coordinator.leases().forget(orphan.lease())) {
            return;
        }
        ScheduledTask task = known.get();
        int runs = runs(orphan.payload());
        Instant now = clock.instant();
        if (orphan.note().text().startsWith(STOPPING)) {
            finish(task, new TaskResult(now, now, TaskResult.Status.CANCELLED, Optional.empty()));
        } else if (runs >= MOST_RUNS) {
            String error = "the pods that ran it ended, " + runs + " times in a row";
            LOG.log(Level.WARNING, "the task \"{0}\" is given up: {1}", task.name(), error);
            finish(task, new TaskResult(now, now, TaskResult.Status.FAILED, Optional.of(error)));
        } else if (start(task, runs + 1)) {
            LOG.log(
                    Level.INFO,
                    "the task \"{0}\" runs again: {1} ended",
                    task.name(),
                    orphan.lease().holder());
        }
    }

    private static int runs(String payload) {
        try {
            return Integer.parseInt(payload);
        } catch (NumberFormatException _) {
            return 1;
        }
    }

    /** Asks the run of a task to end, on whatever pod it is. */
    public void stop(ScheduledTask task) {
        coordinator.bus().publish(STOP, task.key());
    }

    public void setTriggers(ScheduledTask task, List<TaskTrigger> triggers) {
        history.setTriggers(task.key(), triggers);
    }

    /** What runs on this pod, and for how long already. */
    Map<ScheduledTask, Duration> listRunning() {
        return running.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> Objects.requireNonNull(tasks.get(entry.getKey())),
                        entry -> Duration.between(entry.getValue().begin(), clock.instant())));
    }

    public Optional<ScheduledTask> find(String key) {
        return Optional.ofNullable(tasks.get(key));
    }

    /** Runs that are under way here end as soon as they notice. */
    @Override
    public void close() {
        closed = true;
        running.values().forEach(TaskRun::stop);
    }
}
