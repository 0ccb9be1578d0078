package io.physalia.database;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables up to date. Pods that start together on one PostgreSQL are put in line by Flyway's advisory lock. A database that
 * is up to date costs one question; Flyway is loaded only when there is something to do. A database that a newer program has migrated is
 * taken as it is, unless something was taken away: an old pod can start again in the middle of an upgrade, and an upgrade can be undone.
 */
final class Migrations {
    /** Every migration, oldest first; only ever appended to. A list, as class paths inside one jar cannot be listed everywhere. */
    static final List<String> FILES = List.of(
            "V1__foundation.sql",
            "V2__keyframes_by_version.sql",
            "V3__library_model.sql",
            "V4__identity_and_administration.sql",
            "V5__images.sql",
            "V6__list_indexes.sql",
            "V7__subtitle_tracks.sql",
            "V8__films_by_name_and_year.sql",
            "V9__versions_and_folder_types.sql",
            "V10__jobs.sql",
            "V11__rating_ranks_and_lyrics.sql",
            "V12__revisions.sql",
            "V13__loudness_and_chapter_images.sql");

    static final String FOLDER = "db/migration";

    /** In the name of a migration that takes away what the release before may still use; all others only add. */
    static final String CONTRACTS = "__contract_";

    static final String HISTORY = "flyway_schema_history";

    private final DataSource source;
    private final boolean isSqlite;
    private final String displayName;

    Migrations(DataSource source, boolean isSqlite, String displayName) {
        this.source = source;
        this.isSqlite = isSqlite;
        this.displayName = displayName;
    }

    /** The version of the newest migration that this program knows. */
    static int newest() {
        return version(FILES.getLast());
    }

    private static int version(String file) {
        return Integer.parseInt(file.substring(1, file.indexOf("__")));
    }

    /**
     * To the newest version.
     *
     * @throws Failure {@code DATABASE_TOO_NEW}, {@code DATABASE_UNAVAILABLE}
     */
    void run() {
        runTo(newest());
    }

    /** To a version, for tables that shall be like another database's; tables that are further already stay so. */
    void runTo(int version) {
        Optional<Applied> applied = findApplied();
        applied.ifPresent(this::refuseContracted);
        if (applied.isPresent() && applied.get().version() >= version) {
            return;
        }
        try {
            Flyway.configure()
                    .dataSource(source)
                    .resourceProvider(new OwnFiles())
                    .javaMigrationClassProvider(List::of)
                    .table(HISTORY)
                    .target(Integer.toString(version))
                    .placeholders(Map.of(
                            "bytewise",
                            isSqlite ? "collate binary" : "collate \"C\"",
                            // On SQLite they are where our lists want them.
                            "nullsfirst",
                            isSqlite ? "" : "nulls first"))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            // A newer pod may have migrated while this one waited in line.
            Optional<Applied> newer = findApplied();
            newer.ifPresent(this::refuseContracted);
            if (newer.isPresent() && newer.get().version() > newest()) {
                return;
            }
            throw new Failure(
                    FailureCode.DATABASE_UNAVAILABLE,
                    "the tables of " + displayName + " cannot be brought up to date: " + e.getMessage(),
                    e);
        }
        findApplied().ifPresent(this::refuseContracted);
    }

    /** What a newer program has added is none of this one's business; what it has taken away may be. */
    private void refuseContracted(Applied applied) {
        if (applied.contracted()) {
            throw new Failure(
                    FailureCode.DATABASE_TOO_NEW,
                    "the database " + displayName + " is at version " + applied.version() + ", without what version "
                            + newest() + " needs; run the newer program, or restore the backup made before it");
        }
    }

    /**
     * What was done to the tables.
     *
     * @param version the newest migration
     * @param contracted whether one that this program does not know took something away
     */
    private record Applied(int version, boolean contracted) {}

    /** The version that the tables are at; empty for a new database, and when some migration has failed half-way. */
    Optional<Integer> findVersion() {
        return findApplied().map(Applied::version);
    }

    /** The same of an open connection. */
    static Optional<Integer> findVersion(Connection connection) throws SQLException {
        return findApplied(connection).map(Applied::version);
    }

    private Optional<Applied> findApplied() {
        try (Connection connection = source.getConnection()) {
            return findApplied(connection);
        } catch (SQLException e) {
            throw new Failure(
                    FailureCode.DATABASE_UNAVAILABLE,
                    "the database " + displayName + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /** What was done to the tables; empty for a new database, and when some migration has failed half-way. */
    private static Optional<Applied> findApplied(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, HISTORY, null)) {
            if (!tables.next()) {
                return Optional.empty();
            }
        }
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select version, success, script from " + HISTORY)) {
            int newest = 0;
            boolean contracted = false;
            while (rows.next()) {
                if (!rows.getBoolean(2)) {
                    return Optional.empty();
                }
                String text = rows.getString(1);
                int version = text == null ? 0 : (int) Double.parseDouble(text);
                newest = Math.max(newest, version);
                contracted |= version > newest() && rows.getString(3).contains(CONTRACTS);
            }
            return Optional.of(new Applied(newest, contracted));
        }
    }

    /** Gives Flyway our files without a search through the class path. */
    private static final class OwnFiles implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return FILES.contains(name) ? new OwnFile(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return FILES.stream()
                    .filter(file -> file.startsWith(prefix))
                    .map(file -> (LoadableResource) new OwnFile(file))
                    .toList();
        }
    }

    /** One migration on the class path. */
    private static final class OwnFile extends LoadableResource {
        private final String file;

        OwnFile(String file) {
            this.file = file;
        }

        @Override
        public Reader read() {
            try (InputStream stream = Migrations.class.getResourceAsStream("/" + FOLDER + "/" + file)) {
                if (stream == null) {
                    throw new IllegalStateException("the program lacks its own migration " + file);
                }
                return new StringReader(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + "/" + file;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return file;
        }

        @Override
        public String getRelativePath() {
            return file;
        }
    }
}
