package io.physalia.metadata.image;

import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.STORED_IMAGES;
import static io.physalia.database.schema.Tables.USER_IMAGES;

import io.physalia.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The pictures that people have uploaded, kept in the database: pods share no disk, and a picture that somebody chose cannot be made again.
 * Each is kept once, named by its content. Thread-safe.
 */
final class Uploads {
    private static final String SCHEME = "upload:";

    private final Database database;
    private final InstantSource clock;

    Uploads(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps a picture; the answer is to be used as its path. */
    String keep(byte[] bytes) {
        String id = sha256(bytes);
        database.write(sql -> sql.insertInto(STORED_IMAGES)
                .set(STORED_IMAGES.ID, id)
                .set(STORED_IMAGES.BYTES, bytes)
                .set(STORED_IMAGES.CREATED_MS, clock.millis())
                .onConflictDoNothing()
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

    /** Forgets a picture that nobody has any more. */
    void release(String path) {
        findId(path)
                .ifPresent(id -> database.write(sql -> sql.deleteFrom(STORED_IMAGES)
                        .where(STORED_IMAGES.ID.eq(id))
                        .andNotExists(sql.selectOne().from(ITEM_IMAGES).where(ITEM_IMAGES.PATH.eq(path)))
                        .andNotExists(userOf(sql, id))
                        .execute()));
    }

    private static org.jooq.Select<?> userOf(DSLContext sql, String id) {
        return sql.selectOne().from(USER_IMAGES).where(USER_IMAGES.PATH.eq(SCHEME + id));
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
