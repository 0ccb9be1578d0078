package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All tables, filled with what is hard to carry, from SQLite to PostgreSQL and into backups and back. */
class DatabaseCopyIT {
    private static final int ROWS = 3;

    @TempDir
    Path directory = Path.of("");

    /** Table to rows and checksum, as a copy told it. */
    private static final class Told implements DatabaseCopy.Progress {
        private final Map<String, String> tables = new TreeMap<>();

        @Override
        public void copied(String table, long rows) {
            assertThat(rows).isPositive();
        }

        @Override
        public void verified(String table, long rows, String checksum) {
            tables.put(table, rows + " " + checksum);
        }
    }

    /** A SQLite file of the current version. */
    private Path migrated(String name) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(name));
        Database.open(TestDatabases.sqlite(folder)).close();
        return folder.resolve("physalia.db");
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** A file with three rows in every table there is. */
    private Path filled(String name) throws Exception {
        Path file = migrated(name);
        try (Connection connection = open(file)) {
            connection.setAutoCommit(false);
            Map<String, String> references = new TreeMap<>();
            for (TableShape table : TableShape.inOrder(connection)) {
                references(connection, table.name(), references);
                try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
                    for (int row = 0; row < ROWS; row++) {
                        for (int i = 0; i < table.columns().size(); i++) {
                            TableShape.Column column = table.columns().get(i);
                            String place = table.name() + "." + column.name();
                            String origin = references.getOrDefault(place, place);
                            column.type().bind(insert, i + 1, value(column.type(), origin, row));
                        }
                        insert.executeUpdate();
                    }
                }
            }
            connection.commit();
        }
        return file;
    }

    /** Notes where each reference of a table comes from in the end; the tables it refers to have been here. */
    private static void references(Connection connection, String table, Map<String, String> origins)
            throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("pragma foreign_key_list(" + table + ")")) {
            while (rows.next()) {
                String there = rows.getString("table") + "." + rows.getString("to");
                origins.put(table + "." + rows.getString("from"), origins.getOrDefault(there, there));
            }
        }
    }

    /** Different in each row and column, but the same for a column and what refers to it. */
    private static Object value(ColumnType type, String origin, int row) {
        return switch (type) {
            case TEXT -> origin + row + " ünï 映画 😀 'quoted' \\ \n";
            case INTEGER -> row == 0 ? 0L : row == 1 ? -1L : (long) Integer.MAX_VALUE;
            case BOOLEAN -> row == 1;
            case DOUBLE -> row == 0 ? 0.1 : row == 1 ? -1e300 : Math.PI;
            case BYTES -> bytes(origin, row);
        };
    }

    private static byte[] bytes(String origin, int row) {
        byte[] bytes = new byte[row * 700_000];
        byte[] text = origin.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + text[i % text.length]);
        }
        return bytes;
    }

    private static void refuses(FailureCode code, String reason, ThrowingCallable copy) {
        assertThatThrownBy(copy)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(reason);
    }

    private static void execute(DatabaseConfig config, String... statements) {
        try (Database database = Database.open(config)) {
            database.write(sql -> {
                for (String statement : statements) {
                    sql.execute(statement);
                }
                return true;
            });
        }
    }

    private static @Nullable Object ask(DatabaseConfig config, String question) {
        try (Database database = Database.open(config)) {
            return database.<Optional<Object>>read(sql -> Optional.ofNullable(sql.fetchValue(question)))
                    .orElse(null);
        }
    }

    @Test
    void everyTableArrivesAndComesBackAsItWas() throws Exception {
        Path file = filled("from");
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        Told there = new Told();
        long rows = DatabaseCopy.fill(file, postgres, there);
        assertThat(there.tables)
                .hasSizeGreaterThan(25)
                .allSatisfy((_, told) -> assertThat(told).startsWith(ROWS + " "));
        assertThat(rows).isEqualTo((long) ROWS * there.tables.size());

        Path backup = directory.resolve("backup.db");
        Told kept = new Told();
        DatabaseCopy.backUp(postgres, backup, kept);
        assertThat(kept.tables).isEqualTo(there.tables);

        DatabaseConfig restored = TestDatabases.sqlite(directory.resolve("restored"));
        Told back = new Told();
        DatabaseCopy.fill(backup, restored, back);
        assertThat(back.tables).isEqualTo(there.tables);
        assertThat(ask(restored, "select name from users order by name limit 1"))
                .isEqualTo(value(ColumnType.TEXT, "users.name", 0));
        for (DatabaseConfig each : List.of(postgres, restored)) {
            assertThat(ask(each, "select user_id from user_data where played and favorite"))
                    .isEqualTo(value(ColumnType.TEXT, "users.id", 1));
        }
    }

    @Test
    void aBackupIsMadeWhileTheDatabaseIsWorkedOnAndOnlyItsOwnerReadsIt() throws Exception {
        DatabaseConfig live = TestDatabases.sqlite(folder(filled("live")));
        Path backup = directory.resolve("backup.db");
        try (Database database = Database.open(live)) {
            new ServerSettings(database).put("before", "there");
            DatabaseCopy.backUp(live, backup, new Told());
            new ServerSettings(database).put("after", "not there");
        }
        assertThat(Files.getPosixFilePermissions(backup)).hasSize(2);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrder("live", "backup.db");
        }
        DatabaseConfig restored = TestDatabases.sqlite(directory.resolve("restored"));
        DatabaseCopy.fill(backup, restored, new Told());
        assertThat(ask(restored, "select value from server_settings where key = 'before'"))
                .isEqualTo("there");
        assertThat(ask(restored, "select value from server_settings where key = 'after'"))
                .isNull();
        refuses(
                FailureCode.STORAGE_UNAVAILABLE,
                "is there already",
                () -> DatabaseCopy.backUp(live, backup, new Told()));
    }

    @Test
    void aDatabaseThatIsInUseIsNotMoved() throws Exception {
        Path file = filled("live");
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        try (Database database = Database.open(TestDatabases.sqlite(folder(file)))) {
            assertThat(database.isReachable()).isTrue();
            refuses(FailureCode.DATABASE_UNAVAILABLE, "is in use", () -> DatabaseCopy.fill(file, postgres, new Told()));
        }
        assertThat(DatabaseCopy.fill(file, postgres, new Told())).isPositive();
    }

    @Test
    void onlyAnEmptyDatabaseIsFilled() throws Exception {
        Path file = filled("from");
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        String serverId;
        try (Database database = Database.open(postgres)) {
            serverId = new ServerSettings(database).serverId();
        }
        refuses(FailureCode.DATABASE_NOT_EMPTY, "server_settings", () -> DatabaseCopy.fill(file, postgres, new Told()));
        try (Database database = Database.open(postgres)) {
            assertThat(new ServerSettings(database).serverId()).isEqualTo(serverId);
            assertThat(database.<Integer>read(sql -> sql.fetchCount(sql.selectFrom("users"))))
                    .isZero();
        }
    }

    @Test
    void whatIsAlteredOnItsWayIsFoundAndNothingIsKept() throws Exception {
        Path file = filled("from");
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        execute(
                postgres,
                "create function loses() returns trigger language plpgsql as "
                        + "'begin new.position_ms := new.position_ms + 1; return new; end'",
                "create trigger loses before insert on user_data for each row execute function loses()");
        refuses(FailureCode.INTERNAL, "user_data", () -> DatabaseCopy.fill(file, postgres, new Told()));
        assertThat(ask(postgres, "select count(*) from users")).isEqualTo(0L);
    }

    @Test
    void aRowThatTheTargetRefusesKeepsAllOthersOut() throws Exception {
        Path file = filled("from");
        try (Connection connection = open(file);
                var statement = connection.createStatement()) {
            statement.execute("insert into library_paths (library_id, path, position) values ('nobody', '/x', 0)");
        }
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        refuses(
                FailureCode.DATABASE_UNAVAILABLE,
                "library_paths_library_id_fkey",
                () -> DatabaseCopy.fill(file, postgres, new Told()));
        assertThat(ask(postgres, "select count(*) from users")).isEqualTo(0L);
    }

    @Test
    void whatNoOtherDatabaseCanHoldIsLeftOut() throws Exception {
        Path file = migrated("from");
        try (Connection connection = open(file);
                PreparedStatement insert = connection.prepareStatement("insert into server_settings values (?, ?)")) {
            insert.setString(1, "odd");
            insert.setString(2, "a\0b");
            insert.executeUpdate();
        }
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        DatabaseCopy.fill(file, postgres, new Told());
        assertThat(ask(postgres, "select value from server_settings where key = 'odd'"))
                .isEqualTo("ab");
    }

    @Test
    void anOlderBackupIsBroughtUpToDateAndANewerOneRefused() throws Exception {
        Path old = directory.resolve("old.db");
        new Migrations(SqliteFiles.source(old), true, "old").runTo(4);
        try (Connection connection = open(old);
                var statement = connection.createStatement()) {
            statement.execute("insert into server_settings values ('server-id', 'of old')");
        }
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        DatabaseCopy.fill(old, postgres, new Told());
        assertThat(ask(postgres, "select value from server_settings where key = 'server-id'"))
                .isEqualTo("of old");
        assertThat(ask(postgres, "select count(*) from stored_images")).isEqualTo(0L);

        DatabaseConfig current = TestDatabases.postgres(directory);
        Database.open(current).close();
        refuses(FailureCode.DATABASE_NOT_EMPTY, "without tables", () -> DatabaseCopy.fill(old, current, new Told()));

        try (Connection connection = open(old);
                var statement = connection.createStatement()) {
            statement.execute("update " + Migrations.HISTORY + " set version = '9999' where version = '4'");
        }
        DatabaseConfig fresh = TestDatabases.postgres(directory);
        refuses(FailureCode.DATABASE_TOO_NEW, "9999", () -> DatabaseCopy.fill(old, fresh, new Told()));
    }

    @Test
    void whatIsNoDatabaseIsNamed() throws Exception {
        Path text =
                Files.writeString(directory.resolve("notes.txt"), "this is no database at all, but text\n".repeat(50));
        Files.createFile(directory.resolve("nothing.db"));
        DatabaseConfig target = TestDatabases.sqlite(directory.resolve("target"));
        for (Path file : List.of(text, directory.resolve("nothing.db"))) {
            refuses(
                    FailureCode.DATABASE_UNAVAILABLE,
                    file.toString(),
                    () -> DatabaseCopy.fill(file, target, new Told()));
        }
        Path missing = directory.resolve("missing.db");
        refuses(FailureCode.FILE_NOT_FOUND, "missing.db", () -> DatabaseCopy.fill(missing, target, new Told()));
        refuses(
                FailureCode.FILE_NOT_FOUND,
                "no database",
                () -> DatabaseCopy.backUp(target, directory.resolve("b.db"), new Told()));
    }
}
