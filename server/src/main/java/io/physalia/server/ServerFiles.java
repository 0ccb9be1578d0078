package io.physalia.server;

import static io.physalia.database.schema.Tables.SERVER_FILES;

import io.physalia.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Small files that an administrator gave the server and every pod shows. Thread-safe. */
public final class ServerFiles {
    private final Database database;
    private final InstantSource clock;

    public ServerFiles(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A file and what it is; the bytes are not to be changed. */
    @SuppressWarnings("ArrayRecordComponent")
    public record ServerFile(String contentType, byte[] content, Instant changed) {}

    public Optional<ServerFile> find(String name) {
        return database.read(sql -> sql.selectFrom(SERVER_FILES)
                .where(SERVER_FILES.NAME.eq(name))
                .fetchOptional(row -> new ServerFile(
                        row.get(SERVER_FILES.CONTENT_TYPE),
                        row.get(SERVER_FILES.CONTENT),
                        Instant.ofEpochMilli(row.get(SERVER_FILES.CHANGED_MS)))));
    }

    public void put(String name, String contentType, byte[] content) {
        database.write(sql -> sql.insertInto(SERVER_FILES)
                .set(SERVER_FILES.NAME, name)
                .set(SERVER_FILES.CONTENT_TYPE, contentType)
                .set(SERVER_FILES.CONTENT, content)
                .set(SERVER_FILES.CHANGED_MS, clock.millis())
                .onConflict(SERVER_FILES.NAME)
                .doUpdate()
                .setAllToExcluded()
                .execute());
    }

    public void remove(String name) {
        database.write(sql ->
                sql.deleteFrom(SERVER_FILES).where(SERVER_FILES.NAME.eq(name)).execute());
    }
}
