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
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Subtitle files that people put beside films, and lyrics beside songs, or take away. A scan finds the same; until then the database is told. Thread-safe. */
public final class SidecarFiles {
    private final Database database;
    private final LibraryChanges changes;

    SidecarFiles(Database database, LibraryChanges changes) {
        this.database = database;
        this.changes = changes;
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
        Path file = freeName(path(film), upload);
        Instant written = write(file, content);
        Sidecar sidecar = new Sidecar(
                "Subtitle",
                file,
                upload.codec(),
                upload.language(),
                "",
                false,
                upload.isForced(),
                upload.isHearingImpaired(),
                written);
        database.write(sql -> {
            remember(sql, film, sidecar);
            return sql.update(ITEMS)
                    .set(ITEMS.HAS_SUBTITLES, true)
                    .where(ITEMS.ID.eq(film.id().value()))
                    .execute();
        });
        changes.written();
    }

    /**
     * Writes the lyrics of a song beside it, in place of those that are there.
     *
     * @param extension {@code lrc}, {@code elrc} or {@code txt}
     * @param before the files with lyrics beside the song, which go
     * @throws Failure {@code STORAGE_UNAVAILABLE} if the folder cannot be written
     */
    public void replaceLyrics(Item song, String extension, byte[] content, List<Sidecar> before) {
        Path path = path(song);
        Path file = path.resolveSibling(MediaType.base(String.valueOf(path.getFileName())) + "." + extension);
        Instant written = write(file, content);
        before.stream().filter(each -> !each.path().equals(file)).forEach(SidecarFiles::delete);
        String codec = extension.equals("txt") ? "text" : "lrc";
        Sidecar sidecar = new Sidecar(Sidecar.LYRIC, file, codec, "", "", false, false, false, written);
        database.write(sql -> {
            forgetLyrics(sql, song);
            remember(sql, song, sidecar);
            return haveLyrics(sql, song, true);
        });
        changes.written();
    }

    /**
     * Deletes the files with lyrics beside a song.
     *
     * @throws Failure {@code STORAGE_UNAVAILABLE} if one cannot be deleted
     */
    public void removeLyrics(Item song, List<Sidecar> files) {
        files.forEach(SidecarFiles::delete);
        database.write(sql -> {
            forgetLyrics(sql, song);
            return haveLyrics(
                    sql, song, song.media().flatMap(EmbeddedLyrics::find).isPresent());
        });
        changes.written();
    }

    private static void forgetLyrics(DSLContext sql, Item song) {
        sql.deleteFrom(ITEM_SIDECARS)
                .where(ITEM_SIDECARS.ITEM_ID.eq(song.id().value()), ITEM_SIDECARS.STREAM_TYPE.eq(Sidecar.LYRIC))
                .execute();
    }

    private static int haveLyrics(DSLContext sql, Item song, boolean has) {
        return sql.update(ITEMS)
                .set(ITEMS.HAS_LYRICS, has)
                .where(ITEMS.ID.eq(song.id().value()))
                .execute();
    }

    private static Path path(Item item) {
        return item.path().orElseThrow(() -> new Failure(FailureCode.SOURCE_NOT_FOUND, "the item is no file"));
    }

    /** Nobody sees half a file. The answer is when it was written. */
    private static Instant write(Path file, byte[] content) {
        Path fresh = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            try {
                Files.write(fresh, content);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "the folder of the media cannot be written", e);
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

    private static void remember(DSLContext sql, Item item, Sidecar file) {
        Integer last = sql.select(DSL.max(ITEM_SIDECARS.POSITION))
                .from(ITEM_SIDECARS)
                .where(ITEM_SIDECARS.ITEM_ID.eq(item.id().value()))
                .fetchOneInto(Integer.class);
        sql.insertInto(ITEM_SIDECARS)
                .set(ITEM_SIDECARS.ITEM_ID, item.id().value())
                .set(ITEM_SIDECARS.POSITION, last == null ? 0 : last + 1)
                .set(ITEM_SIDECARS.STREAM_TYPE, file.type())
                .set(ITEM_SIDECARS.PATH, file.path().toString())
                .set(ITEM_SIDECARS.CODEC, file.codec())
                .set(ITEM_SIDECARS.LANGUAGE, file.language())
                .set(ITEM_SIDECARS.TITLE, file.title())
                .set(ITEM_SIDECARS.IS_DEFAULT, file.isDefault())
                .set(ITEM_SIDECARS.IS_FORCED, file.isForced())
                .set(ITEM_SIDECARS.IS_HEARING_IMPAIRED, file.isHearingImpaired())
                .set(ITEM_SIDECARS.MODIFIED_MS, file.modified().toEpochMilli())
                .execute();
    }

    /**
     * Deletes a file beside a film.
     *
     * @throws Failure {@code STORAGE_UNAVAILABLE} if it cannot be deleted
     */
    public void remove(Item film, Sidecar file) {
        delete(file);
        database.write(sql -> sql.deleteFrom(ITEM_SIDECARS)
                .where(
                        ITEM_SIDECARS.ITEM_ID.eq(film.id().value()),
                        ITEM_SIDECARS.PATH.eq(file.path().toString()))
                .execute());
        changes.written();
    }

    private static void delete(Sidecar file) {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "the file beside the media cannot be deleted", e);
        }
    }
}
