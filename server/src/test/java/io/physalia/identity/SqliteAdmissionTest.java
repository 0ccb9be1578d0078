package io.physalia.identity;

import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import java.nio.file.Path;

class SqliteAdmissionTest extends AdmissionContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.sqlite(directory);
    }
}
