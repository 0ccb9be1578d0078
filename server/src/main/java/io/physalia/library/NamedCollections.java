package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_LINKS;
import static io.physalia.database.schema.Tables.ITEM_VALUES;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/** Box sets that films name in their NFO files. Who takes a film out of one by hand finds it there again after the next scan that is told to collect. */
final class NamedCollections {
    /** The type of value that names them. */
    static final String VALUE = "Collection";

    private static final int FEWEST_FILMS = 2;

    private NamedCollections() {}

    /**
     * Puts the films of a library into the box sets that they name. A set that is not there yet is made if two films name it.
     *
     * @return the sets that have changed, and the library of one that was made
     */
    static Set<ItemId> collect(DSLContext sql, ItemId library, long nowMs) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, List<String>> films = new LinkedHashMap<>();
        sql.select(ITEM_VALUES.VALUE_KEY, ITEM_VALUES.NAME, ITEMS.ID)
                .from(ITEM_VALUES)
                .join(ITEMS)
                .on(ITEMS.ID.eq(ITEM_VALUES.ITEM_ID))
                .where(ITEM_VALUES.VALUE_TYPE.eq(VALUE))
                .and(ITEMS.LIBRARY_ID.eq(library.value()))
                .and(ITEMS.LISTED.isTrue())
                .and(ITEMS.KIND.eq(ItemKind.MOVIE.typeName()))
                .orderBy(ITEMS.PRODUCTION_YEAR, ITEMS.SORT_NAME, ITEMS.ID)
                .forEach(row -> {
                    names.putIfAbsent(row.value1(), row.value2());
                    films.computeIfAbsent(row.value1(), _ -> new ArrayList<>()).add(row.value3());
                });
        Set<ItemId> changed = new LinkedHashSet<>();
        films.forEach((key, members) -> {
            String set = sql.select(ITEMS.ID)
                    .from(ITEMS)
                    .where(ITEMS.KIND.eq(ItemKind.BOX_SET.typeName()), ITEMS.NAME_KEY.eq(key))
                    .orderBy(ITEMS.CREATED_MS)
                    .limit(1)
                    .fetchOne(ITEMS.ID);
            if (set == null && members.size() >= FEWEST_FILMS) {
                String name = names.getOrDefault(key, key);
                ItemId made = ByName.collection(name);
                changed.add(MemberLists.insert(sql, made, name, ItemKind.BOX_SET, "Unknown", nowMs));
                set = made.value();
            }
            if (set != null && add(sql, set, members, nowMs)) {
                changed.add(new ItemId(set));
            }
        });
        return changed;
    }

    private static boolean add(DSLContext sql, String set, List<String> films, long nowMs) {
        // The owner's row is written first, so that two changes at once happen one after the other.
        sql.update(ITEMS).set(ITEMS.SAVED_MS, nowMs).where(ITEMS.ID.eq(set)).execute();
        List<String> there = sql.select(ITEM_LINKS.CHILD_ID)
                .from(ITEM_LINKS)
                .where(ITEM_LINKS.OWNER_ID.eq(set))
                .fetch(ITEM_LINKS.CHILD_ID);
        List<String> missing =
                films.stream().filter(film -> !there.contains(film)).toList();
        BatchRows rows = new BatchRows(
                ITEM_LINKS, ITEM_LINKS.OWNER_ID, ITEM_LINKS.ENTRY_ID, ITEM_LINKS.POSITION, ITEM_LINKS.CHILD_ID);
        for (int i = 0; i < missing.size(); i++) {
            rows.add(set, missing.get(i), there.size() + i, missing.get(i));
        }
        rows.insert(sql);
        return !missing.isEmpty();
    }
}
