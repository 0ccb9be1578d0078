package io.physalia.identity;

import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import java.nio.file.Path;

class PostgresAdmissionIT extends AdmissionContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.postgres(directory);
    }
}
