package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.tools.jdbc.DefaultConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A real SQLite connection behind the cache, and a count of what reaches it. */
class StatementCacheTest {
    private static final String DOUBLED = "select 2 * ?";

    private final AtomicInteger prepared = new AtomicInteger();
    private Connection connection;

    @SuppressWarnings("NullAway.Init")
    StatementCacheTest() {}

    @BeforeEach
    void open(@TempDir Path directory) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("test.db"));
        connection = new StatementCache(new DefaultConnection(source.getConnection()) {
            @Override
            public PreparedStatement prepareStatement(String sql) throws SQLException {
                prepared.incrementAndGet();
                return super.prepareStatement(sql);
            }
        });
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private int ask(String sql, int value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void theSameTextIsPreparedOnceAndAnswersWithNewValues() throws SQLException {
        assertThat(ask(DOUBLED, 3)).isEqualTo(6);
        assertThat(ask(DOUBLED, 4)).isEqualTo(8);

        assertThat(prepared).hasValue(1);
    }

    @Test
    void twoAtOnceDoNotShareOne() throws SQLException {
        try (PreparedStatement outer = connection.prepareStatement(DOUBLED)) {
            outer.setInt(1, 1);
            assertThat(ask(DOUBLED, 5)).isEqualTo(10);
            try (ResultSet rows = outer.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
        }
        assertThat(prepared).hasValue(2);
    }

    @Test
    void valuesOfTheLastCallAreForgotten() throws SQLException {
        ask("select ?", 3);

        try (PreparedStatement statement = connection.prepareStatement("select ?");
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getObject(1)).isNull();
        }
    }

    @Test
    void aStatementSeesTablesAsTheyAreNow() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table t (a integer)");
            statement.execute("insert into t values (7)");
            assertThat(ask("select a from t where a > ?", 1)).isEqualTo(7);
            statement.execute("drop table t");
            statement.execute("create table t (b integer, a integer)");
            statement.execute("insert into t values (1, 9)");
        }
        assertThat(ask("select a from t where a > ?", 1)).isEqualTo(9);
    }

    @Test
    void aStatementThatFailedIsPreparedAnew() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table t (a integer)");
            statement.execute("insert into t values (7)");
        }
        String sql = "select case when a > ? then a else abs(-9223372036854775807 - 1) end from t";
        assertThatThrownBy(() -> ask(sql, 8)).isInstanceOf(SQLException.class);

        assertThat(ask(sql, 1)).isEqualTo(7);
    }

    @Test
    void theOneUsedLongestAgoMakesRoom() throws SQLException {
        for (int i = 0; i <= 100; i++) {
            ask("select ?, " + i, 1);
        }
        assertThat(prepared).hasValue(101);

        ask("select ?, 100", 1);
        assertThat(prepared).hasValue(101);
        ask("select ?, 0", 1);
        assertThat(prepared).hasValue(102);
    }
}
