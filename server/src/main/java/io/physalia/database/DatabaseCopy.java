package io.physalia.database;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;

/**
 * Everything that is in one database, carried over into another that is empty: from one instance's SQLite to a colony's PostgreSQL, into a backup,
 * out of a backup. All rows go over in one transaction, are read back in it and compared, and are there together or not at all.
 *
 * <p>The target's tables are first made as old as the source's and brought up to date when the rows are in, so that a backup may be older than the
 * program, and the source is never changed.
 */
public final class DatabaseCopy {
    private DatabaseCopy() {}

    /** Told how the copy goes. */
    public interface Progress {
        /** Some of a table's rows are over. */
        void copied(String table, long rows);

        /** A table is over, and the same on both sides. */
        void verified(String table, long rows, String checksum);
    }

    /**
     * Fills an empty database with what is in a SQLite file. The file is held meanwhile, so that no pod can begin to work on it.
     *
     * @return how many rows
     * @throws Failure {@code FILE_NOT_FOUND}, {@code DATABASE_UNAVAILABLE} if either cannot be used or another program has the file open, {@code
     *     DATABASE_TOO_NEW} if the file is newer than the program, {@code DATABASE_NOT_EMPTY}
     */
    public static long fill(Path file, DatabaseConfig target, Progress progress) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    FailureCode.FILE_NOT_FOUND, file + " is not there (expected: a database or a backup of Physalia)");
        }
        DatabaseLocation location = DatabaseLocation.of(target);
        try (Connection from = SqliteFiles.openAlone(file)) {
            int version = version(from, file.toString());
            try (Pools pools = pools(location, target)) {
                return fill(from, version, pools, location.displayName(), progress);
            }
        } catch (SQLException e) {
            throw failed(file.toString(), location.displayName(), e);
        }
    }

    private static long fill(Connection from, int version, Pools pools, String target, Progress progress)
            throws SQLException {
        Migrations migrations = new Migrations(pools.migration(), pools.dialect() == SQLDialect.SQLITE, target);
        makeTables(migrations, version, target);
        long rows;
        try (Connection to = pools.migration().getConnection()) {
            rows = copy(from, to, TableShape.inOrder(from), target, progress);
        }
        migrations.run();
        analyze(pools.migration());
        return rows;
    }

    /**
     * Writes what is in a database, as it is at one moment, into a new SQLite file; pods may go on working.
     *
     * @return how many rows
     * @throws Failure {@code DATABASE_UNAVAILABLE}, {@code DATABASE_TOO_NEW}, {@code STORAGE_UNAVAILABLE} if the file is there already or cannot be written
     */
    public static long backUp(DatabaseConfig source, Path file, Progress progress) {
        DatabaseLocation location = DatabaseLocation.of(source);
        if (location instanceof DatabaseLocation.Sqlite(var from) && !Files.isRegularFile(from)) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, "there is no database " + from);
        }
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        SqliteFiles.create(file, partial);
        try (Pools pools = pools(location, source);
                Connection from = snapshot(pools)) {
            int version = version(from, location.displayName());
            DataSource written = SqliteFiles.source(partial);
            new Migrations(written, true, partial.toString()).runTo(version);
            long rows;
            try (Connection to = written.getConnection()) {
                rows = copy(from, to, TableShape.inOrder(to), partial.toString(), progress);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } catch (SQLException e) {
            throw failed(location.displayName(), file.toString(), e);
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, file + " cannot be written: " + e.getMessage(), e);
        } finally {
            SqliteFiles.forget(partial);
        }
    }

    private static Pools pools(DatabaseLocation location, DatabaseConfig config) {
        return switch (location) {
            case DatabaseLocation.Sqlite(var file) -> SqlitePools.open(file);
            case DatabaseLocation.Postgres postgres -> PostgresPools.open(postgres, config.patience());
        };
    }

    /** A connection whose reads all see one moment. */
    private static Connection snapshot(Pools pools) throws SQLException {
        boolean isSqlite = pools.dialect() == SQLDialect.SQLITE;
        Connection connection =
                isSqlite ? pools.reader().getConnection() : pools.migration().getConnection();
        if (!isSqlite) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
        }
        connection.setAutoCommit(false);
        return connection;
    }

    private static int version(Connection from, String name) throws SQLException {
        int version = Migrations.findVersion(from)
                .orElseThrow(() -> new Failure(
                        FailureCode.DATABASE_UNAVAILABLE, name + " holds no tables of Physalia, or half-made ones"));
        if (version > Migrations.newest()) {
            throw new Failure(
                    FailureCode.DATABASE_TOO_NEW,
                    name + " is at version " + version + " (expected: at most " + Migrations.newest()
                            + "); use the program that wrote it, or a newer one");
        }
        return version;
    }

    private static void makeTables(Migrations migrations, int version, String target) {
        Optional<Integer> there = migrations.findVersion();
        if (there.isPresent() && there.get() > version) {
            throw new Failure(
                    FailureCode.DATABASE_NOT_EMPTY,
                    "the tables of " + target + " are at version " + there.get() + " and those to be copied at "
                            + version + " (expected: a database without tables)");
        }
        migrations.runTo(version);
    }

    private static long copy(Connection from, Connection to, List<TableShape> tables, String target, Progress progress)
            throws SQLException {
        to.setAutoCommit(false);
        refuseFilled(to, tables, target);
        TableCopy copy = new TableCopy(from, to);
        List<TableDigest> read = new ArrayList<>();
        for (TableShape table : tables) {
            read.add(copy.copy(table, rows -> progress.copied(table.name(), rows)));
        }
        long all = 0;
        for (int i = 0; i < tables.size(); i++) {
            TableShape table = tables.get(i);
            TableDigest arrived = copy.arrived(table);
            if (!arrived.isSameAs(read.get(i))) {
                to.rollback();
                throw new Failure(
                        FailureCode.INTERNAL,
                        table.name() + ": " + arrived.rows() + " rows with the checksum " + arrived.checksum()
                                + " have arrived in " + target + " (expected: "
                                + read.get(i).rows() + ", " + read.get(i).checksum() + "); nothing was kept");
            }
            progress.verified(table.name(), arrived.rows(), arrived.checksum());
            all += arrived.rows();
        }
        to.commit();
        return all;
    }

    private static void refuseFilled(Connection to, List<TableShape> tables, String target) throws SQLException {
        for (TableShape table : tables) {
            try (var statement = to.createStatement();
                    ResultSet row = statement.executeQuery("select 1 from " + table.name() + " limit 1")) {
                if (row.next()) {
                    throw new Failure(
                            FailureCode.DATABASE_NOT_EMPTY,
                            target + " is not empty: there are rows in " + table.name()
                                    + " (expected: a new database); nothing was changed");
                }
            }
        }
    }

    /** Without statistics the first questions to a large library are planned as if it were empty. */
    private static void analyze(DataSource target) throws SQLException {
        try (Connection connection = target.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private static Failure failed(String from, String to, SQLException e) {
        SQLException last = e;
        // A batch's own message repeats the row, which may hold a password's hash; what the server says comes after it.
        while (last.getNextException() != null) {
            last = last.getNextException();
        }
        return new Failure(
                FailureCode.DATABASE_UNAVAILABLE,
                from + " cannot be copied to " + to + ": " + last.getMessage() + "; nothing was kept",
                e);
    }
}
