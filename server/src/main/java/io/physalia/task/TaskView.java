package io.physalia.task;

import java.util.List;
import java.util.Optional;

/**
 * A task as it stands.
 *
 * @param percent how far the run is; empty if none is
 */
public record TaskView(
        ScheduledTask task,
        State state,
        Optional<Double> percent,
        Optional<TaskResult> lastResult,
        List<TaskTrigger> triggers) {

    /** Whether it runs; Jellyfin's words. */
    public enum State {
        IDLE,
        RUNNING,
        CANCELLING
    }
}
