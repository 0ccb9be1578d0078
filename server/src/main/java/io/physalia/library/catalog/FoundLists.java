package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;

import io.physalia.database.Database;
import io.physalia.database.Row;
import io.physalia.library.IdLists;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.Condition;

/**
 * Lists of what was searched for, from the {@link WordIndex}. What that does not know of an item (whose playlist it is, who has played it) is asked of the database, about
 * what was found. Thread-safe.
 */
final class FoundLists {
    /** The database is asked about so many; about more it is asked by itself. */
    private static final int MOST_ASKED = 1_000;

    private final Database database;
    private final Items items;
    private final Supplier<Optional<WordIndex>> index;
    private final BiFunction<Viewer, List<Filter>, Condition> conditions;

    /**
     * @param index empty while it is not known
     * @param conditions filters as a condition on the items' table
     */
    FoundLists(
            Database database,
            Items items,
            Supplier<Optional<WordIndex>> index,
            BiFunction<Viewer, List<Filter>, Condition> conditions) {
        this.database = database;
        this.items = items;
        this.index = index;
        this.conditions = conditions;
    }

    /** The whole list, the most relevant first; empty if the database has to find it. */
    Optional<Listing> find(Viewer viewer, ListQuery query) {
        List<ListQuery.Sort> byRelevance = List.of(new ListQuery.Sort(ListQuery.Sort.Key.RELEVANCE, false));
        List<Filter.Found> found = only(Filter.Found.class, query.filters());
        boolean isSimple = found.size() == 1
                && !found.getFirst().alternatives().isEmpty()
                && only(Filter.Kinds.class, query.filters()).size() <= 1
                && query.filters().stream().noneMatch(Filter.Ids.class::isInstance)
                && query.filters().stream().noneMatch(Filter.ExtrasOf.class::isInstance);
        if (!isSimple || query.collapsing() || !query.sorts().equals(byRelevance)) {
            return Optional.empty();
        }
        return index.get().filter(each -> !each.isTooLarge()).flatMap(words -> {
            Sieve sieve = new Sieve(viewer);
            query.filters().forEach(sieve::add);
            return seen(viewer, query, sieve, words.find(found.getFirst(), sieve.fits()));
        });
    }

    private static <T extends Filter> List<T> only(Class<T> type, List<Filter> filters) {
        return filters.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Optional<Listing> seen(Viewer viewer, ListQuery query, Sieve sieve, List<WordIndex.Entry> found) {
        Visibility visibility = viewer.visibility();
        List<WordIndex.Entry> doubtful = found.stream()
                .filter(each -> !sieve.isWhole || !visibility.isDecidedByLibrary(each.kind(), each.library()))
                .toList();
        if (doubtful.isEmpty()) {
            return Optional.of(
                    Listing.of(found.stream().map(WordIndex.Entry::id).toList()));
        }
        if (doubtful.size() > MOST_ASKED) {
            return Optional.empty();
        }
        List<Filter> others = new ArrayList<>(query.filters());
        others.removeIf(Filter.Found.class::isInstance);
        List<ItemId> ids = doubtful.stream().map(each -> each.id().item()).toList();
        Condition right = IdLists.isOneOf(ITEMS.ID, ids).and(conditions.apply(viewer, others));
        Set<Listing.Id> wrong = doubtful.stream().map(WordIndex.Entry::id).collect(Collectors.toSet());
        database.read(sql -> Row.list(sql.select(ITEMS.ID).from(ITEMS).where(right), row -> Listing.Id.of(row.text())))
                .forEach(wrong::remove);
        return Optional.of(Listing.of(found.stream()
                .map(WordIndex.Entry::id)
                .filter(id -> !wrong.contains(id))
                .toList()));
    }

    /** What of a query's filters the index can tell. */
    private final class Sieve {
        private final Viewer viewer;
        private final List<Predicate<WordIndex.Entry>> all = new ArrayList<>();
        private Set<ItemKind> kinds = Set.of();

        /** Whether that is all of them. */
        private boolean isWhole = true;

        Sieve(Viewer viewer) {
            this.viewer = viewer;
            all.add(entry -> viewer.visibility().opens(entry.library()));
        }

        void add(Filter filter) {
            switch (filter) {
                case Filter.Found _ -> {}
                case Filter.Kinds(Set<ItemKind> wanted) -> {
                    kinds = wanted;
                    all.add(entry -> wanted.contains(entry.kind()));
                }
                case Filter.NotKinds(Set<ItemKind> others) -> all.add(entry -> !others.contains(entry.kind()));
                case Filter.OneOf(Filter.Text column, Set<String> values)
                when column == Filter.Text.MEDIA_TYPE -> all.add(entry -> values.contains(entry.mediaType()));
                case Filter.Is(Filter.Trait trait, boolean value)
                when trait == Filter.Trait.VIRTUAL -> all.add(entry -> entry.virtual() == value);
                case Filter.Under under
                when isLibrary(under) ->
                    all.add(entry -> entry.kind() != ItemKind.COLLECTION_FOLDER
                            && entry.library().filter(under.folder()::equals).isPresent());
                default -> isWhole = false;
            }
        }

        private boolean isLibrary(Filter.Under under) {
            return under.recursive()
                    && viewer.visibility().isPlain()
                    && items.find(under.folder())
                            .map(Item::kind)
                            .filter(kind -> kind == ItemKind.COLLECTION_FOLDER)
                            .isPresent();
        }

        Predicate<WordIndex.Entry> fits() {
            return all.stream().reduce(listed(), Predicate::and);
        }

        /** As {@link Conditions} has it. */
        private Predicate<WordIndex.Entry> listed() {
            Set<ItemKind> byName = kinds.stream().filter(ItemKind::isByName).collect(Collectors.toSet());
            if (byName.isEmpty()) {
                return WordIndex.Entry::listed;
            }
            if (byName.size() < kinds.size()) {
                return entry -> entry.listed() || byName.contains(entry.kind());
            }
            return byName.contains(ItemKind.MUSIC_ARTIST) ? _ -> true : entry -> !entry.listed();
        }
    }
}
