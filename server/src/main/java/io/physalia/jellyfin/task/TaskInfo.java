package io.physalia.jellyfin.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.task.ScheduledTask;
import io.physalia.task.TaskResult;
import io.physalia.task.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A task as clients know it. */
public record TaskInfo(
        String name,
        String state,
        Optional<Double> currentProgressPercentage,
        String id,
        Optional<Result> lastExecutionResult,
        List<TriggerInfo> triggers,
        String description,
        String category,
        boolean isHidden,
        String key) {

    /** How the last run went. */
    public record Result(
            @JsonProperty("StartTimeUtc") Instant started,
            @JsonProperty("EndTimeUtc") Instant ended,
            String status,
            String name,
            String key,
            String id,
            Optional<String> errorMessage) {}

    static String id(ScheduledTask task) {
        return Ids.derived("task " + task.key());
    }

    public static TaskInfo of(TaskView view) {
        ScheduledTask task = view.task();
        return new TaskInfo(
                task.name(),
                switch (view.state()) {
                    case IDLE -> "Idle";
                    case RUNNING -> "Running";
                    case CANCELLING -> "Cancelling";
                },
                view.percent(),
                id(task),
                view.lastResult().map(result -> result(task, result)),
                view.triggers().stream().map(TriggerInfo::of).toList(),
                task.description(),
                task.category(),
                false,
                task.key());
    }

    /** How a run went. */
    public static Result result(ScheduledTask task, TaskResult result) {
        String status = switch (result.status()) {
            case COMPLETED -> "Completed";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
            case ABORTED -> "Aborted";
        };
        return new Result(result.started(), result.ended(), status, task.name(), task.key(), id(task), result.error());
    }
}
