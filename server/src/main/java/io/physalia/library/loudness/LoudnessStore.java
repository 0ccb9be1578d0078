package io.physalia.library.loudness;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.LOUDNESS;

import io.physalia.database.Database;
import io.physalia.database.schema.tables.Items;
import io.physalia.database.schema.tables.Loudness;
import io.physalia.library.FileStateColumn;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.media.FileState;
import io.physalia.media.LoudnessBlocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Which songs and albums are measured, and with what result. Thread-safe; each call is a transaction or two, and may throw {@code DATABASE_UNAVAILABLE}.
 */
public final class LoudnessStore {
    private static final String SONG = ItemKind.AUDIO.typeName();
    /** Other songs of the album of one. */
    private static final Items OTHERS = ITEMS.as("others");
    /** What is kept of an album, beside what is kept of its songs. */
    private static final Loudness OF_ALBUM = LOUDNESS.as("of_album");

    private final Database database;

    public LoudnessStore(Database database) {
        this.database = database;
    }

    /**
     * A song in a file.
     *
     * @param state of the file, as the last scan saw it
     * @param formats FFmpeg's names of its demuxer
     */
    record Song(
            ItemId id,
            ItemId library,
            Path file,
            FileState state,
            String formats,
            Duration length,
            Optional<ItemId> album) {}

    /** The song in a file; empty if a library has none such. */
    Optional<Song> find(ItemId library, Path file) {
        return database.read(sql ->
                songs(sql, library).and(ITEMS.PATH.eq(file.toString())).limit(1).fetchOptional(LoudnessStore::song));
    }

    /**
     * Songs that are to be measured, as neither their tags nor an earlier measurement say how loud they are, or as nothing says it of the album that they are on with others.
     *
     * @param after which id they come, in their order; empty: from the first one on
     */
    List<Song> listUnmeasured(ItemId library, String after, int most) {
        return database.read(sql -> songs(sql, library)
                .and(isUnmeasured())
                .and(ITEMS.ID.gt(after))
                .orderBy(ITEMS.ID)
                .limit(most)
                .fetch(LoudnessStore::song));
    }

    int countUnmeasured(ItemId library) {
        return database.read(sql -> sql.fetchCount(songs(sql, library).and(isUnmeasured())));
    }

    private static SelectConditionStep<? extends Record> songs(DSLContext sql, ItemId library) {
        return sql.select(
                        ITEMS.ID,
                        ITEMS.LIBRARY_ID,
                        ITEMS.PATH,
                        FileStateColumn.of(ITEMS).as("state"),
                        ITEMS.CONTAINER,
                        ITEMS.RUNTIME_MS,
                        ITEMS.ALBUM_ID)
                .from(ITEMS)
                .where(ITEMS.LIBRARY_ID.eq(library.value()), ITEMS.KIND.eq(SONG), ITEMS.VIRTUAL.isFalse())
                // What is on the network is not fetched to be measured.
                .and(DSL.lower(ITEMS.PATH).notLike("%.strm"));
    }

    private static Song song(Record row) {
        return new Song(
                new ItemId(row.get(ITEMS.ID)),
                new ItemId(row.get(ITEMS.LIBRARY_ID)),
                Path.of(row.get(ITEMS.PATH)),
                new FileState(row.get("state", String.class)),
                row.get(ITEMS.CONTAINER),
                Duration.ofMillis(row.get(ITEMS.RUNTIME_MS)),
                Optional.ofNullable(row.get(ITEMS.ALBUM_ID)).map(ItemId::new));
    }

    private static Condition isUnmeasured() {
        Condition hasAlbumGain = DSL.exists(others().and(OTHERS.ALBUM_GAIN_DB.isNotNull()));
        Condition isWithOthers = DSL.exists(others().and(OTHERS.ID.ne(ITEMS.ID)));
        return DSL.notExists(DSL.selectOne()
                        .from(LOUDNESS)
                        .where(LOUDNESS.ITEM_ID.eq(ITEMS.ID), LOUDNESS.STATE.eq(FileStateColumn.of(ITEMS))))
                .and(ITEMS.TRACK_GAIN_DB.isNull().or(isWithOthers.andNot(hasAlbumGain)));
    }

    private static SelectConditionStep<?> others() {
        return DSL.selectOne().from(OTHERS).where(OTHERS.ALBUM_ID.eq(ITEMS.ALBUM_ID), OTHERS.KIND.eq(SONG));
    }

    /** Keeps what was measured of a song in its state, unless the song is gone. */
    void keep(Song song, LoudnessBlocks blocks) {
        database.write(sql -> put(sql, song.id(), song.state().text(), blocks.integrated(), blocks.write()));
    }

    private static int put(DSLContext sql, ItemId item, String state, OptionalDouble lufs, @Nullable String blocks) {
        return sql.insertInto(LOUDNESS, LOUDNESS.ITEM_ID, LOUDNESS.STATE, LOUDNESS.LUFS, LOUDNESS.BLOCKS)
                .select(DSL.select(
                                ITEMS.ID,
                                DSL.val(state),
                                DSL.val(lufs.isPresent() ? (Double) lufs.getAsDouble() : null, SQLDataType.DOUBLE),
                                DSL.val(blocks))
                        .from(ITEMS)
                        .where(ITEMS.ID.eq(item.value())))
                .onConflict(LOUDNESS.ITEM_ID)
                .doUpdate()
                .set(LOUDNESS.STATE, DSL.excluded(LOUDNESS.STATE))
                .set(LOUDNESS.LUFS, DSL.excluded(LOUDNESS.LUFS))
                .set(LOUDNESS.BLOCKS, DSL.excluded(LOUDNESS.BLOCKS))
                .execute();
    }

    /** Works out how loud an album is, if it has several songs, no tag says it, and all are measured as they are now. */
    void settle(ItemId album) {
        settle(ITEMS.ALBUM_ID.eq(album.value()));
    }

    /** Like {@link #settle} for each album of a library of which something has changed: a song that went leaves nothing to be measured. */
    void settleAll(ItemId library) {
        settle(ITEMS.LIBRARY_ID.eq(library.value()));
    }

    private void settle(Condition which) {
        Field<String> state = DSL.concat(
                DSL.count().cast(SQLDataType.VARCHAR),
                DSL.inline("-"),
                DSL.sum(ITEMS.SIZE_BYTES).cast(SQLDataType.VARCHAR),
                DSL.inline("-"),
                DSL.sum(ITEMS.MODIFIED_MS).cast(SQLDataType.VARCHAR));
        database.read(sql -> sql.select(ITEMS.ALBUM_ID, state)
                        .from(ITEMS)
                        .leftJoin(LOUDNESS)
                        .on(LOUDNESS.ITEM_ID.eq(ITEMS.ID), LOUDNESS.STATE.eq(FileStateColumn.of(ITEMS)))
                        .leftJoin(OF_ALBUM)
                        .on(OF_ALBUM.ITEM_ID.eq(ITEMS.ALBUM_ID))
                        .where(which, ITEMS.KIND.eq(SONG), ITEMS.ALBUM_ID.isNotNull())
                        .groupBy(ITEMS.ALBUM_ID)
                        .having(DSL.count().gt(1), DSL.count(LOUDNESS.ITEM_ID).eq(DSL.count()))
                        .and(DSL.count(ITEMS.ALBUM_GAIN_DB).eq(0))
                        .and(DSL.max(OF_ALBUM.STATE)
                                .isNull()
                                .or(DSL.max(OF_ALBUM.STATE).ne(state)))
                        .fetch())
                .forEach(album -> settle(new ItemId(album.value1()), album.value2()));
    }

    /** @param state from before the songs were read: if one changes meanwhile, the album is settled again */
    private void settle(ItemId album, String state) {
        database.write(sql -> {
            LoudnessBlocks sum = sql
                    .select(LOUDNESS.BLOCKS)
                    .from(LOUDNESS)
                    .join(ITEMS)
                    .on(ITEMS.ID.eq(LOUDNESS.ITEM_ID))
                    .where(ITEMS.ALBUM_ID.eq(album.value()), ITEMS.KIND.eq(SONG), LOUDNESS.BLOCKS.isNotNull())
                    .fetch(LOUDNESS.BLOCKS)
                    .stream()
                    .map(LoudnessBlocks::read)
                    .reduce(LoudnessBlocks.NONE, LoudnessBlocks::plus);
            return put(sql, album, state, sum.integrated(), null);
        });
    }
}
