package io.physalia.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * Opens connections to a SQLite file that others may be opening or closing at this moment. SQLite keeps the busy timeout for statements
 * only: it refuses at once the first change to a write-ahead log, the recovery of one, and the tidying by whoever closes the file last, where
 * another process is in the middle of the same (sqlite.org, "Write-Ahead Logging", 8: Sometimes Queries Return SQLITE_BUSY In WAL Mode).
 */
class PatientSource extends SQLiteDataSource {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Duration patience;

    /** @param config whose busy timeout is how long to try */
    PatientSource(SQLiteConfig config, Path file) {
        super(config);
        this.patience = Duration.ofMillis(config.getBusyTimeout());
        setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    }

    @Override
    public Connection getConnection() throws SQLException {
        long began = System.nanoTime();
        while (true) {
            try {
                return super.getConnection();
            } catch (SQLException e) {
                // The low byte of the code says what it is about; the others say why.
                boolean isBusy = (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
                if (!isBusy
                        || System.nanoTime() - began > patience.toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(
                    ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
        }
    }
}
