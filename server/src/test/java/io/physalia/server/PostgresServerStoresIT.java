package io.physalia.server;

import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import java.nio.file.Path;

class PostgresServerStoresIT extends ServerStoresContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.postgres(directory);
    }
}
