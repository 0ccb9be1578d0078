package io.physalia.cli;

import io.physalia.database.Database;
import io.physalia.job.Job;
import io.physalia.library.ScanProgress;
import io.physalia.library.Scanner;
import io.physalia.server.Activity;
import io.physalia.server.ActivityLog;
import io.physalia.server.Configurations;
import io.physalia.server.LogFiles;
import io.physalia.task.ScheduledTask;
import io.physalia.task.TaskResult;
import io.physalia.task.TaskRun;
import io.physalia.task.TaskTrigger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The tasks that there are, under the keys that Jellyfin's clients know. */
final class ServerTasks {
    private static final Duration LOOK = Duration.ofMillis(500);
    static final String LIBRARY = "Library";
    static final String MAINTENANCE = "Maintenance";

    private final Database database;
    private final Scanner scanner;
    private final ActivityLog activities;
    private final Configurations configurations;
    private final LogFiles logs;
    private final Path cacheDir;
    private final Clock clock;

    ServerTasks(
            Database database,
            Scanner scanner,
            ActivityLog activities,
            Configurations configurations,
            LogFiles logs,
            Path cacheDir,
            Clock clock) {
        this.database = database;
        this.scanner = scanner;
        this.activities = activities;
        this.configurations = configurations;
        this.logs = logs;
        this.cacheDir = cacheDir;
        this.clock = clock;
    }

    List<ScheduledTask> list() {
        return List.of(
                new ScheduledTask(
                        "RefreshLibrary",
                        "Scan Media Library",
                        "Looks for new, changed and removed files in all libraries.",
                        LIBRARY,
                        List.of(new TaskTrigger.Every(Duration.ofHours(12), Optional.empty())),
                        this::scan),
                new ScheduledTask(
                        "CleanActivityLog",
                        "Clean Activity Log",
                        "Removes entries that are older than the configuration says.",
                        MAINTENANCE,
                        List.of(daily(3, 0)),
                        this::cleanActivityLog),
                new ScheduledTask(
                        "DeleteCacheFiles",
                        "Clean Cache Directory",
                        "Removes files from this pod's cache that were not used for 30 days; they are made again when they are needed.",
                        MAINTENANCE,
                        List.of(daily(3, 15)),
                        run -> new StaleFiles(cacheDir, Duration.ofDays(30), clock).remove(run)),
                new ScheduledTask(
                        "CleanLogFiles",
                        "Clean Log Directory",
                        "Removes this pod's log files that are older than the configuration says.",
                        MAINTENANCE,
                        List.of(daily(3, 30)),
                        _ -> logs.removeOlderThan(
                                Duration.ofDays(configurations
                                        .member(Configurations.SYSTEM, "LogFileRetentionDays")
                                        .asLong()),
                                clock)),
                new ScheduledTask(
                        "OptimizeDatabaseTask",
                        "Optimize Database",
                        "Brings the database's statistics up to date and, on SQLite, gives unused space back.",
                        MAINTENANCE,
                        List.of(new TaskTrigger.Every(Duration.ofHours(24), Optional.empty())),
                        _ -> database.optimize()));
    }

    /** What the activity log says of a run. */
    static ActivityLog.Draft entry(ScheduledTask task, TaskResult result) {
        ActivityLog.Draft draft = switch (result.status()) {
            case COMPLETED -> ActivityLog.Draft.of("TaskCompleted", task.name() + " has ended");
            case CANCELLED -> ActivityLog.Draft.of("TaskCancelled", task.name() + " was stopped");
            case ABORTED ->
                ActivityLog.Draft.of("TaskAborted", task.name() + " ended with its pod")
                        .as(Activity.Severity.WARNING);
            case FAILED ->
                ActivityLog.Draft.of("TaskFailed", task.name() + " failed").as(Activity.Severity.ERROR);
        };
        return result.error().map(draft::saying).orElse(draft);
    }

    /** What the activity log says of a job that was set aside. */
    static ActivityLog.Draft entry(Job job) {
        return ActivityLog.Draft.of("JobSetAside", "Set aside: " + job.subject())
                .as(Activity.Severity.WARNING)
                .saying(job.error().orElse(""));
    }

    private static TaskTrigger daily(int hour, int minute) {
        return new TaskTrigger.Daily(LocalTime.of(hour, minute), Optional.empty());
    }

    private void scan(TaskRun run) throws InterruptedException {
        CompletableFuture<?> scan = scanner.scanAll();
        while (!scan.isDone() && !run.isStopping()) {
            run.progress(scanner.listProgress().stream()
                    .mapToDouble(ScanProgress::percent)
                    .average()
                    .orElse(0));
            Thread.sleep(LOOK);
        }
        if (run.isStopping()) {
            scanner.stop();
        }
    }

    private void cleanActivityLog(TaskRun run) {
        long days = configurations
                .member(Configurations.SYSTEM, "ActivityLogRetentionDays")
                .asLong();
        if (days > 0) {
            activities.forgetBefore(clock.instant().minus(Duration.ofDays(days)));
        }
    }
}
