package io.physalia.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.SQLDialect;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens a SQLite file: one connection that writes and a few that read beside it (write-ahead log). */
final class SqlitePools {
    private static final int READERS = 4;
    private static final int WRITER_CACHE_KB = 32_000;
    private static final int READER_CACHE_KB = 16_000;
    /** Shared by all connections, and the kernel's to give back. */
    private static final int MAPPED_BYTES = 512 * 1024 * 1024;

    /** For other programs that hold the file's lock (a backup, the sqlite3 shell); our own writers queue for the one connection. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** For a server that runs on the file while another is started: it may be in the middle of something long. */
    private static final Duration BUSY_MIGRATING = Duration.ofSeconds(60);

    private SqlitePools() {}

    static Pools open(Path file) {
        SqliteFiles.prepare(file);
        SQLiteDataSource migrating = writing(file, BUSY_MIGRATING);
        check(file, migrating);
        HikariConfig writerConfig = Pools.config("sqlite-writer", writing(file, BUSY), 1);
        HikariConfig readerConfig = Pools.config(
                "sqlite-readers", new Readers(config(SQLiteConfig.TransactionMode.DEFERRED), file), READERS);
        readerConfig.setMinimumIdle(1);
        readerConfig.setConnectionInitSql("pragma query_only = on");
        for (HikariConfig config : new HikariConfig[] {writerConfig, readerConfig}) {
            // A wait here is a queue behind other statements, not a network that is down.
            config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
            config.setMaxLifetime(0);
        }
        return new Pools(
                new HikariDataSource(readerConfig), new HikariDataSource(writerConfig), migrating, SQLDialect.SQLITE);
    }

    private static SQLiteDataSource writing(Path file, Duration busy) {
        SQLiteConfig config = config(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout((int) busy.toMillis());
        return new PatientSource(config, file);
    }

    /** Opens connections that keep their statements. */
    private static final class Readers extends PatientSource {
        Readers(SQLiteConfig config, Path file) {
            super(config, file);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return new StatementCache(super.getConnection());
        }
    }

    private static SQLiteConfig config(SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // With a write-ahead log, NORMAL survives the death of the process; only a power cut may cost the last moments.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout((int) BUSY.toMillis());
        // The default of 2 MB is less than the indexes of a large library: scans and lists would read the same pages
        // again and again.
        config.setCacheSize(mode == SQLiteConfig.TransactionMode.IMMEDIATE ? -WRITER_CACHE_KB : -READER_CACHE_KB);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Integer.toString(MAPPED_BYTES));
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.enforceForeignKeys(true);
        config.setTransactionMode(mode);
        return config;
    }

    private static void check(Path file, SQLiteDataSource source) {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            // Takes the write lock and gives it back: fails on a read-only file system and on a file that is no
            // database.
            statement.execute("begin immediate");
            statement.execute("rollback");
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("READONLY") || reason.contains("CANTOPEN") || reason.contains("IOERR")) {
                throw SqliteFiles.unwritable(file, e);
            }
            throw new Failure(
                    FailureCode.DATABASE_UNAVAILABLE, "the database file " + file + " cannot be used: " + reason, e);
        }
    }
}
