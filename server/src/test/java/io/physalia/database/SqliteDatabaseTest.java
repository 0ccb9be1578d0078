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

    @Test
    void whoBeginsWhileAnotherProgramDoesWaits() throws Exception {
        Path file = directory.resolve("physalia.db");
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TurnHolder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(other.inputReader().readLine()).isEqualTo("taken");
            Future<Boolean> begun = executor.submit(this::begins);
            assertThatThrownBy(() -> begun.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            other.getOutputStream().close();
            assertThat(begun.get()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void whoBeginsWhileAnotherThreadDoesWaits() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> begun;
            try (SqliteTurn _ = SqliteTurn.take(directory.resolve("physalia.db"))) {
                begun = executor.submit(this::begins);
                assertThatThrownBy(() -> begun.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            }
            assertThat(begun.get()).isTrue();
        }
    }

    private boolean begins() {
        try (Database database = Database.open(config(directory))) {
            return database.isReachable();
        }
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
            Future<Boolean> begun = executor.submit(this::begins);
            assertThatThrownBy(() -> begun.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            statement.execute("rollback");
            assertThat(begun.get()).isTrue();
        }
    }
}
