package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectOrderByStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What was added last, found in one statement that reads no more rows of each kind than are wanted. */
final class Newest {
    private static final Field<String> CONTAINER = DSL.when(
                    ITEMS.KIND.eq(DSL.inline(ItemKind.EPISODE.typeName())), ITEMS.SERIES_ID)
            .when(ITEMS.KIND.eq(DSL.inline(ItemKind.AUDIO.typeName())), ITEMS.ALBUM_ID)
            .when(
                    ITEMS.KIND.eq(DSL.inline(ItemKind.PHOTO.typeName())).and(ITEMS.PARENT_ID.ne(ITEMS.LIBRARY_ID)),
                    ITEMS.PARENT_ID)
            .as("container");

    private Newest() {}

    /**
     * Something new, and what it would be shown in.
     *
     * @param container an episode's series, a song's album, a photo's folder
     */
    record Newcomer(ItemId id, ItemKind kind, Optional<ItemId> container) {}

    static List<Newcomer> list(
            DSLContext sql, List<Filter> filters, int limit, Function<List<Filter>, Condition> conditions) {
        Select<Record> all = null;
        for (List<Filter> ofOneKind : byKind(filters)) {
            Select<Record> some = newest(conditions.apply(ofOneKind), limit);
            all = all == null ? some : all.unionAll(some);
        }
        if (all == null) {
            return List.of();
        }
        Table<Record> found = all.asTable("newest");
        return sql.select(of(found, ITEMS.ID), of(found, ITEMS.KIND), of(found, CONTAINER))
                .from(found)
                .orderBy(
                        of(found, ITEMS.CREATED_MS).desc(),
                        of(found, ITEMS.SORT_NAME).desc(),
                        of(found, ITEMS.ID).desc())
                .limit(limit)
                .fetch(row -> new Newcomer(
                        new ItemId(row.value1()),
                        ItemKind.find(row.value2()).orElse(ItemKind.VIDEO),
                        Optional.ofNullable(row.value3()).map(ItemId::new)));
    }

    private static <T> Field<T> of(Table<Record> found, Field<T> column) {
        return DSL.field(found.getQualifiedName().append(column.getUnqualifiedName()), column.getType());
    }

    /** An index has each kind in order by itself, but not all of them together. */
    private static List<List<Filter>> byKind(List<Filter> filters) {
        for (Filter filter : filters) {
            if (filter instanceof Filter.Kinds(Set<ItemKind> kinds)) {
                return kinds.stream()
                        .sorted()
                        .map(kind -> {
                            List<Filter> own = new ArrayList<>(filters);
                            own.remove(filter);
                            own.add(new Filter.Kinds(Set.of(kind)));
                            return List.copyOf(own);
                        })
                        .toList();
            }
        }
        return List.of(filters);
    }

    private static Select<Record> newest(Condition condition, int limit) {
        List<Field<?>> columns = List.of(ITEMS.ID, ITEMS.KIND, CONTAINER, ITEMS.CREATED_MS, ITEMS.SORT_NAME);
        SelectOrderByStep<Record> fitting = DSL.select(columns).from(ITEMS).where(condition);
        // All in one direction, as the index has them: else everything is sorted before the first is told.
        return fitting.orderBy(ITEMS.CREATED_MS.desc(), ITEMS.SORT_NAME.desc(), ITEMS.ID.desc())
                .limit(limit);
    }
}
