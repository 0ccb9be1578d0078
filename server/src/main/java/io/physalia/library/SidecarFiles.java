package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_SIDECARS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.naming.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.UUID;
import org.jooq.impl.DSL;

/** Subtitle files that people put beside films, or take away. A scan finds the same; until then the database is told. Thread-safe. */
public final class SidecarFiles {
    private final Database database;

    SidecarFiles(Database database) {
        this.database = database;
    }

    /**
     * A subtitle file to be.
     *
     * @param codec FFmpeg's name
     * @param extension {@code srt}, {@code vtt}, {@code ass} or {@code ssa}
     * @param language two or three letters, perhaps with a region; empty: unknown
     */
    public record Upload(
            String codec, String extension, String language, boolean isForced, boolean isHearingImpaired) {}

    /**
     * Writes a file beside the film, under a name that says what it is and that no other has.
     *
     * @throws Failure {@code STORAGE_UNAVAILABLE} if the folder cannot be written
     */
    public void add(Item film, Upload upload, byte[] content) {
        Path path = film.path().orElseThrow(() -> new Failure(FailureCode.SOURCE_NOT_FOUND, "the item is no file"));
        Path file = freeName(path, upload);
        Path fresh = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            try {
                Files.write(fresh, content);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            remember(film, upload, file, Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "the film's folder cannot be written", e);
        }
    }

    private static Path freeName(Path film, Upload upload) {
        StringBuilder base = new StringBuilder(MediaType.base(String.valueOf(film.getFileName())));
        base.append(upload.language().isEmpty() ? "" : "." + upload.language());
        base.append(upload.isHearingImpaired() ? ".sdh" : "").append(upload.isForced() ? ".forced" : "");
        for (int number = 1; ; number++) {
            String name = base + (number == 1 ? "" : "." + number) + "." + upload.extension();
            Path file = film.resolveSibling(name);
            if (!Files.exists(file)) {
                return file;
            }
        }
    }

    private void remember(Item film, Upload upload, Path file, Instant modified) {
        database.write(sql -> {
            Integer last = sql.select(DSL.max(ITEM_SIDECARS.POSITION))
                    .from(ITEM_SIDECARS)
                    .where(ITEM_SIDECARS.ITEM_ID.eq(film.id().value()))
                    .fetchOneInto(Integer.class);
            sql.insertInto(ITEM_SIDECARS)
                    .set(ITEM_SIDECARS.ITEM_ID, film.id().value())
                    .set(ITEM_SIDECARS.POSITION, last == null ? 0 : last + 1)
                    .set(ITEM_SIDECARS.STREAM_TYPE, "Subtitle")
                    .set(ITEM_SIDECARS.PATH, file.toString())
                    .set(ITEM_SIDECARS.CODEC, upload.codec())
                    .set(ITEM_SIDECARS.LANGUAGE, upload.language())
                    .set(ITEM_SIDECARS.TITLE, "")
                    .set(ITEM_SIDECARS.IS_DEFAULT, false)
                    .set(ITEM_SIDECARS.IS_FORCED, upload.isForced())
                    .set(ITEM_SIDECARS.IS_HEARING_IMPAIRED, upload.isHearingImpaired())
                    .set(ITEM_SIDECARS.MODIFIED_MS, modified.toEpochMilli())
                    .execute();
            return sql.update(ITEMS)
                    .set(ITEMS.HAS_SUBTITLES, true)
                    .where(ITEMS.ID.eq(film.id().value()))
                    .execute();
        });
    }

    /**
     * Deletes a file beside a film.
     *
     * @throws Failure {@code STORAGE_UNAVAILABLE} if it cannot be deleted
     */
    public void remove(Item film, Sidecar file) {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "the subtitle file cannot be deleted", e);
        }
        database.write(sql -> sql.deleteFrom(ITEM_SIDECARS)
                .where(
                        ITEM_SIDECARS.ITEM_ID.eq(film.id().value()),
                        ITEM_SIDECARS.PATH.eq(file.path().toString()))
                .execute());
    }
}
