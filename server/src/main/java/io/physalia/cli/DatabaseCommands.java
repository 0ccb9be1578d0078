package io.physalia.cli;

import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.database.DatabaseCopy;
import io.physalia.server.Settings;
import java.io.PrintStream;
import java.nio.file.Path;

/** What an operator does with the database while no pod of this process serves: each command ends when it is done. */
final class DatabaseCommands {
    private static final String SCHEME = "sqlite:";

    private final DatabaseConfig config;
    private final PrintStream out;

    DatabaseCommands(Settings settings, PrintStream out) {
        this.config = new DatabaseConfig(settings.databaseUrl(), settings.dataDir(), DatabaseConfig.DEFAULT_PATIENCE);
        this.out = out;
    }

    /** A SQLite file as it is named on the command line, with {@code sqlite:} before it or without. */
    static Path file(String name) {
        return Path.of(name.startsWith(SCHEME) ? name.substring(SCHEME.length()) : name)
                .toAbsolutePath();
    }

    /** Brings the tables up to date: for a job that runs before the pods of a new version start. */
    void migrate() {
        try (Database database = Database.open(config)) {
            out.println("the tables of " + database.displayName() + " are up to date");
        }
    }

    /** Fills the database, which must be empty, with what is in a file: another instance's database, or a backup. */
    void fill(Path file) {
        long rows = DatabaseCopy.fill(file, config, new Lines());
        out.println(rows + " rows of " + file + " are in the database, each compared with where it came from");
    }

    /** Writes all that is in the database into a new file. */
    void backUp(Path file) {
        long rows = DatabaseCopy.backUp(config, file, new Lines());
        out.println(rows + " rows are in " + file + ", each compared with where it came from");
    }

    private final class Lines implements DatabaseCopy.Progress {
        @Override
        public void copied(String table, long rows) {
            out.printf("  ... %-20s %,12d rows so far%n", table, rows);
        }

        @Override
        public void verified(String table, long rows, String checksum) {
            out.printf("ok    %-20s %,12d rows  %s%n", table, rows, checksum);
        }
    }
}
