package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_EDITS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.LIBRARIES;

import io.physalia.database.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Writes items into the database. */
final class StoredItemStore implements ItemStore {
    private final Database database;
    private final LibraryChanges changes;
    private final InstantSource clock;

    StoredItemStore(Database database, LibraryChanges changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /** What is there under an id, and what others inherit from it. */
    private record Row(
            String library, long createdMs, long lastContentMs, OptionalInt rank, String sortName, boolean elsewhere) {}

    @Override
    public Written write(ItemId library, Collection<ItemDraft> drafts) {
        Written written = database.write(sql -> {
            if (!sql.fetchExists(LIBRARIES, LIBRARIES.ID.eq(library.value()))) {
                return new Written(true, List.of());
            }
            return write(sql, library, drafts);
        });
        changes.written();
        return written;
    }

    private Written write(DSLContext sql, ItemId library, Collection<ItemDraft> drafts) {
        Map<String, ItemDraft> batch = new LinkedHashMap<>();
        drafts.forEach(draft -> batch.put(draft.id().value(), draft));
        Map<String, Row> rows = rows(sql, library, batch.values());
        List<ItemId> elsewhere = new ArrayList<>();
        drafts.stream().filter(draft -> isElsewhere(rows, draft)).forEach(draft -> {
            batch.remove(draft.id().value());
            if (!draft.kind().isByName()) {
                elsewhere.add(draft.id());
            }
        });
        edited(sql, batch);
        if (!batch.isEmpty()) {
            put(sql, batch, rows);
        }
        return new Written(false, elsewhere);
    }

    private static boolean isElsewhere(Map<String, Row> rows, ItemDraft draft) {
        Row row = rows.get(draft.id().value());
        return row != null && row.elsewhere();
    }

    private void put(DSLContext sql, Map<String, ItemDraft> batch, Map<String, Row> rows) {
        long now = clock.millis();
        Set<String> fresh = new HashSet<>(batch.keySet());
        fresh.removeAll(rows.keySet());
        Ancestry ancestry = new Ancestry(sql, batch);
        SideRows sides = new SideRows(sql);
        BatchRows items = null;
        for (ItemDraft draft : batch.values()) {
            Map<Field<?>, @Nullable Object> columns = ItemColumns.of(draft, surroundings(draft, batch, rows, now));
            if (items == null) {
                items = new BatchRows(ITEMS, columns.keySet());
            }
            items.add(columns.values().toArray());
            sides.add(draft);
        }
        if (items != null) {
            items.upsert(sql, ITEMS.ID);
        }
        BatchRows.inParts(batch.keySet(), sides::clear);
        NamedItems.add(sql, batch.values(), sides, now);
        sides.write();
        ancestry.write(sql, batch.values());
        tellAncestors(sql, ancestry, batch, fresh, now);
        handDownRatings(sql, batch.values(), rows);
        Map<String, List<String>> keys = new LinkedHashMap<>();
        batch.forEach((id, draft) -> {
            if (!draft.dataKeys().isEmpty()) {
                keys.put(id, draft.dataKeys());
            }
        });
        DataKeys.note(sql, keys, fresh);
        ItemVersions.apply(sql);
    }

    /** The rows of the drafts and of what they are a part of. */
    private static Map<String, Row> rows(DSLContext sql, ItemId library, Collection<ItemDraft> drafts) {
        Set<String> ids = new LinkedHashSet<>();
        for (ItemDraft draft : drafts) {
            ids.add(draft.id().value());
            relatives(draft).forEach(ids::add);
        }
        Map<String, Row> rows = new HashMap<>();
        BatchRows.inParts(
                ids,
                part -> sql.select(
                                ITEMS.ID,
                                ITEMS.LIBRARY_ID,
                                ITEMS.CREATED_MS,
                                ITEMS.LAST_CONTENT_MS,
                                OfficialRatings.effective(ITEMS),
                                ITEMS.SORT_NAME)
                        .from(ITEMS)
                        .where(ITEMS.ID.in(part))
                        .forEach(row -> rows.put(row.value1(), row(row, library))));
        return rows;
    }

    private static Row row(Record row, ItemId library) {
        String owner = row.get(ITEMS.LIBRARY_ID);
        Integer rank = row.get(OfficialRatings.effective(ITEMS));
        return new Row(
                owner == null ? "" : owner,
                row.get(ITEMS.CREATED_MS),
                row.get(ITEMS.LAST_CONTENT_MS),
                rank == null ? OptionalInt.empty() : OptionalInt.of(rank),
                row.get(ITEMS.SORT_NAME),
                owner != null && !owner.equals(library.value()));
    }

    private static Stream<String> relatives(ItemDraft draft) {
        return Stream.of(draft.family().series(), draft.family().album())
                .flatMap(Optional::stream)
                .map(each -> each.id().value());
    }

    private static ItemColumns.Surroundings surroundings(
            ItemDraft draft, Map<String, ItemDraft> batch, Map<String, Row> rows, long now) {
        Row before = rows.get(draft.id().value());
        long seen = before == null ? now : before.createdMs();
        long created = draft.metadata().dateCreated().map(Instant::toEpochMilli).orElse(seen);
        OptionalInt rank = relatives(draft)
                .map(id -> rank(id, batch, rows))
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
        String series =
                draft.family().series().map(each -> sortName(each, batch, rows)).orElse("");
        return new ItemColumns.Surroundings(
                created, before == null ? created : before.lastContentMs(), now, rank, series);
    }

    private static OptionalInt rank(String id, Map<String, ItemDraft> batch, Map<String, Row> rows) {
        ItemDraft draft = batch.get(id);
        Row row = rows.get(id);
        return draft != null ? ItemColumns.rank(draft.metadata()) : row == null ? OptionalInt.empty() : row.rank();
    }

    private static String sortName(ItemDraft.Family.Named series, Map<String, ItemDraft> batch, Map<String, Row> rows) {
        ItemDraft draft = batch.get(series.id().value());
        Row row = rows.get(series.id().value());
        return draft != null
                ? ItemColumns.sortName(draft.metadata())
                : row != null ? row.sortName() : SortName.sorted(series.name());
    }

    /** Lays what was edited by hand over the drafts. */
    private static void edited(DSLContext sql, Map<String, ItemDraft> batch) {
        BatchRows.inParts(
                batch.keySet(),
                part -> sql.select(ITEM_EDITS.ITEM_ID, ITEM_EDITS.DOCUMENT)
                        .from(ITEM_EDITS)
                        .where(ITEM_EDITS.ITEM_ID.in(part))
                        .forEach(row -> batch.computeIfPresent(
                                row.value1(), (_, draft) -> draft.withMetadata(MetadataJson.read(row.value2())))));
    }

    private static void tellAncestors(
            DSLContext sql, Ancestry ancestry, Map<String, ItemDraft> batch, Set<String> fresh, long now) {
        Set<String> above = new LinkedHashSet<>();
        fresh.forEach(id -> {
            ItemDraft draft = batch.get(id);
            if (draft != null) {
                above.addAll(ancestry.of(draft));
            }
        });
        above.removeAll(fresh);
        BatchRows.inParts(
                above,
                part -> sql.update(ITEMS)
                        .set(ITEMS.LAST_CONTENT_MS, now)
                        .where(ITEMS.ID.in(part), ITEMS.LAST_CONTENT_MS.lt(now))
                        .execute());
    }

    /** A series or album that was there before and has another rating now hands it to what is in it. */
    private static void handDownRatings(DSLContext sql, Collection<ItemDraft> drafts, Map<String, Row> rows) {
        for (ItemDraft draft : drafts) {
            Row before = rows.get(draft.id().value());
            OptionalInt rank = ItemColumns.rank(draft.metadata());
            boolean hasHeirs = draft.kind() == ItemKind.SERIES || draft.kind() == ItemKind.MUSIC_ALBUM;
            if (before != null && hasHeirs && !before.rank().equals(rank)) {
                handDownRating(sql, draft.id(), rank);
            }
        }
    }

    static void handDownRating(DSLContext sql, ItemId above, OptionalInt rank) {
        Integer age = rank.isPresent() ? Integer.valueOf(OfficialRatings.age(rank.getAsInt())) : null;
        sql.update(ITEMS)
                .set(ITEMS.EFFECTIVE_RATING_SCORE, age)
                .set(ITEMS.EFFECTIVE_RATING_PLACE, OfficialRatings.place(rank.orElse(0)))
                .where(ITEMS.RATING_SCORE.isNull())
                .and(ITEMS.SERIES_ID.eq(above.value()).or(ITEMS.ALBUM_ID.eq(above.value())))
                .execute();
    }

    @Override
    public void remove(ItemId library, Collection<ItemId> ids) {
        Set<String> all = new LinkedHashSet<>();
        ids.forEach(id -> all.add(id.value()));
        database.write(sql -> {
            ItemRemoval.remove(sql, library, all);
            return all.size();
        });
        changes.written();
    }

    @Override
    public Set<ItemId> collect(ItemId library) {
        return database.write(sql -> NamedCollections.collect(sql, library, clock.millis()));
    }

    @Override
    public Map<ItemId, Known> known(ItemId library) {
        Map<ItemId, Known> known = new HashMap<>();
        database.read(sql -> sql.select(
                                ITEMS.ID,
                                ITEMS.KIND,
                                ITEMS.PARENT_ID,
                                ITEMS.PATH,
                                ITEMS.SIZE_BYTES,
                                ITEMS.MODIFIED_MS,
                                ITEMS.PROBE_VERSION,
                                ITEMS.FINGERPRINT)
                        .from(ITEMS)
                        .where(ITEMS.LIBRARY_ID.eq(library.value()), ITEMS.ID.ne(library.value()))
                        .and(ITEMS.KIND.notIn(ItemKind.BOX_SET.typeName(), ItemKind.PLAYLIST.typeName()))
                        .fetch(StoredItemStore::known))
                .forEach(each -> known.put(each.id(), each));
        return known;
    }

    private static Known known(Record row) {
        String parent = row.get(ITEMS.PARENT_ID);
        return new Known(
                new ItemId(row.get(ITEMS.ID)),
                ItemKind.find(row.get(ITEMS.KIND)).orElse(ItemKind.VIDEO),
                parent == null ? Items.ROOT : new ItemId(parent),
                Optional.ofNullable(row.get(ITEMS.PATH)).map(Path::of),
                row.get(ITEMS.SIZE_BYTES),
                row.get(ITEMS.MODIFIED_MS),
                row.get(ITEMS.PROBE_VERSION),
                row.get(ITEMS.FINGERPRINT));
    }

    @Override
    public void writeArtwork(ItemId item, String type, List<Artwork> artwork) {
        database.write(sql -> {
            sql.deleteFrom(ITEM_IMAGES)
                    .where(ITEM_IMAGES.ITEM_ID.eq(item.value()), ITEM_IMAGES.IMAGE_TYPE.eq(type))
                    .execute();
            if (sql.fetchExists(ITEMS, ITEMS.ID.eq(item.value()))) {
                SideRows sides = new SideRows(sql);
                sides.artwork(item.value(), artwork);
                sides.write();
            }
            return artwork.size();
        });
        changes.written();
    }
}
