package io.physalia.library;

import static io.physalia.database.schema.Tables.KEYFRAMES;

import io.physalia.database.Database;
import io.physalia.media.Keyframes;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jooq.Record;

/** The keyframes of films, kept in the database. Thread-safe. */
final class KeyframeStore {
    private final Database database;

    KeyframeStore(Database database) {
        this.database = database;
    }

    /**
     * What is kept of a file in just this state, derived in just this program's way; else empty.
     *
     * @param source the media source's id
     * @param version changes with the file
     * @throws io.physalia.failure.Failure {@code DATABASE_UNAVAILABLE}
     */
    Optional<Keyframes> find(String source, String version) {
        return database.read(sql -> sql.select(KEYFRAMES.ALGORITHM_VERSION, KEYFRAMES.TIMES)
                        .from(KEYFRAMES)
                        .where(
                                KEYFRAMES.SOURCE_ID.eq(source),
                                KEYFRAMES.SOURCE_VERSION.eq(version),
                                KEYFRAMES.ALGORITHM_VERSION.eq(Keyframes.ALGORITHM_VERSION))
                        .fetchOptional())
                .map(KeyframeStore::keyframes);
    }

    /**
     * Keeps what was derived from a file in this state, in place of what was kept of the source before.
     *
     * @throws io.physalia.failure.Failure {@code DATABASE_UNAVAILABLE}
     */
    void put(String source, String version, Keyframes keyframes) {
        long[] nanos = keyframes.nanos();
        ByteBuffer bytes = ByteBuffer.allocate(nanos.length * Long.BYTES);
        bytes.asLongBuffer().put(nanos);
        database.write(sql -> sql.insertInto(KEYFRAMES)
                .set(KEYFRAMES.SOURCE_ID, source)
                .set(KEYFRAMES.SOURCE_VERSION, version)
                .set(KEYFRAMES.ALGORITHM_VERSION, keyframes.version())
                .set(KEYFRAMES.TIMES, bytes.array())
                .onConflict(KEYFRAMES.SOURCE_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute());
    }

    private static Keyframes keyframes(Record row) {
        ByteBuffer bytes = ByteBuffer.wrap(row.get(KEYFRAMES.TIMES));
        long[] nanos = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(nanos);
        return new Keyframes(row.get(KEYFRAMES.ALGORITHM_VERSION), nanos);
    }
}
