package io.physalia.task;

import java.util.List;

/**
 * Something the server does by itself.
 *
 * @param key for ever the same; 1 to 64 of {@code A-Z a-z 0-9}
 * @param triggers when it runs unless an administrator says otherwise
 */
public record ScheduledTask(
        String key, String name, String description, String category, List<TaskTrigger> triggers, Work work) {
    public ScheduledTask {
        if (!key.matches("[A-Za-z0-9]{1,64}")) {
            throw new IllegalArgumentException("task key: \"" + key + "\" (expected: 1 to 64 letters and digits)");
        }
        triggers = List.copyOf(triggers);
    }

    /** The doing of it. */
    public interface Work {

        /**
         * Does it, on a virtual thread; looks now and then whether to stop.
         *
         * @throws InterruptedException if the process ends
         */
        void run(TaskRun run) throws InterruptedException;
    }
}
