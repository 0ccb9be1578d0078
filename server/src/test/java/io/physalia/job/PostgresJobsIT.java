package io.physalia.job;

import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import java.nio.file.Path;

class PostgresJobsIT extends JobsContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.postgres(directory);
    }
}
