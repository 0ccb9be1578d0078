package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;

import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** The items, in the database. */
final class StoredItems implements Items {
    private static final int CACHED = 20_000;
    /** PostgreSQL takes at most 65,535 parameters in a statement, SQLite 32,766. */
    private static final int MOST_IDS = 10_000;

    private static final Item ROOT_ITEM = new Item(
            ROOT,
            Optional.empty(),
            Optional.empty(),
            ItemKind.USER_ROOT_FOLDER,
            "Media Folders",
            "media folders",
            Optional.empty(),
            OptionalInt.empty(),
            Duration.ZERO,
            "",
            0,
            Instant.EPOCH,
            Optional.empty(),
            Map.of(),
            Instant.EPOCH);

    private final Database database;
    private final ReadThrough<ItemId, Item> cache;

    StoredItems(Database database, LibraryChanges changes, LongSupplier nanoTime) {
        this.database = database;
        this.cache = new ReadThrough<>("items", this::load, ReadThrough.FRESH, CACHED, nanoTime);
        changes.subscribe(_ -> cache.expireAll());
    }

    private Optional<Item> load(ItemId id) {
        return database.read(sql -> ItemRows.items(
                        sql, ItemRows.select(sql, ITEMS.ID.eq(id.value())).fetch())
                .stream()
                .findFirst());
    }

    @Override
    public Optional<Item> find(ItemId id) {
        return id.equals(ROOT) ? Optional.of(ROOT_ITEM) : cache.find(id);
    }

    @Override
    public Item get(ItemId id) {
        return find(id).orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "there is no item " + id));
    }

    @Override
    public Page query(ItemQuery query) {
        if (query.ids().size() > MOST_IDS) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "ids: " + query.ids().size() + " of them (expected: at most " + MOST_IDS + ")");
        }
        return database.read(sql -> {
            Condition condition = condition(sql, query);
            var select = ItemRows.select(sql, condition).orderBy(order(query.sorts()));
            boolean isWhole = query.startIndex() == 0 && query.limit().isEmpty();
            List<Item> items = ItemRows.items(
                    sql,
                    isWhole
                            ? select.fetch()
                            : select.limit(query.limit().orElse(Integer.MAX_VALUE))
                                    .offset(query.startIndex())
                                    .fetch());
            int total = isWhole ? items.size() : sql.fetchCount(ITEMS, condition);
            return new Page(items, total, query.startIndex());
        });
    }

    @Override
    public int countChildren(ItemId folder, boolean recursive) {
        return database.read(sql -> sql.fetchCount(ITEMS, under(sql, folder, recursive)));
    }

    private static Condition condition(DSLContext sql, ItemQuery query) {
        List<Condition> all = new ArrayList<>();
        all.add(query.ids().isEmpty() ? ITEMS.LISTED.isTrue() : DSL.noCondition());
        query.parent().ifPresent(parent -> all.add(under(sql, parent, query.recursive())));
        if (!query.kinds().isEmpty()) {
            all.add(ITEMS.KIND.in(kinds(query.kinds())));
        }
        if (!query.excludedKinds().isEmpty()) {
            all.add(ITEMS.KIND.notIn(kinds(query.excludedKinds())));
        }
        if (!query.ids().isEmpty()) {
            all.add(ITEMS.ID.in(ids(query.ids())));
        }
        query.libraries().ifPresent(libraries -> all.add(ITEMS.LIBRARY_ID.in(ids(libraries))));
        String term = SortName.searched(query.searchTerm());
        if (!term.isEmpty()) {
            all.add(ITEMS.NAME_KEY.contains(term));
        }
        return DSL.and(all);
    }

    private static Condition under(DSLContext sql, ItemId parent, boolean recursive) {
        if (!recursive) {
            return ITEMS.PARENT_ID.eq(parent.value());
        }
        if (parent.equals(ROOT)) {
            return DSL.noCondition();
        }
        boolean isLibrary = sql.fetchExists(
                ITEMS, ITEMS.ID.eq(parent.value()), ITEMS.KIND.eq(ItemKind.COLLECTION_FOLDER.typeName()));
        if (isLibrary) {
            return ITEMS.LIBRARY_ID.eq(parent.value()).and(ITEMS.ID.ne(parent.value()));
        }
        return ITEMS.ID.in(descendants(parent));
    }

    private static Select<Record1<String>> descendants(ItemId parent) {
        Field<String> id = DSL.field(DSL.name("below", "id"), String.class);
        var children = ITEMS.as("child");
        return DSL.withRecursive(DSL.name("below"), DSL.name("id"))
                .as(DSL.select(ITEMS.ID)
                        .from(ITEMS)
                        .where(ITEMS.PARENT_ID.eq(parent.value()))
                        .union(DSL.select(children.ID)
                                .from(children)
                                .join(DSL.table(DSL.name("below")))
                                .on(children.PARENT_ID.eq(id))))
                .select(id)
                .from(DSL.table(DSL.name("below")));
    }

    private static List<OrderField<?>> order(List<ItemQuery.Sort> sorts) {
        List<OrderField<?>> order = new ArrayList<>();
        for (ItemQuery.Sort sort : sorts) {
            Field<?> field = switch (sort.key()) {
                case SORT_NAME -> ITEMS.SORT_NAME;
                case CREATED -> ITEMS.CREATED_MS;
                case PRODUCTION_YEAR -> DSL.coalesce(ITEMS.PRODUCTION_YEAR, DSL.inline(0));
                case RUNTIME -> ITEMS.RUNTIME_MS;
                case SIZE -> ITEMS.SIZE_BYTES;
                case KIND -> ITEMS.KIND;
                case RANDOM -> DSL.rand();
            };
            SortField<?> sorted = sort.descending() ? field.desc() : field.asc();
            order.add(sorted);
        }
        order.add(ITEMS.SORT_NAME.asc());
        order.add(ITEMS.ID.asc());
        return order;
    }

    private static List<String> kinds(Collection<ItemKind> kinds) {
        return kinds.stream().map(ItemKind::typeName).toList();
    }

    private static List<String> ids(Collection<ItemId> ids) {
        return ids.stream().map(ItemId::value).toList();
    }
}
