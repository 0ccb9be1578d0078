package io.physalia.task;

import java.time.Instant;
import java.util.Optional;

/** How the last run of a task went. */
public record TaskResult(Instant started, Instant ended, Status status, Optional<String> error) {

    /** How it ended; Jellyfin's words. */
    public enum Status {
        COMPLETED,
        FAILED,
        CANCELLED,
        /** The pod ended before the task did. */
        ABORTED
    }
}
