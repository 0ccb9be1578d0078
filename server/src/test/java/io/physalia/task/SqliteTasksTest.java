package io.physalia.task;

import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import java.nio.file.Path;

class SqliteTasksTest extends TasksContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.sqlite(directory);
    }
}
