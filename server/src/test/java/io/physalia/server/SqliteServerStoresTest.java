package io.physalia.server;

import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import java.nio.file.Path;

class SqliteServerStoresTest extends ServerStoresContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.sqlite(directory);
    }
}
