package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SqliteDatabaseTest extends DatabaseContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.sqlite(directory);
    }

    @Test
    void makesTheDataDirectoryAndKeepsTheFilePrivate() throws IOException {
        Path deep = directory.resolve("not/there yet");
        try (Database _ = Database.open(config(deep))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.resolve("physalia.db"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesADataDirectoryThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (Path place : new Path[] {file, file.resolve("below"), Path.of("/proc/physalia")}) {
            assertThatThrownBy(() -> Database.open(config(place))).isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE);
                assertThat(failure.reason()).contains(place.toString()).contains("PHYSALIA_DATA_DIR");
            });
        }
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.writeString(directory.resolve("physalia.db"), "this is not a database, it is a poem about jellyfish\n");
        assertThatThrownBy(() -> Database.open(config(directory)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE));
    }

    /** SQLite itself refuses the first switch to a write-ahead log at once where somebody writes, so of pods that began on one new file one failed now and then. */
    @Test
    void whoBeginsWhileAnotherWritesWaits() throws Exception {
        Path file = directory.resolve("physalia.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = other.createStatement();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            statement.execute("begin immediate");
            statement.execute("create table unwanted (id integer)");
            Future<Boolean> begun = executor.submit(() -> {
                try (Database database = Database.open(config(directory))) {
                    return database.isReachable();
                }
            });
            assertThatThrownBy(() -> begun.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            statement.execute("rollback");
            assertThat(begun.get()).isTrue();
        }
    }
}
