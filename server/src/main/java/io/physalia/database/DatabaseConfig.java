package io.physalia.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the database is.
 *
 * @param url {@code postgresql://user:password@host[,host2]:5432/name}; empty: the SQLite file {@code physalia.db} in {@code dataDir}
 * @param dataDir made if it is not there (with SQLite only)
 * @param patience how long a start waits for a PostgreSQL that does not answer yet
 */
public record DatabaseConfig(Optional<String> url, Path dataDir, Duration patience) {
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(15);

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + (url.isPresent() ? "postgresql" : dataDir) + "]";
    }
}
