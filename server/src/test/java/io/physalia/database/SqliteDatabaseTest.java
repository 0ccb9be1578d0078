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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig;

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

    /** SQLite itself refuses at once what a start does first, so of two pods that begin on one new file one failed now and then. */
    @Test
    void twoThatBeginOnOneNewFileWaitForEachOther() throws Exception {
        for (int round = 0; round < 40; round++) {
            Path file = directory.resolve(round + ".db");
            Callable<Boolean> begin = () -> {
                SQLiteConfig config = new SQLiteConfig();
                config.setJournalMode(SQLiteConfig.JournalMode.WAL);
                config.setBusyTimeout((int) Duration.ofSeconds(20).toMillis());
                try (Connection connection = new PatientSource(config, file).getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create table if not exists met (id integer primary key)");
                    return connection.isValid(1);
                }
            };
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Boolean> begun : executor.invokeAll(List.of(begin, begin, begin, begin))) {
                    assertThat(begun.get()).isTrue();
                }
            }
        }
    }
}
