package io.physalia.database;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What happens to SQLite files that no pod works on: they are made, read by us alone, or written for later. */
final class SqliteFiles {
    private SqliteFiles() {}

    /** Makes the directory and, readable by its owner only, the file: it holds password hashes and the cluster secret. */
    static void prepare(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(directory == null ? Path.of("/") : directory);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
                throw unwritable(file, e);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static Failure unwritable(Path file, Exception cause) {
        return new Failure(
                FailureCode.STORAGE_UNAVAILABLE,
                "the data directory cannot be written: " + file + " ("
                        + cause.getClass().getSimpleName()
                        + "; expected: a directory that this user may write to, see PHYSALIA_DATA_DIR)",
                cause);
    }

    /**
     * Opens a file as its only user: a pod's connections hold a shared lock for as long as they are open, even when they are idle.
     *
     * @throws Failure {@code DATABASE_UNAVAILABLE} if another program has it open, or if it is no database
     */
    static Connection openAlone(Path file) {
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try (var statement = connection.createStatement()) {
                statement.execute("pragma busy_timeout = 0");
                statement.execute("pragma locking_mode = exclusive");
                statement.execute("begin exclusive");
            }
            return connection;
        } catch (SQLException e) {
            close(connection);
            boolean isBusy = String.valueOf(e.getMessage()).contains("BUSY");
            throw new Failure(
                    FailureCode.DATABASE_UNAVAILABLE,
                    isBusy
                            ? file + " is in use (expected: that the server which runs on it is stopped first)"
                            : "the database file " + file + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException _) {
                // What went wrong before is what counts.
            }
        }
    }

    /**
     * Makes {@code partial}, readable by its owner only, where {@code file} is to be in the end.
     *
     * @throws Failure {@code STORAGE_UNAVAILABLE} if {@code file} is there already
     */
    static void create(Path file, Path partial) {
        if (Files.exists(file)) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, file + " is there already (expected: a new name)");
        }
        try {
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new Failure(
                    FailureCode.STORAGE_UNAVAILABLE,
                    partial + " is there already: another backup writes it, or has broken off and it can be deleted",
                    e);
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, file + " cannot be written: " + e, e);
        }
    }

    /** For writing a file in one go: no write-ahead log stays beside it. */
    static DataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    /** Removes what a broken copy has left. */
    static void forget(Path partial) {
        try {
            Files.deleteIfExists(partial);
            Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + "-journal"));
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, partial + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
