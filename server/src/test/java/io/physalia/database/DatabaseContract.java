package io.physalia.database;

import static io.physalia.database.schema.Tables.SERVER_SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database does, whichever it is. */
abstract class DatabaseContract {
    @TempDir
    Path directory = Path.of("");

    abstract DatabaseConfig config(Path directory);

    @Test
    void migratesOnceAndOpensAgain() {
        DatabaseConfig config = config(directory);
        String id;
        try (Database database = Database.open(config)) {
            id = new ServerSettings(database).serverId();
            assertThat(database.isReachable()).isTrue();
        }
        try (Database database = Database.open(config)) {
            assertThat(new ServerSettings(database).serverId()).isEqualTo(id).matches("[0-9a-f]{32}");
            assertThat(new ServerSettings(database).clusterSecret()).matches("[0-9a-f]{64}");
        }
    }

    /** As many calls as there are connections, each with rows being read and in want of a second connection, would wait for each other. */
    @Test
    void refusesAStatementForEachRowThatIsBeingRead() {
        try (Database database = Database.open(config(directory))) {
            new ServerSettings(database).serverId();
            assertThatThrownBy(() -> database.read(
                            sql -> sql.selectFrom(SERVER_SETTINGS).fetch(_ -> sql.fetchCount(SERVER_SETTINGS))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a second connection");
            assertThat(database.isReachable()).isTrue();
        }
    }

    @Test
    void threeConcurrentFirstStartsAgreeOnOneServerId() throws Exception {
        DatabaseConfig config = config(directory);
        Set<String> ids = new HashSet<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> start = () -> {
                try (Database database = Database.open(config)) {
                    return new ServerSettings(database).serverId();
                }
            };
            for (Future<String> future : executor.invokeAll(List.of(start, start, start))) {
                ids.add(future.get());
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void takesADatabaseToWhichANewerProgramHasAdded() {
        DatabaseConfig config = config(directory);
        migrateFurther(config, "V98__future.sql", 98);
        try (Database database = Database.open(config)) {
            assertThat(new ServerSettings(database).find("none")).isEmpty();
        }
    }

    @Test
    void refusesADatabaseFromWhichANewerProgramHasTakenSomething() {
        DatabaseConfig config = config(directory);
        migrateFurther(config, "V98__future.sql", 98);
        migrateFurther(config, "V99__contract_future.sql", 99);
        assertThatThrownBy(() -> Database.open(config)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_TOO_NEW);
            assertThat(failure.reason()).contains("version 99").contains("version " + Migrations.newest());
        });
    }

    /** Writes down what a newer program's migration would. */
    private static void migrateFurther(DatabaseConfig config, String script, int version) {
        try (Database database = Database.open(config)) {
            database.write(sql -> sql.insertInto(DSL.table(DSL.name("flyway_schema_history")))
                    .set(DSL.field(DSL.name("installed_rank"), Integer.class), version)
                    .set(DSL.field(DSL.name("version"), String.class), Integer.toString(version))
                    .set(DSL.field(DSL.name("description"), String.class), "future")
                    .set(DSL.field(DSL.name("type"), String.class), "SQL")
                    .set(DSL.field(DSL.name("script"), String.class), script)
                    .set(DSL.field(DSL.name("checksum"), Integer.class), 1)
                    .set(DSL.field(DSL.name("installed_by"), String.class), "test")
                    .set(DSL.field(DSL.name("execution_time"), Integer.class), 1)
                    .set(DSL.field(DSL.name("success"), Boolean.class), true)
                    .execute());
        }
    }

    @Test
    void aChangeThatThrowsLeavesNothingBehind() {
        try (Database database = Database.open(config(directory))) {
            assertThatThrownBy(() -> database.write(sql -> {
                        sql.insertInto(SERVER_SETTINGS)
                                .set(SERVER_SETTINGS.KEY, "half")
                                .set(SERVER_SETTINGS.VALUE, "done")
                                .execute();
                        throw new Failure(FailureCode.NAME_TAKEN, "no");
                    }))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.NAME_TAKEN));
            assertThat(new ServerSettings(database).find("half")).isEmpty();
        }
    }

    @Test
    void manyWritersAndReadersAtOnceLoseNothing() throws Exception {
        try (Database database = Database.open(config(directory));
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            ServerSettings settings = new ServerSettings(database);
            Callable<Void> work = () -> {
                for (int i = 0; i < 10; i++) {
                    String key = Thread.currentThread().threadId() + "-" + i;
                    settings.put(key, "v");
                    assertThat(settings.find(key)).contains("v");
                }
                return null;
            };
            for (Future<Void> future : executor.invokeAll(java.util.Collections.nCopies(30, work))) {
                future.get();
            }
            int rows = database.read(sql -> sql.fetchCount(SERVER_SETTINGS));
            assertThat(rows).isEqualTo(300);
        }
    }

    @Test
    void readersCannotWriteByAccidentOnSqlite() {
        try (Database database = Database.open(config(directory))) {
            if (database.isSqlite()) {
                assertThatThrownBy(() -> database.read(
                                sql -> sql.deleteFrom(SERVER_SETTINGS).execute()))
                        .hasMessageContaining("readonly");
            }
        }
    }
}
