package io.physalia.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Databases for tests: a SQLite file of its own, or a new database on one PostgreSQL that lives as long as the test run. */
public final class TestDatabases {
    private static @Nullable EmbeddedPostgres server;

    private TestDatabases() {}

    public static DatabaseConfig sqlite(Path directory) {
        return new DatabaseConfig(Optional.empty(), directory, Duration.ZERO);
    }

    /** A database that is not there yet a moment ago: no tables. */
    public static DatabaseConfig postgres(Path directory) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = "postgresql://postgres:postgres@localhost:" + server().getPort() + "/" + name;
        return new DatabaseConfig(Optional.of(url), directory, Duration.ofSeconds(5));
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            server = start(EmbeddedPostgres.builder());
        }
        return server;
    }

    /** A PostgreSQL for a test that stops it, and starts it again on the same files. */
    static EmbeddedPostgres start(int port, Path files) {
        return start(
                EmbeddedPostgres.builder().setPort(port).setDataDirectory(files).setCleanDataDirectory(false));
    }

    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
