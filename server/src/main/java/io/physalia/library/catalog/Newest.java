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
        return sql.select(found.fields())
                .from(found)
                .orderBy(
                        of(found, ITEMS.CREATED_MS).desc(),
                        of(found, ITEMS.SORT_NAME).desc(),
                        of(found, ITEMS.ID).desc())
                .limit(limit)
                .fetch(Newest::newcomer);
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
        List<Field<?>> columns = List.of(
                ITEMS.ID,
                ITEMS.KIND,
                ITEMS.SERIES_ID,
                ITEMS.ALBUM_ID,
                ITEMS.PARENT_ID,
                ITEMS.LIBRARY_ID,
                ITEMS.CREATED_MS,
                ITEMS.SORT_NAME);
        SelectOrderByStep<Record> fitting = DSL.select(columns).from(ITEMS).where(condition);
        // All in one direction, as the index has them: else everything is sorted before the first is told.
        return fitting.orderBy(ITEMS.CREATED_MS.desc(), ITEMS.SORT_NAME.desc(), ITEMS.ID.desc())
                .limit(limit);
    }

    private static Newcomer newcomer(Record row) {
        ItemKind kind =
                ItemKind.find(row.get(ITEMS.KIND.getName(), String.class)).orElse(ItemKind.VIDEO);
        String parent = row.get(ITEMS.PARENT_ID.getName(), String.class);
        String container = switch (kind) {
            case EPISODE -> row.get(ITEMS.SERIES_ID.getName(), String.class);
            case AUDIO -> row.get(ITEMS.ALBUM_ID.getName(), String.class);
            case PHOTO -> parent.equals(row.get(ITEMS.LIBRARY_ID.getName(), String.class)) ? null : parent;
            default -> null;
        };
        return new Newcomer(
                new ItemId(row.get(ITEMS.ID.getName(), String.class)),
                kind,
                Optional.ofNullable(container).map(ItemId::new));
    }
}
