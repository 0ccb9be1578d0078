package io.physalia.task;

import static io.physalia.database.schema.Tables.TASK_RUNS;
import static io.physalia.database.schema.Tables.TASK_TRIGGERS;

import io.physalia.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When tasks run and how their last runs went, in the database. Thread-safe. */
final class TaskHistory {
    private final Database database;

    TaskHistory(Database database) {
        this.database = database;
    }

    /** The triggers that administrators have set, by task. */
    Map<String, List<TaskTrigger>> triggers() {
        return database.read(sql -> sql.selectFrom(TASK_TRIGGERS)
                .fetchMap(
                        row -> row.get(TASK_TRIGGERS.TASK_KEY),
                        row -> TriggerText.read(row.get(TASK_TRIGGERS.TRIGGERS))));
    }

    void setTriggers(String key, List<TaskTrigger> triggers) {
        String text = TriggerText.write(triggers);
        database.write(sql -> sql.insertInto(TASK_TRIGGERS)
                .set(TASK_TRIGGERS.TASK_KEY, key)
                .set(TASK_TRIGGERS.TRIGGERS, text)
                .onConflict(TASK_TRIGGERS.TASK_KEY)
                .doUpdate()
                .set(TASK_TRIGGERS.TRIGGERS, text)
                .execute());
    }

    /** The last runs, by task. */
    Map<String, TaskResult> lastRuns() {
        return database.read(sql -> sql.selectFrom(TASK_RUNS)
                .fetchMap(
                        row -> row.get(TASK_RUNS.TASK_KEY),
                        row -> new TaskResult(
                                Instant.ofEpochMilli(row.get(TASK_RUNS.STARTED_MS)),
                                Instant.ofEpochMilli(row.get(TASK_RUNS.ENDED_MS)),
                                TaskResult.Status.valueOf(row.get(TASK_RUNS.STATUS)),
                                Optional.ofNullable(row.get(TASK_RUNS.ERROR)))));
    }

    void ended(String key, TaskResult result) {
        database.write(sql -> sql.insertInto(TASK_RUNS)
                .set(TASK_RUNS.TASK_KEY, key)
                .set(TASK_RUNS.STARTED_MS, result.started().toEpochMilli())
                .set(TASK_RUNS.ENDED_MS, result.ended().toEpochMilli())
                .set(TASK_RUNS.STATUS, result.status().name())
                .set(TASK_RUNS.ERROR, result.error().orElse(null))
                .onConflict(TASK_RUNS.TASK_KEY)
                .doUpdate()
                .setAllToExcluded()
                .execute());
    }
}
