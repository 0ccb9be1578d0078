package io.physalia.subtitle;

import static io.physalia.database.schema.Tables.SUBTITLE_TRACKS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;

/**
 * Text tracks that some pod has taken out of a film, for all pods. They can be made again, so while the database is away there are none, and nothing is kept.
 * Thread-safe.
 */
final class TrackStore {
    private final Database database;

    TrackStore(Database database) {
        this.database = database;
    }

    /** What is kept of a file in just this state. */
    Optional<byte[]> find(String source, String version, int index) {
        return Optional.ofNullable(withDatabase(
                        () -> database.read(sql -> sql.select(SUBTITLE_TRACKS.CONTENT)
                                .from(SUBTITLE_TRACKS)
                                .where(
                                        SUBTITLE_TRACKS.SOURCE_ID.eq(source),
                                        SUBTITLE_TRACKS.SOURCE_VERSION.eq(version),
                                        SUBTITLE_TRACKS.STREAM_INDEX.eq(index))
                                .fetchOptional(SUBTITLE_TRACKS.CONTENT)),
                        Optional.<byte[]>empty())
                .orElse(null));
    }

    boolean isReachable() {
        return withDatabase(() -> database.read(sql -> sql.fetchExists(DSL.selectOne())), false);
    }

    /** Keeps the tracks of a file in this state, in place of all that was kept of the source before. */
    void put(String source, String version, Map<Integer, byte[]> tracks) {
        withDatabase(
                () -> database.write(sql -> {
                    sql.deleteFrom(SUBTITLE_TRACKS)
                            .where(SUBTITLE_TRACKS.SOURCE_ID.eq(source), SUBTITLE_TRACKS.SOURCE_VERSION.ne(version))
                            .execute();
                    tracks.forEach((index, content) -> sql.insertInto(SUBTITLE_TRACKS)
                            .set(SUBTITLE_TRACKS.SOURCE_ID, source)
                            .set(SUBTITLE_TRACKS.SOURCE_VERSION, version)
                            .set(SUBTITLE_TRACKS.STREAM_INDEX, index)
                            .set(SUBTITLE_TRACKS.CONTENT, content)
                            .onConflict(SUBTITLE_TRACKS.SOURCE_ID, SUBTITLE_TRACKS.STREAM_INDEX)
                            .doUpdate()
                            .set(SUBTITLE_TRACKS.SOURCE_VERSION, DSL.excluded(SUBTITLE_TRACKS.SOURCE_VERSION))
                            .set(SUBTITLE_TRACKS.CONTENT, DSL.excluded(SUBTITLE_TRACKS.CONTENT))
                            .execute());
                    return true;
                }),
                false);
    }

    private interface Call<T> {
        T run();
    }

    private static <T> T withDatabase(Call<T> call, T otherwise) {
        try {
            return call.run();
        } catch (Failure e) {
            if (e.code() != FailureCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            return otherwise;
        }
    }
}
