package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_LANGUAGES;
import static io.physalia.database.schema.Tables.ITEM_VALUES;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What there is among the items that filters leave: which values, and how many of which kind. Thread-safe. */
public final class Facets {
    private final Catalog catalog;

    public Facets(Catalog catalog) {
        this.catalog = catalog;
    }

    /** By name. First which values there are at all, then for each whether anything visible bears it: there are few, and they are found at once. */
    public List<Parts.Value> values(Viewer viewer, List<Filter> filters, Filter.ValueType type) {
        Field<String> key = DSL.field(DSL.name("known", "value_key"), String.class);
        var known = DSL.selectDistinct(ITEM_VALUES.VALUE_KEY)
                .from(ITEM_VALUES)
                .where(ITEM_VALUES.VALUE_TYPE.eq(type.stored()))
                .asTable("known");
        Condition own = ITEM_VALUES.VALUE_TYPE.eq(type.stored()).and(ITEM_VALUES.VALUE_KEY.eq(key));
        return catalog.keep(
                viewer,
                filters,
                "values of type " + type,
                (sql, condition) -> sql.select(
                                DSL.field(DSL.select(ITEM_VALUES.VALUE_ID)
                                        .from(ITEM_VALUES)
                                        .where(own)
                                        .limit(1)),
                                DSL.field(DSL.select(ITEM_VALUES.NAME)
                                        .from(ITEM_VALUES)
                                        .where(own)
                                        .limit(1)))
                        .from(known)
                        .where(DSL.exists(DSL.selectOne()
                                .from(ITEM_VALUES)
                                .join(ITEMS)
                                .on(ITEMS.ID.eq(ITEM_VALUES.ITEM_ID))
                                .where(own, condition)))
                        .orderBy(key)
                        .fetch(row -> new Parts.Value(new ItemId(row.value1()), row.value2())));
    }

    public List<String> ratings(Viewer viewer, List<Filter> filters) {
        return catalog.count(viewer, filters, ITEMS.OFFICIAL_RATING).keySet().stream()
                .sorted()
                .toList();
    }

    public List<Integer> years(Viewer viewer, List<Filter> filters) {
        return catalog.count(viewer, filters, ITEMS.PRODUCTION_YEAR).keySet().stream()
                .sorted()
                .toList();
    }

    /** @param streamType {@code Audio} or {@code Subtitle} */
    public List<String> languages(Viewer viewer, List<Filter> filters, String streamType) {
        return catalog.keep(
                viewer,
                filters,
                "languages of " + streamType,
                (sql, condition) -> sql.selectDistinct(ITEM_LANGUAGES.LANGUAGE)
                        .from(ITEM_LANGUAGES)
                        .join(ITEMS)
                        .on(ITEMS.ID.eq(ITEM_LANGUAGES.ITEM_ID))
                        .where(ITEM_LANGUAGES.STREAM_TYPE.eq(streamType), condition)
                        .orderBy(ITEM_LANGUAGES.LANGUAGE)
                        .fetch(ITEM_LANGUAGES.LANGUAGE));
    }

    /** How much of what is no folder is in each library, however deep; a library in which there is none is not in the answer. */
    public Map<ItemId, Integer> leaves(Viewer viewer) {
        List<Filter> leaves =
                List.of(new Filter.Is(Filter.Trait.FOLDER, false), new Filter.Is(Filter.Trait.VIRTUAL, false));
        Map<ItemId, Integer> counts = new HashMap<>();
        catalog.count(viewer, leaves, ITEMS.LIBRARY_ID).forEach((id, count) -> counts.put(new ItemId(id), count));
        return counts;
    }

    public Map<ItemKind, Integer> kinds(Viewer viewer, List<Filter> filters) {
        Map<ItemKind, Integer> counts = new EnumMap<>(ItemKind.class);
        catalog.count(viewer, filters, ITEMS.KIND)
                .forEach((name, count) -> ItemKind.find(name).ifPresent(kind -> counts.put(kind, count)));
        return counts;
    }
}
