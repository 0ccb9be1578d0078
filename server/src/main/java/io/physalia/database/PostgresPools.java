package io.physalia.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jooq.SQLDialect;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens a PostgreSQL, patiently at the start and impatiently ever after. */
final class PostgresPools {
    private static final int CONNECTIONS = 10;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** For one statement's answer: longer than any of ours takes, shorter than a viewer's patience with a server that hangs. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** Between two statements of one transaction; less than others wait for an answer. */
    private static final Duration HOLD = Duration.ofSeconds(5);

    /** What holds for every connection, whatever the server's own settings are. */
    private static final List<String> CONVENTIONS = List.of(
            // A pod that is paused or lost between two statements would keep its rows from all the others until TCP
            // gives up, hours later.
            "set idle_in_transaction_session_timeout = " + HOLD.toMillis(),
            // To start parallel workers, or to compile a statement, takes longer than any answer that a page waits for.
            "set max_parallel_workers_per_gather = 0",
            "set jit = off");

    private PostgresPools() {}

    static Pools open(DatabaseLocation.Postgres location, Duration patience) {
        PGSimpleDataSource migrating = source(location);
        // A database that is filled from another gets its rows by the hundred.
        migrating.setReWriteBatchedInserts(true);
        await(location, migrating, patience);
        PGSimpleDataSource source = source(location);
        if (!location.states("socketTimeout")) {
            source.setSocketTimeout((int) ANSWER.toSeconds());
        }
        HikariConfig config = Pools.config("postgresql", source, CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Duration.ofMillis(2500).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(10).toMillis());
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
        config.setExceptionOverride(new Evictions());
        config.setConnectionInitSql(String.join(";", CONVENTIONS));
        HikariDataSource pool = new HikariDataSource(config);
        return new Pools(pool, pool, migrating, SQLDialect.POSTGRES);
    }

    private static PGSimpleDataSource source(DatabaseLocation.Postgres location) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(location.jdbcUrl());
        location.user().ifPresent(source::setUser);
        location.password().ifPresent(source::setPassword);
        source.setTcpKeepAlive(true);
        if (!location.states("connectTimeout")) {
            source.setConnectTimeout((int) CONNECT.toSeconds());
        }
        if (!location.states("ApplicationName")) {
            source.setApplicationName("physalia");
        }
        if (location.jdbcUrl().contains(",") && !location.states("targetServerType")) {
            // Of several hosts, the one that takes writes; after a failover that is another one.
            source.setTargetServerType("primary");
        }
        return source;
    }

    /** Pods and their database are often started together: waits for it, but not when waiting cannot help. */
    private static void await(DatabaseLocation.Postgres location, PGSimpleDataSource source, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Connection connection = source.getConnection()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                boolean hopeless = state.startsWith("28") || state.equals("3D000");
                if (hopeless || System.nanoTime() >= deadline) {
                    throw new Failure(
                            FailureCode.DATABASE_UNAVAILABLE,
                            "the database " + location.displayName() + " cannot be reached: " + e.getMessage(),
                            e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(FailureCode.DATABASE_UNAVAILABLE, "interrupted while waiting for the database", e);
        }
    }

    /** Drops a connection whose server has become a standby, so that the next one goes to the new primary, and one that the server has ended. */
    private static final class Evictions implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return SqlStates.isDemoted(e.getSQLState()) || SqlStates.isHeldTooLong(e.getSQLState())
                    ? Override.MUST_EVICT
                    : Override.CONTINUE_EVICT;
        }
    }
}
