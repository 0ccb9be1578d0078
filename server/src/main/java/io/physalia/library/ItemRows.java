package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.media.MediaInfo;
import io.physalia.media.Prober;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Items as rows. */
final class ItemRows {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private ItemRows() {}

    static Item item(Record row) {
        Optional<MediaInfo> media =
                Optional.ofNullable(row.get(ITEMS.MEDIA_INFO)).flatMap(MediaInfoJson::find);
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
                readIds(row.get(ITEMS.PROVIDER_IDS)),
                Instant.ofEpochMilli(row.get(ITEMS.CREATED_MS)));
    }

    /** Writes an item over the row of its id, if there is one; the moment when it was first seen stays. */
    static void write(DSLContext sql, Item item) {
        Map<Field<?>, Object> columns = columns(item);
        Map<Field<?>, Object> changed = new HashMap<>(columns);
        changed.remove(ITEMS.ID);
        changed.remove(ITEMS.CREATED_MS);
        sql.insertInto(ITEMS)
                .set(columns)
                .onConflict(ITEMS.ID)
                .doUpdate()
                .set(changed)
                .execute();
    }

    /** Writes a description over an item's row, if there is one. */
    static void describe(DSLContext sql, ItemId id, KnownFile.Description description) {
        sql.update(ITEMS)
                .set(ITEMS.PARENT_ID, description.parent().value())
                .set(ITEMS.KIND, description.kind().typeName())
                .set(ITEMS.NAME, description.name())
                .set(ITEMS.SORT_NAME, SortName.sorted(description.name()))
                .set(ITEMS.SEARCH_NAME, SortName.searched(description.name()))
                .set(ITEMS.PRODUCTION_YEAR, year(description.productionYear()))
                .set(ITEMS.PROVIDER_IDS, writeIds(description.providerIds()))
                .where(ITEMS.ID.eq(id.value()))
                .execute();
    }

    private static @Nullable Integer year(OptionalInt year) {
        return year.isPresent() ? year.getAsInt() : null;
    }

    @SuppressWarnings("NullAway") // jOOQ's map takes null for SQL's null; its annotations cannot say so.
    private static Map<Field<?>, Object> columns(Item item) {
        Map<Field<?>, Object> columns = new HashMap<>();
        columns.put(ITEMS.ID, item.id().value());
        columns.put(ITEMS.PARENT_ID, item.parent().map(ItemId::value).orElse(null));
        columns.put(ITEMS.LIBRARY_ID, item.library().map(ItemId::value).orElse(null));
        columns.put(ITEMS.KIND, item.kind().typeName());
        columns.put(ITEMS.NAME, item.name());
        columns.put(ITEMS.SORT_NAME, item.sortName());
        columns.put(ITEMS.SEARCH_NAME, SortName.searched(item.name()));
        columns.put(ITEMS.PATH, item.path().map(Path::toString).orElse(null));
        columns.put(ITEMS.PRODUCTION_YEAR, year(item.productionYear()));
        columns.put(ITEMS.RUNTIME_MS, item.runtime().toMillis());
        columns.put(ITEMS.CONTAINER, item.container());
        columns.put(ITEMS.SIZE_BYTES, item.sizeBytes());
        columns.put(ITEMS.MODIFIED_MS, item.modified().toEpochMilli());
        columns.put(ITEMS.MEDIA_INFO, item.media().map(MediaInfoJson::write).orElse(null));
        columns.put(ITEMS.PROBE_VERSION, Prober.VERSION);
        columns.put(ITEMS.PROVIDER_IDS, writeIds(item.providerIds()));
        columns.put(ITEMS.CREATED_MS, item.created().toEpochMilli());
        return columns;
    }

    private static String writeIds(Map<String, String> ids) {
        try {
            return MAPPER.writeValueAsString(new TreeMap<>(ids));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are plain data", e);
        }
    }

    static Map<String, String> readIds(String json) {
        try {
            return MAPPER.readValue(json, STRINGS);
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
