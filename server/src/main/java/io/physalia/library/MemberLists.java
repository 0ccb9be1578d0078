package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_LINKS;
import static io.physalia.database.schema.Tables.LIBRARIES;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * Box sets and playlists: items that list others in an order. Members are kept by id and need not be there. Thread-safe; a change is one transaction.
 */
public final class MemberLists {
    private static final int MOST_MEMBERS = 20_000;

    private final Database database;
    private final LibraryChanges changes;
    private final InstantSource clock;

    MemberLists(Database database, LibraryChanges changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /** One member: the same item may be in a playlist several times, each time as another entry. */
    public record Entry(String id, ItemId item) {}

    /**
     * Makes an empty list in the library of its type, which is made with it if there is none.
     *
     * @param mediaType of what a playlist holds; {@code Unknown} for box sets
     */
    public ItemId create(String name, ItemKind kind, String mediaType) {
        String clean = name.strip();
        if (clean.isEmpty() || clean.length() > 512) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "name: \"" + clean + "\" (expected: 1 to 512 characters)");
        }
        ItemId id = kind.idOf(UUID.randomUUID().toString());
        ItemId library = database.write(sql -> insert(sql, id, clean, kind, mediaType, clock.millis()));
        changes.changed(library);
        return id;
    }

    /**
     * Makes an empty list.
     *
     * @return its library
     */
    static ItemId insert(DSLContext sql, ItemId id, String name, ItemKind kind, String mediaType, long nowMs) {
        ItemId library = library(sql, kind, nowMs);
        SideRows sides = new SideRows(sql);
        ItemDraft draft =
                ItemDraft.list(id, kind, library, Metadata.builder(name).build());
        var columns = ItemColumns.of(
                draft, new ItemColumns.Surroundings(nowMs, nowMs, nowMs, java.util.OptionalInt.empty(), ""));
        columns.put(ITEMS.MEDIA_TYPE, mediaType);
        sql.insertInto(ITEMS).set(columns).execute();
        sides.add(draft);
        sides.write();
        return library;
    }

    private static ItemId library(DSLContext sql, ItemKind kind, long nowMs) {
        CollectionType type = kind == ItemKind.PLAYLIST ? CollectionType.PLAYLISTS : CollectionType.BOX_SETS;
        String name = kind == ItemKind.PLAYLIST ? "Playlists" : "Collections";
        while (true) {
            Optional<ItemId> there = sql.select(LIBRARIES.ID)
                    .from(LIBRARIES)
                    .where(LIBRARIES.COLLECTION_TYPE.eq(type.typeName()))
                    .orderBy(LIBRARIES.CREATED_MS)
                    .limit(1)
                    .fetchOptional(row -> new ItemId(row.value1()));
            if (there.isPresent()) {
                return there.get();
            }
            StoredLibraries.tryInsert(sql, name, type, nowMs);
        }
    }

    /** The members in order. */
    public List<Entry> list(ItemId owner) {
        return database.read(sql -> entries(sql, owner));
    }

    /** The lists that an item is in. */
    public List<ItemId> listOwners(ItemId item) {
        return database.read(sql -> sql.selectDistinct(ITEM_LINKS.OWNER_ID)
                .from(ITEM_LINKS)
                .where(ITEM_LINKS.CHILD_ID.eq(item.value()))
                .orderBy(ITEM_LINKS.OWNER_ID)
                .fetch(row -> new ItemId(row.value1())));
    }

    private static List<Entry> entries(DSLContext sql, ItemId owner) {
        return sql.select(ITEM_LINKS.ENTRY_ID, ITEM_LINKS.CHILD_ID)
                .from(ITEM_LINKS)
                .where(ITEM_LINKS.OWNER_ID.eq(owner.value()))
                .orderBy(ITEM_LINKS.POSITION)
                .fetch(row -> new Entry(row.value1(), new ItemId(row.value2())));
    }

    /**
     * Adds at the end, or at a place.
     *
     * @param position from 0; beyond the end: at the end
     * @param repeating whether an item that is in the list already comes in once more
     */
    public void add(ItemId owner, Collection<ItemId> items, int position, boolean repeating) {
        change(owner, entries -> {
            Set<ItemId> there = new LinkedHashSet<>();
            entries.forEach(entry -> there.add(entry.item()));
            List<Entry> more = new ArrayList<>();
            for (ItemId item : items) {
                if (!item.equals(owner) && (repeating || there.add(item))) {
                    more.add(new Entry(UUID.randomUUID().toString().replace("-", ""), item));
                }
            }
            if (entries.size() + more.size() > MOST_MEMBERS) {
                throw new Failure(
                        FailureCode.INVALID_PARAMETER,
                        "members: " + (entries.size() + more.size()) + " (expected: at most " + MOST_MEMBERS + ")");
            }
            entries.addAll(Math.clamp(position, 0, entries.size()), more);
        });
    }

    /** Removes entries by their ids, or by the ids of their items. */
    public void remove(ItemId owner, Set<String> ids) {
        change(
                owner,
                entries -> entries.removeIf(entry ->
                        ids.contains(entry.id()) || ids.contains(entry.item().value())));
    }

    /** Replaces all members. */
    public void replace(ItemId owner, List<ItemId> items) {
        change(owner, entries -> {
            entries.clear();
            items.forEach(
                    item -> entries.add(new Entry(UUID.randomUUID().toString().replace("-", ""), item)));
        });
    }

    /** Moves an entry. @throws Failure {@code ITEM_NOT_FOUND} if there is none of that id */
    public void move(ItemId owner, String entryId, int position) {
        change(owner, entries -> {
            Entry moved = entries.stream()
                    .filter(entry ->
                            entry.id().equals(entryId) || entry.item().value().equals(entryId.replace("-", "")))
                    .findFirst()
                    .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "the list has no such entry"));
            entries.remove(moved);
            entries.add(Math.clamp(position, 0, entries.size()), moved);
        });
    }

    private void change(ItemId owner, java.util.function.Consumer<List<Entry>> change) {
        database.write(sql -> {
            // The owner's row is written first, so that two changes at once happen one after the other.
            int there = sql.update(ITEMS)
                    .set(ITEMS.SAVED_MS, clock.millis())
                    .set(ITEMS.LAST_CONTENT_MS, clock.millis())
                    .where(ITEMS.ID.eq(owner.value()))
                    .execute();
            if (there == 0) {
                throw new Failure(FailureCode.ITEM_NOT_FOUND, FailureCode.ITEM_NOT_FOUND.summary());
            }
            List<Entry> entries = new ArrayList<>(entries(sql, owner));
            change.accept(entries);
            sql.deleteFrom(ITEM_LINKS)
                    .where(ITEM_LINKS.OWNER_ID.eq(owner.value()))
                    .execute();
            BatchRows rows = new BatchRows(
                    ITEM_LINKS, ITEM_LINKS.OWNER_ID, ITEM_LINKS.ENTRY_ID, ITEM_LINKS.POSITION, ITEM_LINKS.CHILD_ID);
            for (int i = 0; i < entries.size(); i++) {
                rows.add(
                        owner.value(),
                        entries.get(i).id(),
                        i,
                        entries.get(i).item().value());
            }
            rows.insert(sql);
            return entries.size();
        });
        changes.changed(owner);
    }

    /** Removes a list; what is in it stays. */
    public void delete(ItemId owner) {
        database.write(
                sql -> sql.deleteFrom(ITEMS).where(ITEMS.ID.eq(owner.value())).execute());
        changes.changed(owner);
    }
}
