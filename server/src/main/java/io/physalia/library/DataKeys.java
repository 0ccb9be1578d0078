package io.physalia.library;

import static io.physalia.database.schema.Tables.CHAPTER_IMAGES;
import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_EDITS;
import static io.physalia.database.schema.Tables.ITEM_KEYS;
import static io.physalia.database.schema.Tables.ITEM_LINKS;
import static io.physalia.database.schema.Tables.KEYFRAMES;
import static io.physalia.database.schema.Tables.LOUDNESS;
import static io.physalia.database.schema.Tables.SUBTITLE_TRACKS;
import static io.physalia.database.schema.Tables.USER_DATA;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * By what an item that was moved or renamed is known again. Whatever hangs on the id of an item that is gone and is not read with its file (play state,
 * places in playlists, edits, and what took long to find out) goes to the item that shares a key with it, be that one found before the other vanished or after.
 */
final class DataKeys {
    /** Whose items they are that stand in the tables of what is derived from a file, under its state: of another file it counts for nothing. */
    private static final List<TableField<?, String>> DERIVED =
            List.of(CHAPTER_IMAGES.ITEM_ID, KEYFRAMES.SOURCE_ID, LOUDNESS.ITEM_ID, SUBTITLE_TRACKS.SOURCE_ID);

    private DataKeys() {}

    /** Notes the keys of items, and gives the new ones among them what vanished items have left. */
    static void note(DSLContext sql, Map<String, List<String>> keysOfIds, Collection<String> newIds) {
        BatchRows.inParts(
                keysOfIds.keySet(),
                part -> sql.deleteFrom(ITEM_KEYS)
                        .where(ITEM_KEYS.ITEM_ID.in(part))
                        .execute());
        Map<String, String> heirs = new HashMap<>();
        BatchRows rows = new BatchRows(ITEM_KEYS, ITEM_KEYS.DATA_KEY, ITEM_KEYS.ITEM_ID);
        keysOfIds.forEach((id, keys) -> keys.forEach(key -> {
            rows.add(key, id);
            if (newIds.contains(id)) {
                heirs.putIfAbsent(key, id);
            }
        }));
        rows.insertMissing(sql);
        Map<String, String> moves = new LinkedHashMap<>();
        BatchRows.inParts(
                heirs.keySet(),
                part -> sql.select(ITEM_KEYS.DATA_KEY, ITEM_KEYS.ITEM_ID)
                        .from(ITEM_KEYS)
                        .leftJoin(ITEMS)
                        .on(ITEMS.ID.eq(ITEM_KEYS.ITEM_ID))
                        .where(ITEM_KEYS.DATA_KEY.in(part), ITEMS.ID.isNull())
                        .forEach(row -> {
                            String heir = heirs.get(row.value1());
                            if (heir != null) {
                                moves.putIfAbsent(row.value2(), heir);
                            }
                        }));
        moves.forEach((from, to) -> move(sql, from, to));
    }

    /** Gives what hangs on items that are about to go to others that share a key with them, if there are any. */
    static void bequeath(DSLContext sql, Collection<String> ids) {
        Map<String, String> moves = new LinkedHashMap<>();
        var own = ITEM_KEYS.as("own");
        var other = ITEM_KEYS.as("other");
        BatchRows.inParts(
                ids,
                part -> sql.select(own.ITEM_ID, other.ITEM_ID)
                        .from(own)
                        .join(other)
                        .on(other.DATA_KEY.eq(own.DATA_KEY))
                        .join(ITEMS)
                        .on(ITEMS.ID.eq(other.ITEM_ID))
                        .where(own.ITEM_ID.in(part), other.ITEM_ID.ne(own.ITEM_ID))
                        .forEach(row -> {
                            if (!ids.contains(row.value2())) {
                                moves.putIfAbsent(row.value1(), row.value2());
                            }
                        }));
        moves.forEach((from, to) -> move(sql, from, to));
    }

    private static void move(DSLContext sql, String from, String to) {
        var there = USER_DATA.as("there");
        sql.update(USER_DATA)
                .set(USER_DATA.ITEM_ID, to)
                .where(USER_DATA.ITEM_ID.eq(from))
                .and(DSL.notExists(
                        DSL.selectOne().from(there).where(there.ITEM_ID.eq(to), there.USER_ID.eq(USER_DATA.USER_ID))))
                .execute();
        sql.update(ITEM_LINKS)
                .set(ITEM_LINKS.CHILD_ID, to)
                .where(ITEM_LINKS.CHILD_ID.eq(from))
                .execute();
        boolean isEdited = sql.fetchExists(ITEM_EDITS, ITEM_EDITS.ITEM_ID.eq(to));
        if (!isEdited) {
            sql.update(ITEM_EDITS)
                    .set(ITEM_EDITS.ITEM_ID, to)
                    .where(ITEM_EDITS.ITEM_ID.eq(from))
                    .execute();
        }
        ItemVersions.move(sql, from, to);
        DERIVED.forEach(id -> inherit(sql, id, from, to));
        sql.deleteFrom(ITEM_KEYS).where(ITEM_KEYS.ITEM_ID.eq(from)).execute();
    }

    private static void inherit(DSLContext sql, TableField<?, String> id, String from, String to) {
        Table<?> table = Objects.requireNonNull(id.getTable());
        if (!sql.fetchExists(table, id.eq(to))) {
            sql.update(table).set(id, to).where(id.eq(from)).execute();
        }
    }
}
