package io.physalia.database;

import io.micrometer.core.instrument.Metrics;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The database, open and migrated. Thread-safe; calls block, so make them on virtual threads.
 *
 * <p>Everything goes through {@link #read} and {@link #write}, which turn an unreachable database into a
 * {@link FailureCode#DATABASE_UNAVAILABLE} that says when to try again; after the first such failure the next ones come at once until
 * the database is back. Other errors are jOOQ's {@link DataAccessException}s, for the store that made the statement to understand.
 */
public final class Database implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final String displayName;
    private final Pools pools;
    private final DSLContext reader;
    private final DSLContext writer;
    private final Outage outage = new Outage(System::nanoTime);
    private volatile boolean closed;

    private Database(String displayName, Pools pools) {
        this.displayName = displayName;
        this.pools = pools;
        Settings settings = new Settings().withExecuteLogging(false).withRenderSchema(false);
        FairConnections reading = new FairConnections(pools.reader());
        FairConnections writing = pools.writer() == pools.reader() ? reading : new FairConnections(pools.writer());
        this.reader = DSL.using(reading, pools.dialect(), settings);
        this.writer = DSL.using(writing, pools.dialect(), settings);
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @throws Failure {@code INVALID_SETTING} if the URL has a wrong form, {@code DATABASE_UNAVAILABLE} if the database cannot be reached or used,
     *     {@code STORAGE_UNAVAILABLE} if the data directory cannot be written, {@code DATABASE_TOO_NEW} if a newer program has changed the tables
     */
    public static Database open(DatabaseConfig config) {
        DatabaseLocation location = DatabaseLocation.of(config);
        // Each branch loads its own driver only.
        return switch (location) {
            case DatabaseLocation.Sqlite(var file) -> {
                SqliteFiles.prepare(file);
                try (SqliteTurn _ = SqliteTurn.take(file)) {
                    yield upToDate(location, SqlitePools.open(file));
                }
            }
            case DatabaseLocation.Postgres postgres ->
                upToDate(location, PostgresPools.open(postgres, config.patience()));
        };
    }

    private static Database upToDate(DatabaseLocation location, Pools pools) {
        try {
            new Migrations(pools.migration(), pools.dialect() == SQLDialect.SQLITE, location.displayName()).run();
            return new Database(location.displayName(), pools);
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    /**
     * Asks. The function may run twice, on a connection that turned out to be dead and on a new one.
     *
     * @throws Failure {@code DATABASE_UNAVAILABLE}
     */
    public <T> T read(Function<DSLContext, T> question) {
        return timed("read", () -> withRetries(() -> question.apply(reader), SqlStates::isOutage));
    }

    /**
     * Changes, in one transaction: all of it is done when this returns, and nothing if it throws, save that a connection lost during the commit
     * leaves it open. The function may run several times, so it has no effect but on the database; and it uses the context that it is given
     * for reading too, never this object, as SQLite has one writer only.
     *
     * @throws Failure {@code DATABASE_UNAVAILABLE}
     */
    public <T> T write(Function<DSLContext, T> change) {
        return timed(
                "write",
                () -> withRetries(
                        () -> writer.transactionResult(transaction -> change.apply(transaction.dsl())),
                        SqlStates::isConflict));
    }

    /** Brings the statistics that queries are planned by up to date and, on SQLite, gives unused space back. Takes its time, and on SQLite holds up writes. */
    public void optimize() {
        withRetries(
                () -> {
                    if (isSqlite()) {
                        writer.execute("pragma optimize");
                        writer.execute("vacuum");
                        return writer.execute("pragma wal_checkpoint(truncate)");
                    }
                    return writer.execute("vacuum analyze");
                },
                SqlStates::isConflict);
    }

    /** Whether the database answers; takes a few seconds at worst. */
    public boolean isReachable() {
        try {
            return read(sql -> sql.fetchValue(DSL.val(1))) == 1;
        } catch (Failure | DataAccessException _) {
            return false;
        }
    }

    public boolean isSqlite() {
        return pools.dialect() == SQLDialect.SQLITE;
    }

    /** Whether the last call found the database out of reach; asks nobody. */
    public boolean isOut() {
        return outage.isBroken();
    }

    /** @param most how many there can be at once */
    public record Connections(int active, int idle, int waiting, int most) {}

    /** The connections of all pools, now. */
    public Connections connections() {
        return pools.connections();
    }

    /** Where the database is, for an operator's eyes; without credentials. */
    public String displayName() {
        return displayName;
    }

    private static <T> T timed(String kind, Supplier<T> call) {
        long began = System.nanoTime();
        String outcome = "done";
        try {
            return call.get();
        } catch (Failure e) {
            outcome = e.code() == FailureCode.DATABASE_UNAVAILABLE ? "unavailable" : "refused";
            throw e;
        } catch (RuntimeException | Error e) {
            outcome = "failed";
            throw e;
        } finally {
            Metrics.timer("physalia.database.calls", "kind", kind, "outcome", outcome)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    private <T> T withRetries(Supplier<T> call, Predicate<SQLException> temporary) {
        if (!outage.mayTry()) {
            throw unavailable("does not answer");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                T result = call.get();
                outage.reached();
                return result;
            } catch (DataAccessException e) {
                SQLException cause = e.getCause(SQLException.class);
                // Waiting for a connection has taken its time already; a dead one from the pool costs nothing to
                // replace.
                boolean isDry = cause instanceof SQLTransientConnectionException;
                if (cause == null || isDry || attempt == ATTEMPTS || !temporary.test(cause)) {
                    throw explained(e, cause);
                }
            } catch (RuntimeException | Error e) {
                outage.reached();
                throw e;
            }
        }
    }

    /** Draws the conclusion about the outage from an error, and says what the caller shall see. */
    private RuntimeException explained(DataAccessException e, @Nullable SQLException cause) {
        if (closed) {
            return unavailable("is closed");
        }
        if (cause == null || !SqlStates.isOutage(cause)) {
            outage.reached();
            return e;
        }
        if (cause instanceof SQLTransientConnectionException && isBusy()) {
            outage.reached();
            return unavailable("has more work than connections");
        }
        outage.notReached();
        return unavailable("cannot be reached");
    }

    private boolean isBusy() {
        var pool = pools.reader().getHikariPoolMXBean();
        return pool != null && pool.getActiveConnections() >= pools.reader().getMaximumPoolSize();
    }

    private static Failure unavailable(String what) {
        return Failure.retryable(
                FailureCode.DATABASE_UNAVAILABLE, "the database " + what + "; try again in a moment", Outage.RETRY);
    }

    @Override
    public void close() {
        closed = true;
        pools.close();
    }
}
