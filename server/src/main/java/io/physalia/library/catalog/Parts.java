package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_DETAILS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_PROVIDER_IDS;
import static io.physalia.database.schema.Tables.ITEM_SIDECARS;
import static io.physalia.database.schema.Tables.ITEM_VALUES;

import io.physalia.database.Database;
import io.physalia.library.Artwork;
import io.physalia.library.IdLists;
import io.physalia.library.ItemId;
import io.physalia.library.MediaInfoJson;
import io.physalia.library.Metadata;
import io.physalia.library.MetadataJson;
import io.physalia.library.Sidecar;
import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * What pages show of their items beyond the cards. Every method takes one statement, however many items there are; items of which there is nothing to say
 * are not in its answer. Thread-safe.
 */
public final class Parts {
    private static final CardRows ROWS = new CardRows(ITEMS);

    private final Database database;

    public Parts(Database database) {
        this.database = database;
    }

    /** A genre, studio, tag or artist. */
    public record Value(ItemId id, String name) {}

    /** Somebody's part in an item. */
    public record Part(ItemId person, String name, String type, String role) {}

    /**
     * What is known of an item and shown on its own page only.
     *
     * @param metadata without the overview
     */
    public record Document(Optional<String> overview, Metadata metadata, Optional<MediaInfo> media) {}

    /** @param played how many of them the user has played; equal to {@code leaves} means: all */
    public record Tally(int leaves, int played) {}

    /** How many extras of which type an item has. */
    public record Extras(Map<String, Integer> byType) {
        public int of(String type) {
            return byType.getOrDefault(type, 0);
        }
    }

    public Map<ItemId, Map<Filter.ValueType, List<Value>>> values(Collection<ItemId> ids) {
        Map<ItemId, Map<Filter.ValueType, List<Value>>> all = new HashMap<>();
        fetch(ids, ITEM_VALUES.ITEM_ID, List.of(ITEM_VALUES.VALUE_TYPE, ITEM_VALUES.POSITION), row -> {
            for (Filter.ValueType type : Filter.ValueType.values()) {
                if (type.stored().equals(row.get(ITEM_VALUES.VALUE_TYPE))) {
                    all.computeIfAbsent(new ItemId(row.get(ITEM_VALUES.ITEM_ID)), _ -> new HashMap<>())
                            .computeIfAbsent(type, _ -> new ArrayList<>())
                            .add(new Value(new ItemId(row.get(ITEM_VALUES.VALUE_ID)), row.get(ITEM_VALUES.NAME)));
                }
            }
        });
        return all;
    }

    public Map<ItemId, List<Part>> people(Collection<ItemId> ids) {
        Map<ItemId, List<Part>> all = new HashMap<>();
        fetch(
                ids,
                ITEM_PEOPLE.ITEM_ID,
                List.of(ITEM_PEOPLE.POSITION),
                row -> all.computeIfAbsent(new ItemId(row.get(ITEM_PEOPLE.ITEM_ID)), _ -> new ArrayList<>())
                        .add(new Part(
                                new ItemId(row.get(ITEM_PEOPLE.PERSON_ID)),
                                row.get(ITEM_PEOPLE.NAME),
                                row.get(ITEM_PEOPLE.PERSON_TYPE),
                                row.get(ITEM_PEOPLE.ROLE))));
        return all;
    }

    /** By type and index. */
    public Map<ItemId, List<Artwork>> artwork(Collection<ItemId> ids) {
        Map<ItemId, List<Artwork>> all = new HashMap<>();
        fetch(
                ids,
                ITEM_IMAGES.ITEM_ID,
                List.of(ITEM_IMAGES.IMAGE_TYPE, ITEM_IMAGES.IMAGE_INDEX),
                row -> all.computeIfAbsent(new ItemId(row.get(ITEM_IMAGES.ITEM_ID)), _ -> new ArrayList<>())
                        .add(artwork(row)));
        return all;
    }

    private static Artwork artwork(Record row) {
        return new Artwork(
                row.get(ITEM_IMAGES.IMAGE_TYPE),
                row.get(ITEM_IMAGES.IMAGE_INDEX),
                Path.of(row.get(ITEM_IMAGES.PATH)),
                Instant.ofEpochMilli(row.get(ITEM_IMAGES.MODIFIED_MS)),
                number(row.get(ITEM_IMAGES.WIDTH)),
                number(row.get(ITEM_IMAGES.HEIGHT)),
                Optional.ofNullable(row.get(ITEM_IMAGES.BLURHASH)).filter(hash -> !hash.isEmpty()),
                row.get(ITEM_IMAGES.UPLOADED));
    }

    private static OptionalInt number(@org.jspecify.annotations.Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    public Map<ItemId, Map<String, String>> providerIds(Collection<ItemId> ids) {
        Map<ItemId, Map<String, String>> all = new HashMap<>();
        fetch(
                ids,
                ITEM_PROVIDER_IDS.ITEM_ID,
                List.of(ITEM_PROVIDER_IDS.PROVIDER),
                row -> all.computeIfAbsent(new ItemId(row.get(ITEM_PROVIDER_IDS.ITEM_ID)), _ -> new LinkedHashMap<>())
                        .put(row.get(ITEM_PROVIDER_IDS.PROVIDER), row.get(ITEM_PROVIDER_IDS.VALUE)));
        return all;
    }

    /** @param withMedia whether the media info is wanted, which takes a while to read */
    public Map<ItemId, Document> documents(Collection<ItemId> ids, boolean withMedia) {
        Map<ItemId, Document> all = new HashMap<>();
        fetch(ids, ITEM_DETAILS.ITEM_ID, List.of(), row -> {
            Optional<MediaInfo> media = Optional.ofNullable(row.get(ITEM_DETAILS.MEDIA_INFO))
                    .filter(_ -> withMedia)
                    .flatMap(MediaInfoJson::find);
            all.put(
                    new ItemId(row.get(ITEM_DETAILS.ITEM_ID)),
                    new Document(
                            Optional.ofNullable(row.get(ITEM_DETAILS.OVERVIEW)),
                            MetadataJson.read(row.get(ITEM_DETAILS.DOCUMENT)),
                            media));
        });
        return all;
    }

    /** Only the overviews: what lists ask for most often. */
    public Map<ItemId, String> overviews(Collection<ItemId> ids) {
        Map<ItemId, String> all = new HashMap<>();
        if (!ids.isEmpty()) {
            database.read(sql -> sql.select(ITEM_DETAILS.ITEM_ID, ITEM_DETAILS.OVERVIEW)
                            .from(ITEM_DETAILS)
                            .where(IdLists.isOneOf(ITEM_DETAILS.ITEM_ID, ids), ITEM_DETAILS.OVERVIEW.isNotNull())
                            .fetch())
                    .forEach(row -> all.put(new ItemId(row.value1()), row.value2()));
        }
        return all;
    }

    public Map<ItemId, List<Sidecar>> sidecars(Collection<ItemId> ids) {
        Map<ItemId, List<Sidecar>> all = new HashMap<>();
        fetch(
                ids,
                ITEM_SIDECARS.ITEM_ID,
                List.of(ITEM_SIDECARS.POSITION),
                row -> all.computeIfAbsent(new ItemId(row.get(ITEM_SIDECARS.ITEM_ID)), _ -> new ArrayList<>())
                        .add(new Sidecar(
                                row.get(ITEM_SIDECARS.STREAM_TYPE),
                                Path.of(row.get(ITEM_SIDECARS.PATH)),
                                row.get(ITEM_SIDECARS.CODEC),
                                row.get(ITEM_SIDECARS.LANGUAGE),
                                row.get(ITEM_SIDECARS.TITLE),
                                row.get(ITEM_SIDECARS.IS_DEFAULT),
                                row.get(ITEM_SIDECARS.IS_FORCED),
                                row.get(ITEM_SIDECARS.IS_HEARING_IMPAIRED),
                                Instant.ofEpochMilli(row.get(ITEM_SIDECARS.MODIFIED_MS)))));
        return all;
    }

    /** What can be played below folders, box sets and playlists, as far as the viewer may see it, and how much of it the viewer has played. */
    public Map<ItemId, Tally> tallies(Viewer viewer, Collection<ItemId> folders) {
        return folders.isEmpty() ? Map.of() : database.read(sql -> FolderCounts.tallies(sql, viewer, folders));
    }

    /** How many items lie directly in folders, box sets and playlists, as far as the viewer may see them. */
    public Map<ItemId, Integer> children(Viewer viewer, Collection<ItemId> folders) {
        return folders.isEmpty() ? Map.of() : database.read(sql -> FolderCounts.children(sql, viewer, folders));
    }

    /** The further versions of items, by the id of the primary one. */
    public Map<ItemId, List<ItemCard>> versions(Collection<ItemId> primaries) {
        return cards(primaries, ITEMS.PRIMARY_VERSION_ID);
    }

    /** How many further versions items have. */
    public Map<ItemId, Integer> versionCounts(Collection<ItemId> primaries) {
        return primaries.isEmpty()
                ? Map.of()
                : database.read(sql -> sql.select(ITEMS.PRIMARY_VERSION_ID, DSL.count())
                        .from(ITEMS)
                        .where(IdLists.isOneOf(ITEMS.PRIMARY_VERSION_ID, primaries))
                        .groupBy(ITEMS.PRIMARY_VERSION_ID)
                        .fetchMap(row -> new ItemId(row.value1()), row -> row.value2()));
    }

    /** The further parts of items, in order, by the id of the first one. */
    public Map<ItemId, List<ItemCard>> parts(Collection<ItemId> firsts) {
        return cards(firsts, ITEMS.PART_OF_ID);
    }

    private Map<ItemId, List<ItemCard>> cards(Collection<ItemId> ids, Field<String> key) {
        Map<ItemId, List<ItemCard>> all = new HashMap<>();
        if (!ids.isEmpty()) {
            database.read(sql -> sql.select(ROWS.columns())
                            .select(key.as("tied_to"))
                            .from(ITEMS)
                            .where(IdLists.isOneOf(key, ids))
                            .orderBy(ITEMS.PART_NUMBER, ITEMS.VERSION_NAME, ITEMS.SORT_NAME, ITEMS.ID)
                            .fetch())
                    .forEach(row -> all.computeIfAbsent(
                                    new ItemId(String.valueOf(row.get("tied_to"))), _ -> new ArrayList<>())
                            .add(ROWS.card(row)));
        }
        return all;
    }

    public Map<ItemId, Extras> extras(Collection<ItemId> owners) {
        Map<ItemId, Map<String, Integer>> counts = new HashMap<>();
        if (!owners.isEmpty()) {
            database.read(sql -> sql.select(ITEMS.OWNER_ID, ITEMS.EXTRA_TYPE, DSL.count())
                            .from(ITEMS)
                            .where(IdLists.isOneOf(ITEMS.OWNER_ID, owners))
                            .groupBy(ITEMS.OWNER_ID, ITEMS.EXTRA_TYPE)
                            .fetch())
                    .forEach(row -> counts.computeIfAbsent(new ItemId(row.value1()), _ -> new HashMap<>())
                            .put(row.value2(), row.value3()));
        }
        Map<ItemId, Extras> all = new HashMap<>();
        counts.forEach((id, byType) -> all.put(id, new Extras(byType)));
        return all;
    }

    private void fetch(
            Collection<ItemId> ids,
            Field<String> id,
            List<? extends Field<?>> order,
            java.util.function.Consumer<Record> each) {
        if (!ids.isEmpty()) {
            var table = java.util.Objects.requireNonNull(((org.jooq.TableField<?, String>) id).getTable());
            database.read(sql -> sql.select(DSL.asterisk())
                            .from(table)
                            .where(IdLists.isOneOf(id, ids))
                            .orderBy(order)
                            .fetch())
                    .forEach(each);
        }
    }
}
