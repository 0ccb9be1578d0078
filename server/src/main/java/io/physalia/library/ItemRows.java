package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_DETAILS;
import static io.physalia.database.schema.Tables.ITEM_PROVIDER_IDS;

import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SelectConditionStep;

/** Items as rows. */
final class ItemRows {
    private ItemRows() {}

    /** Items with everything that belongs to one. */
    static SelectConditionStep<Record> select(DSLContext sql, Condition condition) {
        return sql.select(ITEMS.fields())
                .select(ITEM_DETAILS.MEDIA_INFO)
                .from(ITEMS)
                .leftJoin(ITEM_DETAILS)
                .on(ITEM_DETAILS.ITEM_ID.eq(ITEMS.ID))
                .where(condition);
    }

    static List<Item> items(DSLContext sql, Result<Record> rows) {
        Map<String, Map<String, String>> ids = new LinkedHashMap<>();
        BatchRows.inParts(
                rows.getValues(ITEMS.ID),
                part -> sql.selectFrom(ITEM_PROVIDER_IDS)
                        .where(ITEM_PROVIDER_IDS.ITEM_ID.in(part))
                        .forEach(row -> ids.computeIfAbsent(
                                        row.get(ITEM_PROVIDER_IDS.ITEM_ID), _ -> new LinkedHashMap<>())
                                .put(row.get(ITEM_PROVIDER_IDS.PROVIDER), row.get(ITEM_PROVIDER_IDS.VALUE))));
        return rows.map(row -> item(row, ids.getOrDefault(row.get(ITEMS.ID), Map.of())));
    }

    private static Item item(Record row, Map<String, String> providerIds) {
        Optional<MediaInfo> media =
                Optional.ofNullable(row.get(ITEM_DETAILS.MEDIA_INFO)).flatMap(MediaInfoJson::find);
        Integer year = row.get(ITEMS.PRODUCTION_YEAR);
        return new Item(
                new ItemId(row.get(ITEMS.ID)),
                Optional.ofNullable(row.get(ITEMS.PARENT_ID)).map(ItemId::new),
                Optional.ofNullable(row.get(ITEMS.LIBRARY_ID)).map(ItemId::new),
                ItemKind.find(row.get(ITEMS.KIND)).orElse(ItemKind.VIDEO),
                row.get(ITEMS.NAME),
                row.get(ITEMS.SORT_NAME),
                Optional.ofNullable(row.get(ITEMS.PATH)).map(Path::of),
                year == null ? OptionalInt.empty() : OptionalInt.of(year),
                media.map(MediaInfo::duration).orElseGet(() -> Duration.ofMillis(row.get(ITEMS.RUNTIME_MS))),
                row.get(ITEMS.CONTAINER),
                row.get(ITEMS.SIZE_BYTES),
                Instant.ofEpochMilli(row.get(ITEMS.MODIFIED_MS)),
                media,
                providerIds,
                Instant.ofEpochMilli(row.get(ITEMS.CREATED_MS)));
    }

    /** Writes a library's own folder. */
    static void writeFolder(DSLContext sql, ItemId id, String name, long nowMs) {
        Map<org.jooq.Field<?>, Object> named = new LinkedHashMap<>();
        named.put(ITEMS.NAME, name);
        named.put(ITEMS.NAME_KEY, SortName.searched(name));
        named.put(ITEMS.SORT_NAME, SortName.sorted(name));
        named.put(ITEMS.SAVED_MS, nowMs);
        Map<org.jooq.Field<?>, Object> columns = new LinkedHashMap<>(named);
        columns.put(ITEMS.ID, id.value());
        columns.put(ITEMS.PARENT_ID, Items.ROOT.value());
        columns.put(ITEMS.LIBRARY_ID, id.value());
        columns.put(ITEMS.KIND, ItemKind.COLLECTION_FOLDER.typeName());
        columns.put(ITEMS.FOLDER, true);
        columns.put(ITEMS.CREATED_MS, nowMs);
        columns.put(ITEMS.LAST_CONTENT_MS, nowMs);
        sql.insertInto(ITEMS)
                .set(columns)
                .onConflict(ITEMS.ID)
                .doUpdate()
                .set(named)
                .execute();
    }
}
