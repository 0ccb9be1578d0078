package io.physalia.metadata.image;

import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.STORED_IMAGES;
import static io.physalia.database.schema.Tables.USER_IMAGES;

import io.physalia.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The pictures that people have uploaded, kept in the database: pods share no disk, and a picture that somebody chose cannot be made again.
 * Each is kept once, named by its content. Thread-safe.
 */
final class Uploads {
    private static final String SCHEME = "upload:";
    /** A picture is kept before it is given to somebody. */
    static final Duration AWAITED = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;

    Uploads(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps a picture; the answer is to be used as its path, within {@link #AWAITED}. */
    String keep(byte[] bytes) {
        String id = sha256(bytes);
        long now = clock.millis();
        database.write(sql -> sql.insertInto(STORED_IMAGES)
                .set(STORED_IMAGES.ID, id)
                .set(STORED_IMAGES.BYTES, bytes)
                .set(STORED_IMAGES.CREATED_MS, now)
                .onConflict(STORED_IMAGES.ID)
                .doUpdate()
                .set(STORED_IMAGES.CREATED_MS, now)
                .execute());
        return SCHEME + id;
    }

    /** The name of an uploaded picture; empty if the path is that of a file. */
    static Optional<String> findId(String path) {
        return path.startsWith(SCHEME) ? Optional.of(path.substring(SCHEME.length())) : Optional.empty();
    }

    Optional<byte[]> find(String id) {
        return database.read(sql -> sql.select(STORED_IMAGES.BYTES)
                .from(STORED_IMAGES)
                .where(STORED_IMAGES.ID.eq(id))
                .fetchOptional(STORED_IMAGES.BYTES));
    }

    /**
     * Forgets the pictures that nobody has any more: another was put in their place, or their item or user is gone.
     *
     * @return how many those were
     */
    int forgetUnused() {
        Field<String> path = DSL.concat(DSL.val(SCHEME), STORED_IMAGES.ID);
        return database.write(sql -> sql.deleteFrom(STORED_IMAGES)
                .where(STORED_IMAGES.CREATED_MS.lt(clock.millis() - AWAITED.toMillis()))
                .andNotExists(DSL.selectOne().from(ITEM_IMAGES).where(ITEM_IMAGES.PATH.eq(path)))
                .andNotExists(DSL.selectOne().from(USER_IMAGES).where(USER_IMAGES.PATH.eq(path)))
                .execute());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
