package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Makes items of the genres, studios, artists, people and years that drafts name. */
final class NamedItems {
    /** A name and what it is the name of. */
    private record Name(ItemKind kind, String name) {}

    private NamedItems() {}

    static void add(DSLContext sql, Collection<ItemDraft> drafts, SideRows sides, long now) {
        Map<String, Name> names = new TreeMap<>();
        drafts.forEach(draft -> collect(names, draft.kind(), draft.metadata()));
        insertMissing(sql, names, sides, now);
    }

    static void add(DSLContext sql, ItemKind kind, Metadata metadata, SideRows sides, long now) {
        Map<String, Name> names = new TreeMap<>();
        collect(names, kind, metadata);
        insertMissing(sql, names, sides, now);
    }

    private static void collect(Map<String, Name> names, ItemKind kind, Metadata metadata) {
        if (kind.isMusic()) {
            add(names, ItemKind.MUSIC_GENRE, metadata.genres(), ByName::musicGenre);
        } else {
            add(names, ItemKind.GENRE, metadata.genres(), ByName::genre);
        }
        add(names, ItemKind.STUDIO, metadata.studios(), ByName::studio);
        add(names, ItemKind.MUSIC_ARTIST, metadata.artists(), ByName::artist);
        add(names, ItemKind.MUSIC_ARTIST, metadata.albumArtists(), ByName::artist);
        add(names, ItemKind.PERSON, metadata.people().stream().map(Credit::name).toList(), ByName::person);
        metadata.productionYear()
                .ifPresent(
                        year -> names.put(ByName.year(year).value(), new Name(ItemKind.YEAR, Integer.toString(year))));
    }

    /** Sorted by id, so that two writers do not wait for each other in a circle. */
    private static void insertMissing(DSLContext sql, Map<String, Name> names, SideRows sides, long now) {
        Set<String> there = new HashSet<>();
        BatchRows.inParts(
                names.keySet(),
                part -> there.addAll(sql.select(ITEMS.ID)
                        .from(ITEMS)
                        .where(ITEMS.ID.in(part))
                        .fetch(ITEMS.ID)));
        names.keySet().removeAll(there);
        insert(sql, names, sides, now);
    }

    private static void add(Map<String, Name> names, ItemKind kind, List<String> all, Function<String, ItemId> ids) {
        for (String name : all) {
            if (!name.isBlank()) {
                names.putIfAbsent(ids.apply(name).value(), new Name(kind, name.strip()));
            }
        }
    }

    private static void insert(DSLContext sql, Map<String, Name> names, SideRows sides, long now) {
        BatchRows rows = new BatchRows(
                ITEMS,
                ITEMS.ID,
                ITEMS.KIND,
                ITEMS.FOLDER,
                ITEMS.LISTED,
                ITEMS.NAME,
                ITEMS.NAME_KEY,
                ITEMS.SORT_NAME,
                ITEMS.CREATED_MS,
                ITEMS.SAVED_MS,
                ITEMS.LAST_CONTENT_MS);
        names.forEach((id, name) -> {
            rows.add(
                    id,
                    name.kind().typeName(),
                    name.kind().isFolder(),
                    false,
                    name.name(),
                    ByName.key(name.name()),
                    SortName.sorted(name.name()),
                    now,
                    now,
                    now);
            sides.words(id, name.name());
        });
        rows.insertMissing(sql);
    }
}
