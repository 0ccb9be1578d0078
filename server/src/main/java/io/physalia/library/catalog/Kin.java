package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_VALUES;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What is like an item: shares its genres, tags, studios, artists and people; rare things weigh more than common ones. Thread-safe. */
public final class Kin {
    /** A genre that half of the library has says nothing, and would cost a look at half of the library. */
    private static final int MOST_BEARERS = 3000;

    private static final int MOST_PEOPLE = 12;

    private final Catalog catalog;

    public Kin(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Items of some kinds that pass some more filters, the most similar first. */
    public List<ItemCard> similar(Viewer viewer, ItemId item, Set<ItemKind> kinds, List<Filter> more, int limit) {
        List<Filter> filters = new ArrayList<>(more);
        filters.add(new Filter.Kinds(kinds));
        filters.add(new Filter.NotIds(Set.of(item)));
        List<ItemId> ids = catalog.ask(viewer, filters, (sql, visible) -> {
            Map<String, Integer> bearers = bearers(sql, item);
            Field<BigDecimal> score = DSL.sum(DSL.field(DSL.name("near", "weight"), Integer.class));
            var near = near(item, bearers).asTable("near");
            Field<String> id = DSL.field(DSL.name("near", "item_id"), String.class);
            return sql.select(ITEMS.ID)
                    .from(near)
                    .join(ITEMS)
                    .on(ITEMS.ID.eq(id))
                    .where(visible)
                    .groupBy(ITEMS.ID, ITEMS.COMMUNITY_RATING)
                    .orderBy(
                            score.desc(),
                            DSL.coalesce(ITEMS.COMMUNITY_RATING, DSL.inline(0.0))
                                    .desc(),
                            ITEMS.ID.asc())
                    .limit(limit)
                    .fetch(row -> new ItemId(row.value1()));
        });
        return catalog.listById(viewer, ids);
    }

    /** The item's values, and how many bear each; counted no further than it matters. */
    private static Map<String, Integer> bearers(org.jooq.DSLContext sql, ItemId item) {
        var other = ITEM_VALUES.as("other");
        Map<String, Integer> bearers = new LinkedHashMap<>();
        Field<Integer> count = DSL.field(DSL.select(DSL.count())
                .from(DSL.selectOne()
                        .from(other)
                        .where(other.VALUE_ID.eq(ITEM_VALUES.VALUE_ID))
                        .limit(MOST_BEARERS)));
        sql.select(ITEM_VALUES.VALUE_ID, count)
                .from(ITEM_VALUES)
                .where(ITEM_VALUES.ITEM_ID.eq(item.value()))
                .forEach(row -> bearers.put(row.value1(), row.value2()));
        return bearers;
    }

    private static org.jooq.Select<?> near(ItemId item, Map<String, Integer> bearers) {
        var part = ITEM_PEOPLE.as("part");
        // A list in SQL, so that the weight of a value goes into the one statement.
        var people = DSL.select(ITEM_PEOPLE.ITEM_ID.as("item_id"), DSL.inline(6).as("weight"))
                .from(part)
                .join(ITEM_PEOPLE)
                .on(ITEM_PEOPLE.PERSON_ID.eq(part.PERSON_ID))
                .where(part.ITEM_ID.eq(item.value()), part.POSITION.lt(MOST_PEOPLE));
        List<String> rare = bearers.entrySet().stream()
                .filter(each -> each.getValue() < MOST_BEARERS)
                .map(Map.Entry::getKey)
                .toList();
        List<String> common =
                bearers.keySet().stream().filter(id -> !rare.contains(id)).toList();
        Field<Integer> weight = DSL.when(ITEM_VALUES.VALUE_TYPE.eq(Filter.ValueType.GENRE.stored()), DSL.inline(4))
                .otherwise(DSL.inline(3));
        var values = DSL.select(ITEM_VALUES.ITEM_ID.as("item_id"), weight.as("weight"))
                .from(ITEM_VALUES)
                .where(ITEM_VALUES.VALUE_ID.in(rare));
        if (common.isEmpty()) {
            return people.unionAll(values);
        }
        // Of what nearly everything has, a sample fills the list when nothing better does.
        var sample = DSL.select(ITEM_VALUES.ITEM_ID.as("item_id"), DSL.inline(1).as("weight"))
                .from(ITEM_VALUES)
                .where(ITEM_VALUES.VALUE_ID.in(common))
                .limit(500)
                .asTable("sample");
        return people.unionAll(values)
                .unionAll(DSL.select(
                                DSL.field(DSL.name("sample", "item_id"), String.class),
                                DSL.field(DSL.name("sample", "weight"), Integer.class))
                        .from(sample));
    }
}
