package io.physalia.library.chapter;

import static io.physalia.database.schema.Tables.CHAPTER_IMAGES;
import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_DETAILS;

import io.physalia.database.Database;
import io.physalia.library.FileStateColumn;
import io.physalia.library.IdLists;
import io.physalia.library.ItemId;
import io.physalia.library.MediaInfoJson;
import io.physalia.media.FileState;
import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/**
 * The pictures of chapters, in the database: pods share no disk, and what one has taken out of a film is for all. They end with the state of the film's file. Thread-safe; each
 * call may throw {@code DATABASE_UNAVAILABLE}.
 */
public final class ChapterImages {
    private final Database database;
    private final InstantSource clock;

    public ChapterImages(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * That there is a picture.
     *
     * @param index of the chapter, from 0
     * @param start of the chapter
     * @param modified when the picture was made
     */
    public record ChapterImage(ItemId item, int index, Duration start, Instant modified) {

        /** Where it is kept: in no file, and no other picture is there. */
        public String path() {
            return "chapter:" + item + "/" + index;
        }
    }

    /** A picture itself, as JPEG. */
    @SuppressWarnings("ArrayRecordComponent") // On its way into the database; never compared.
    record Frame(int index, Duration start, byte[] jpeg) {}

    /**
     * A film in a file.
     *
     * @param state of the file, as the last scan saw it
     */
    record Film(ItemId id, ItemId library, Path file, FileState state, Optional<MediaInfo> media) {}

    /** Which pictures there are of items' files as they are, by item and index. */
    public Map<ItemId, List<ChapterImage>> list(Collection<ItemId> items) {
        return database.read(sql -> present(sql)
                .and(IdLists.isOneOf(CHAPTER_IMAGES.ITEM_ID, items))
                .orderBy(CHAPTER_IMAGES.ITEM_ID, CHAPTER_IMAGES.CHAPTER_INDEX)
                .fetchGroups(row -> new ItemId(row.get(CHAPTER_IMAGES.ITEM_ID)), ChapterImages::image));
    }

    public Optional<ChapterImage> find(ItemId item, int index) {
        return database.read(sql -> present(sql).and(isOne(item, index)).fetchOptional(ChapterImages::image));
    }

    private static SelectConditionStep<? extends Record> present(DSLContext sql) {
        return sql.select(
                        CHAPTER_IMAGES.ITEM_ID,
                        CHAPTER_IMAGES.CHAPTER_INDEX,
                        CHAPTER_IMAGES.START_MS,
                        CHAPTER_IMAGES.MODIFIED_MS)
                .from(CHAPTER_IMAGES)
                .join(ITEMS)
                .on(ITEMS.ID.eq(CHAPTER_IMAGES.ITEM_ID))
                .where(CHAPTER_IMAGES.FILE_STATE.eq(FileStateColumn.of(ITEMS)));
    }

    private static Condition isOne(ItemId item, int index) {
        return CHAPTER_IMAGES.ITEM_ID.eq(item.value()).and(CHAPTER_IMAGES.CHAPTER_INDEX.eq(index));
    }

    private static ChapterImage image(Record row) {
        return new ChapterImage(
                new ItemId(row.get(CHAPTER_IMAGES.ITEM_ID)),
                row.get(CHAPTER_IMAGES.CHAPTER_INDEX),
                Duration.ofMillis(row.get(CHAPTER_IMAGES.START_MS)),
                Instant.ofEpochMilli(row.get(CHAPTER_IMAGES.MODIFIED_MS)));
    }

    /** The picture itself, as JPEG. */
    public Optional<byte[]> content(ItemId item, int index) {
        return database.read(sql -> sql.select(CHAPTER_IMAGES.CONTENT)
                .from(CHAPTER_IMAGES)
                .where(isOne(item, index))
                .fetchOptional(CHAPTER_IMAGES.CONTENT));
    }

    /** The film in a file; empty if a library has none such. */
    Optional<Film> film(ItemId library, Path file) {
        return database.read(sql ->
                films(sql, library).and(ITEMS.PATH.eq(file.toString())).limit(1).fetchOptional(ChapterImages::film));
    }

    /**
     * Films of which there are no pictures that are as they are wanted; also those that have no chapters.
     *
     * @param after which id they come, in their order; empty: from the first one on
     */
    List<Film> listWithout(ItemId library, ChapterSettings settings, String after, int most) {
        return database.read(sql -> films(sql, library)
                .and(isWithout(settings))
                .and(ITEMS.ID.gt(after))
                .orderBy(ITEMS.ID)
                .limit(most)
                .fetch(ChapterImages::film));
    }

    int countWithout(ItemId library, ChapterSettings settings) {
        return database.read(sql -> sql.fetchCount(films(sql, library).and(isWithout(settings))));
    }

    private static SelectConditionStep<? extends Record> films(DSLContext sql, ItemId library) {
        return sql.select(
                        ITEMS.ID,
                        ITEMS.LIBRARY_ID,
                        ITEMS.PATH,
                        FileStateColumn.of(ITEMS).as("state"),
                        ITEM_DETAILS.MEDIA_INFO)
                .from(ITEMS)
                .join(ITEM_DETAILS)
                .on(ITEM_DETAILS.ITEM_ID.eq(ITEMS.ID))
                .where(ITEMS.LIBRARY_ID.eq(library.value()), ITEMS.MEDIA_TYPE.eq("Video"))
                .and(ITEMS.FOLDER.isFalse().and(ITEMS.VIRTUAL.isFalse()))
                // What is on the network is not fetched for its pictures.
                .and(DSL.lower(ITEMS.PATH).notLike("%.strm"));
    }

    private static Condition isWithout(ChapterSettings settings) {
        return DSL.notExists(DSL.selectOne()
                .from(CHAPTER_IMAGES)
                .where(
                        CHAPTER_IMAGES.ITEM_ID.eq(ITEMS.ID),
                        CHAPTER_IMAGES.FILE_STATE.eq(FileStateColumn.of(ITEMS)),
                        CHAPTER_IMAGES.SETTINGS.eq(settings.text())));
    }

    private static Film film(Record row) {
        return new Film(
                new ItemId(row.get(ITEMS.ID)),
                new ItemId(row.get(ITEMS.LIBRARY_ID)),
                Path.of(row.get(ITEMS.PATH)),
                new FileState(row.get("state", String.class)),
                Optional.ofNullable(row.get(ITEM_DETAILS.MEDIA_INFO)).flatMap(MediaInfoJson::find));
    }

    /** Keeps the pictures of a film in its state, in place of all that there were of it; unless it is gone. */
    void put(Film film, ChapterSettings settings, List<Frame> frames) {
        long now = clock.millis();
        database.write(sql -> {
            sql.deleteFrom(CHAPTER_IMAGES)
                    .where(CHAPTER_IMAGES.ITEM_ID.eq(film.id().value()))
                    .execute();
            frames.forEach(frame -> sql.insertInto(
                            CHAPTER_IMAGES,
                            CHAPTER_IMAGES.ITEM_ID,
                            CHAPTER_IMAGES.CHAPTER_INDEX,
                            CHAPTER_IMAGES.START_MS,
                            CHAPTER_IMAGES.FILE_STATE,
                            CHAPTER_IMAGES.SETTINGS,
                            CHAPTER_IMAGES.MODIFIED_MS,
                            CHAPTER_IMAGES.CONTENT)
                    .select(DSL.select(
                                    ITEMS.ID,
                                    DSL.val(frame.index()),
                                    DSL.val(frame.start().toMillis()),
                                    DSL.val(film.state().text()),
                                    DSL.val(settings.text()),
                                    DSL.val(now),
                                    DSL.val(frame.jpeg()))
                            .from(ITEMS)
                            .where(ITEMS.ID.eq(film.id().value())))
                    .onConflictDoNothing()
                    .execute());
            return frames.size();
        });
    }

    /** Forgets all pictures of a library that wants none. */
    void forget(ItemId library) {
        database.write(sql -> sql.deleteFrom(CHAPTER_IMAGES)
                .where(CHAPTER_IMAGES.ITEM_ID.in(
                        DSL.select(ITEMS.ID).from(ITEMS).where(ITEMS.LIBRARY_ID.eq(library.value()))))
                .execute());
    }
}
