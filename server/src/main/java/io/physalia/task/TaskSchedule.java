package io.physalia.task;

import io.physalia.cluster.Bus;
import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Note;
import io.physalia.failure.Failure;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks when they are due. Every pod has one; the pod that holds the lease {@code leader:tasks} is the one that looks. The next one follows as soon as
 * its lease has run out or was handed over, and looks a few minutes back, so nothing that became due meanwhile is missed. Thread-safe.
 */
public final class TaskSchedule implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TaskSchedule.class.getName());
    private static final LeaseName LEADER = new LeaseName("leader", "tasks");
    private static final Duration LOOK = Duration.ofSeconds(20);
    /** How long after its time a task is still started. */
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final Tasks tasks;
    private final LeaseKeeper keeper;
    private final Clock clock;
    private final Instant begin;
    private final List<Bus.Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile @Nullable HeldLease leadership;
    private volatile @Nullable Thread loop;
    private boolean started;

    /** @param clock in the server's time zone */
    public TaskSchedule(Tasks tasks, LeaseKeeper keeper, Clock clock) {
        this.tasks = tasks;
        this.keeper = keeper;
        this.clock = clock;
        this.begin = clock.instant();
    }

    public void start() {
        subscriptions.add(keeper.sweep(LEADER.kind(), orphans -> {
            if (orphans.stream().anyMatch(orphan -> orphan.lease().name().equals(LEADER))) {
                look();
            }
        }));
        subscriptions.add(keeper.sweep(Tasks.KIND, orphans -> orphans.forEach(this::runAgain)));
        loop = Thread.ofVirtual().name("task-schedule").start(() -> {
            try {
                while (true) {
                    Thread.sleep(LOOK);
                    look();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void runAgain(LeaseRecord orphan) {
        try {
            tasks.runAgain(orphan);
        } catch (Failure | CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "no task was run again: {0}", e.getMessage());
        }
    }

    /** Starts what is due, if this pod leads. */
    synchronized void look() {
        try {
            if (leads()) {
                boolean first = !started;
                started = true;
                tasks.list().stream()
                        .filter(view -> view.state() == TaskView.State.IDLE)
                        .filter(view -> view.triggers().stream().anyMatch(trigger -> isDue(view, trigger, first)))
                        .forEach(view -> tasks.start(view.task()));
            }
            stopWhatTakesTooLong();
        } catch (Failure | DataAccessException | CoordinationUnavailableException e) {
            LOG.log(Level.DEBUG, "no task was looked at: {0}", e.getMessage());
        }
    }

    private boolean isDue(TaskView view, TaskTrigger trigger, boolean first) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        Optional<Instant> lastStart = view.lastResult().map(TaskResult::started);
        Instant lastEnd = view.lastResult().map(TaskResult::ended).orElse(begin);
        return switch (trigger) {
            case TaskTrigger.Startup _ -> first;
            case TaskTrigger.Every(Duration interval, var _) ->
                !lastEnd.plus(interval).isAfter(now.toInstant());
            case TaskTrigger.Daily _, TaskTrigger.Weekly _ -> {
                Instant due = trigger.lastDue(now).orElseThrow().toInstant();
                yield !due.isBefore(now.toInstant().minus(LATEST))
                        && !due.isBefore(begin.minus(LATEST))
                        && lastStart.map(start -> start.isBefore(due)).orElse(true);
            }
        };
    }

    private void stopWhatTakesTooLong() {
        tasks.listRunning()
                .forEach((task, age) -> tasks.list().stream()
                        .filter(view -> view.task().equals(task))
                        .flatMap(view -> view.triggers().stream())
                        .flatMap(trigger -> trigger.maxRuntime().stream())
                        .filter(max -> age.compareTo(max) > 0)
                        .findFirst()
                        .ifPresent(_ -> tasks.stop(task)));
    }

    private boolean leads() {
        HeldLease held = leadership;
        if (held != null && held.mayPublish()) {
            return true;
        }
        LeaseListener forget = new LeaseListener() {
            @Override
            public void lost(Lease lease) {
                leadership = null;
            }

            @Override
            public void renewedAs(Lease lease) {}
        };
        if (held == null
                && keeper.tryAcquire(LEADER, Optional.empty(), "", () -> Note.EMPTY, forget)
                        instanceof Claim.Won(var won, var _)) {
            leadership = won;
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        subscriptions.forEach(Bus.Subscription::close);
        Thread running = loop;
        if (running != null) {
            running.interrupt();
        }
        HeldLease held = leadership;
        if (held != null) {
            var _ = held.handOver();
        }
    }
}
