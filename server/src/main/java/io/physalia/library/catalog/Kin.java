package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_VALUES;

import io.physalia.database.Row;
import io.physalia.library.IdLists;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Filter.ValueType;
import io.physalia.library.catalog.ListQuery.Sort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * What is like an item: shares its genres, tags, studios, artists and people; rare things weigh more than common ones. What bears a common one is looked up in the kept order of all
 * that do, whoever asks of which item; the rest is few, and asked for. Thread-safe.
 */
public final class Kin {
    /** A genre that half of the library has says nothing: of those that bear it, a few fill the list when nothing better does. */
    private static final int COMMON = 3000;

    private static final int SAMPLE = 500;

    /** From here on the order of all that bear something is worth keeping. */
    private static final int MANY = 200;

    private static final int MOST_PEOPLE = 12;

    private static final int PERSON = 6;
    private static final int GENRE = 4;
    private static final int OTHER = 3;
    private static final int NEXT_TO_NOTHING = 1;

    private static final Set<ValueType> ALL_TYPES = EnumSet.allOf(ValueType.class);
    private static final Sort BEST_FIRST = new Sort(Sort.Key.COMMUNITY_RATING, true);

    private final Catalog catalog;
    private final Parts parts;
    private final int many;

    public Kin(Catalog catalog, Parts parts) {
        this(catalog, parts, MANY);
    }

    /** @param many how many must bear something for the order of all of them to be kept */
    Kin(Catalog catalog, Parts parts, int many) {
        this.catalog = catalog;
        this.parts = parts;
        this.many = many;
    }

    /** What is asked about the items that filters leave: which are most like one. */
    private record Like(ItemId item, int limit) {}

    /** Something that the item bears. */
    private record Trait(ItemId id, ValueType type) {
        int weight() {
            return type == ValueType.GENRE ? GENRE : OTHER;
        }
    }

    /** Items of some kinds that pass some more filters, the most similar first, of equally similar ones the best rated. */
    public List<ItemCard> similar(Viewer viewer, ItemId item, Set<ItemKind> kinds, List<Filter> more, int limit) {
        List<Filter> filters = new ArrayList<>(more);
        filters.add(new Filter.Kinds(kinds));
        Like like = new Like(item, limit);
        return catalog.listById(viewer, catalog.kept(viewer, filters, like, () -> find(viewer, filters, like)));
    }

    private List<ItemId> find(Viewer viewer, List<Filter> filters, Like like) {
        ItemId item = like.item();
        List<Trait> traits = traits(item);
        Map<ItemId, Integer> bearers =
                parts.bearers(traits.stream().map(Trait::id).toList());
        Resemblance resemblance = new Resemblance();
        for (Trait trait : traits) {
            int borne = bearers.getOrDefault(trait.id(), 0);
            if (borne >= many) {
                int weight = borne >= COMMON ? NEXT_TO_NOTHING : trait.weight();
                catalog.listing(viewer, query(filters, trait))
                        .first(borne >= COMMON ? SAMPLE : borne, (id, rank) -> resemblance.add(id, weight, rank));
            }
        }
        Collection<Trait> rare = traits.stream()
                .filter(trait -> bearers.getOrDefault(trait.id(), 0) < many)
                .toList();
        List<ItemId> people = parts.people(List.of(item)).getOrDefault(item, List.of()).stream()
                .limit(MOST_PEOPLE)
                .map(Parts.Part::person)
                .toList();
        if (!rare.isEmpty() || !people.isEmpty()) {
            catalog.ask(viewer, filters, (sql, visible) -> {
                addRare(resemblance, sql, visible, rare, people);
                return resemblance;
            });
        }
        return resemblance.best(item, like.limit());
    }

    private static ListQuery query(List<Filter> filters, Trait trait) {
        return ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .with(new Filter.ValueIds(Set.of(trait.type()), Set.of(trait.id())))
                .sortedBy(BEST_FIRST);
    }

    private List<Trait> traits(ItemId item) {
        List<Trait> traits = new ArrayList<>();
        parts.values(List.of(item), ALL_TYPES)
                .getOrDefault(item, Map.of())
                .forEach((type, values) -> values.forEach(value -> traits.add(new Trait(value.id(), type))));
        return traits;
    }

    private static void addRare(
            Resemblance resemblance, DSLContext sql, Condition visible, Collection<Trait> rare, List<ItemId> people) {
        Field<Integer> weight = DSL.when(ITEM_VALUES.VALUE_TYPE.eq(ValueType.GENRE.stored()), DSL.inline(GENRE))
                .otherwise(DSL.inline(OTHER));
        var near = DSL.select(
                        ITEM_PEOPLE.ITEM_ID.as("item_id"), DSL.inline(PERSON).as("weight"))
                .from(ITEM_PEOPLE)
                .where(IdLists.isOneOf(ITEM_PEOPLE.PERSON_ID, people))
                .unionAll(DSL.select(ITEM_VALUES.ITEM_ID.as("item_id"), weight.as("weight"))
                        .from(ITEM_VALUES)
                        .where(IdLists.isOneOf(
                                ITEM_VALUES.VALUE_ID,
                                rare.stream().map(Trait::id).toList())))
                .asTable("near");
        Field<String> id = DSL.field(DSL.name("near", "item_id"), String.class);
        Field<Integer> share = DSL.field(DSL.name("near", "weight"), Integer.class);
        int[] rank = {0};
        Row.each(
                sql.select(ITEMS.ID, DSL.sum(share))
                        .from(near)
                        .join(ITEMS)
                        .on(ITEMS.ID.eq(id))
                        .where(visible)
                        .groupBy(ITEMS.ID, ITEMS.COMMUNITY_RATING)
                        .orderBy(
                                DSL.coalesce(ITEMS.COMMUNITY_RATING, DSL.inline(0.0))
                                        .desc(),
                                ITEMS.ID),
                row -> resemblance.add(Listing.Id.of(row.text()), row.integer(), rank[0]++));
    }
}
