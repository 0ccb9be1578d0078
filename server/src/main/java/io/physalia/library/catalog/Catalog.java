package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.USER_DATA;

import io.physalia.database.BulkReadThrough;
import io.physalia.database.Database;
import io.physalia.database.Row;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.IdLists;
import io.physalia.library.ItemId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Lists of items as one user sees them. However long a page is, it takes one statement for its ids, one for those of its cards that are not known, and one more if the total is wanted.
 * Thread-safe.
 */
public final class Catalog {
    /** PostgreSQL takes at most 65,535 parameters in a statement, SQLite 32,766. */
    private static final int MOST_IDS = 10_000;

    private final Database database;
    private final Conditions.Folders folders;
    private final InstantSource clock;
    private final CardRows rows = new CardRows(ITEMS);
    private final KeptAnswers kept;
    private final FoundLists found;
    private final BulkReadThrough<ItemId, ItemCard> cards;

    public Catalog(
            Database database,
            io.physalia.library.Items items,
            KeptAnswers kept,
            KeptFacts facts,
            Search search,
            InstantSource clock) {
        this.kept = kept;
        this.cards = facts.of("cards", 1);
        this.database = database;
        this.folders = new FolderRows(items);
        this.clock = clock;
        this.found = new FoundLists(
                database,
                items,
                search::index,
                (viewer, filters) -> conditions(viewer).of(filters));
    }

    /**
     * A part of a result.
     *
     * @param total how many items there are without the query's start index and limit
     */
    public record Page(List<ItemCard> cards, int total, int startIndex) {
        public Page {
            cards = List.copyOf(cards);
        }
    }

    public Page list(Viewer viewer, ListQuery query) {
        refuseTooMany(query);
        return found.find(viewer, query)
                .or(() -> findListing(viewer, query))
                .map(listing -> page(viewer, query, listing))
                .orElseGet(() -> read(viewer, query));
    }

    /** The order of the whole list, where it is known, or worth its while: where a later page is wanted, or every item must be looked at to find the first. */
    private Optional<Listing> findListing(Viewer viewer, ListQuery query) {
        boolean isPage = query.counted() && query.limit().orElse(0) > 0;
        boolean isOfNames = query.filters().stream().anyMatch(Filter.NamedBy.class::isInstance);
        if (!(isPage || isOfNames) || !Orders.areSteady(query.sorts()) || !KeptAnswers.keeps(query.filters())) {
            return Optional.empty();
        }
        boolean isFound = query.filters().stream().anyMatch(Filter.Found.class::isInstance);
        Optional<Listing> listing = query.startIndex() > 0 || isOfNames || isFound
                ? Optional.of(kept.listing(viewer, query, () -> readListing(viewer, query)))
                : kept.findListing(viewer, query);
        return listing.filter(each -> !each.isTooLong());
    }

    /** The order of a whole list, from before if it can be kept. */
    Listing listing(Viewer viewer, ListQuery query) {
        return KeptAnswers.keeps(query.filters())
                ? kept.listing(viewer, query, () -> readListing(viewer, query))
                : readListing(viewer, query);
    }

    /** An answer about the items that filters leave, from before if it can be kept; see {@link KeptAnswers#get}. */
    <T> T kept(Viewer viewer, List<Filter> filters, Object subject, Supplier<T> ask) {
        return kept.get(viewer, filters, subject, ask);
    }

    private Listing readListing(Viewer viewer, ListQuery query) {
        return database.read(sql -> Listing.read(sql.select(ITEMS.ID)
                .from(ITEMS)
                .where(condition(viewer, query, false))
                .orderBy(order(query))
                .limit(DSL.inline(Listing.MOST + 1))));
    }

    private Page page(Viewer viewer, ListQuery query, Listing listing) {
        List<ItemId> ids = listing.page(query.startIndex(), query.limit().orElse(Integer.MAX_VALUE));
        List<ItemCard> cards = listById(viewer, ids);
        return new Page(cards, query.counted() ? listing.size() : cards.size(), query.startIndex());
    }

    private List<OrderField<?>> order(ListQuery query) {
        return new Orders(ITEMS, !database.isSqlite()).of(query.sorts(), term(query));
    }

    private Page read(Viewer viewer, ListQuery query) {
        List<ItemCard> cards = query.limit().orElse(1) == 0 ? List.of() : cards(viewer, query);
        int last = query.startIndex() + cards.size();
        boolean isLast = query.limit().isEmpty() || cards.size() < query.limit().getAsInt();
        boolean isKnown = isLast
                && (!cards.isEmpty() || query.startIndex() == 0)
                && query.limit().orElse(1) > 0;
        int total = !query.counted() ? cards.size() : isKnown ? last : total(viewer, query);
        return new Page(cards, total, query.startIndex());
    }

    private int total(Viewer viewer, ListQuery query) {
        Filter unplayed = new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false);
        if (query.filters().contains(unplayed) && !query.collapsing() && Conditions.onlyLeaves(query.filters())) {
            // Somebody has played less than there is: it is found faster, and the rest is known.
            List<Filter> others = query.filters().stream()
                    .filter(each -> !each.equals(unplayed))
                    .toList();
            ListQuery all = ListQuery.ALL.with(others.toArray(Filter[]::new));
            return total(viewer, all) - kept.get(viewer, query.filters(), "played", () -> played(viewer, others));
        }
        return kept.get(
                viewer,
                query.filters(),
                query.collapsing() ? "collapsed total" : "total",
                () -> database.read(sql -> sql.fetchCount(ITEMS, condition(viewer, query, false))));
    }

    /** How much of what filters leave the viewer has played; it begins with what was played. */
    private int played(Viewer viewer, List<Filter> filters) {
        return database.read(sql -> sql.fetchCount(DSL.selectOne()
                .from(USER_DATA)
                .join(ITEMS)
                .on(ITEMS.ID.eq(USER_DATA.ITEM_ID))
                .where(
                        USER_DATA.USER_ID.eq(viewer.user().value()),
                        USER_DATA.PLAYED.eq(DSL.inline(true)),
                        conditions(viewer).of(filters))));
    }

    private List<ItemCard> cards(Viewer viewer, ListQuery query) {
        List<OrderField<?>> order = order(query);
        Table<?> table = table(viewer, query);
        Condition condition = condition(viewer, query, query.limit().isPresent());
        boolean isWhole = query.startIndex() == 0 && query.limit().isEmpty();
        if (isWhole) {
            return database.read(sql -> Row.list(
                    sql.select(rows.columns()).from(table).where(condition).orderBy(order), rows::card));
        }
        // Only the ids: whole rows would be carried along through the sorting of all of them, and most are known.
        return inOrder(database.read(sql -> ids(sql.select(ITEMS.ID)
                .from(table)
                .where(condition)
                .orderBy(order)
                .limit(query.limit().orElse(Integer.MAX_VALUE))
                .offset(query.startIndex()))));
    }

    private static List<ItemId> ids(ResultQuery<?> query) {
        return Row.list(query, row -> new ItemId(row.text()));
    }

    private Map<ItemId, ItemCard> readCards(Collection<ItemId> ids) {
        Map<ItemId, ItemCard> found = HashMap.newHashMap(ids.size());
        database.read(sql -> Row.list(
                        sql.select(rows.columns()).from(ITEMS).where(IdLists.isOneOf(ITEMS.ID, ids)), rows::card))
                .forEach(card -> found.put(card.id(), card));
        return found;
    }

    private List<ItemCard> inOrder(List<ItemId> ids) {
        Map<ItemId, ItemCard> found = cards.find(ids, this::readCards);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static Table<?> table(Viewer viewer, ListQuery query) {
        return Orders.needViewer(query.sorts())
                ? ITEMS.leftJoin(USER_DATA)
                        .on(
                                USER_DATA.ITEM_ID.eq(ITEMS.ID),
                                USER_DATA.USER_ID.eq(viewer.user().value()))
                : ITEMS;
    }

    private Condition condition(Viewer viewer, ListQuery query, boolean paging) {
        Condition plain = conditions(ITEMS, viewer, paging).of(query.filters());
        return query.collapsing()
                ? BoxSets.collapsed(
                        plain, viewer, alias -> conditions(alias, viewer, false).of(query.filters()))
                : plain;
    }

    private Conditions conditions(Viewer viewer) {
        return conditions(ITEMS, viewer, false);
    }

    private Conditions conditions(io.physalia.database.schema.tables.Items table, Viewer viewer, boolean paging) {
        return new Conditions(table, viewer, folders, clock.millis(), paging);
    }

    private static String term(ListQuery query) {
        return query.filters().stream()
                .filter(Filter.Found.class::isInstance)
                .map(filter -> ((Filter.Found) filter).term())
                .findFirst()
                .orElse("");
    }

    private static void refuseTooMany(ListQuery query) {
        for (Filter filter : query.filters()) {
            if (filter instanceof Filter.Ids ids && ids.ids().size() > MOST_IDS) {
                throw new Failure(
                        FailureCode.INVALID_PARAMETER,
                        "ids: " + ids.ids().size() + " of them (expected: at most " + MOST_IDS + ")");
            }
        }
    }

    /** What was added last; of each no more than is needed to put it together. */
    List<Newest.Newcomer> listNewest(Viewer viewer, List<Filter> filters, int limit) {
        return database.read(sql -> Newest.list(
                sql, filters, limit, own -> conditions(ITEMS, viewer, true).of(own)));
    }

    /** Those of the items that the viewer may see, in the order of the ids. */
    public List<ItemCard> listById(Viewer viewer, Collection<ItemId> ids) {
        List<ItemCard> found = inOrder(List.copyOf(ids));
        // Where libraries decide, a card says it all; else the database is asked every time.
        Set<ItemId> doubtful = found.stream()
                .filter(card -> !viewer.visibility().isDecidedByLibrary(card.kind(), card.library()))
                .map(ItemCard::id)
                .collect(Collectors.toSet());
        Set<ItemId> seen = doubtful.isEmpty() ? Set.of() : Set.copyOf(visible(viewer, doubtful));
        return found.stream()
                .filter(card -> doubtful.contains(card.id())
                        ? seen.contains(card.id())
                        : viewer.visibility().opens(card.library()))
                .toList();
    }

    private List<ItemId> visible(Viewer viewer, Set<ItemId> ids) {
        Condition among = conditions(viewer).of(List.of(new Filter.Ids(ids)));
        return database.read(sql -> ids(sql.select(ITEMS.ID).from(ITEMS).where(among)));
    }

    /** An item, if it is there and the viewer may see it. */
    public Optional<ItemCard> find(Viewer viewer, ItemId id) {
        return listById(viewer, List.of(id)).stream().findFirst();
    }

    /**
     * Like {@link #find}.
     *
     * @throws Failure {@code ITEM_NOT_FOUND} also for what the viewer may not see
     */
    public ItemCard get(Viewer viewer, ItemId id) {
        return find(viewer, id)
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, FailureCode.ITEM_NOT_FOUND.summary()));
    }

    /** How many items there are of each value of a column, e.g. of each kind. */
    <T> Map<T, Integer> count(Viewer viewer, List<Filter> filters, Field<T> column) {
        return keep(
                viewer,
                filters,
                "numbers by " + column.getName(),
                (sql, condition) -> sql.select(column, DSL.count())
                        .from(ITEMS)
                        .where(condition, column.isNotNull())
                        .groupBy(column)
                        .fetchMap(column, DSL.count()));
    }

    /** Like {@link #ask}, unless the answer is known from before. */
    <T> T keep(Viewer viewer, List<Filter> filters, String subject, Question<T> question) {
        return kept.get(viewer, filters, subject, () -> ask(viewer, filters, question));
    }

    /** An answer about the items that filters leave, unless it is known from before. */
    <T> T keepAnswer(Viewer viewer, List<Filter> filters, String subject, Supplier<T> answer) {
        return kept.get(viewer, filters, subject, answer);
    }

    /** Asks a question about the items that filters leave; for the other lists of this package. */
    <T> T ask(Viewer viewer, List<Filter> filters, Question<T> question) {
        return database.read(sql -> question.ask(sql, conditions(viewer).of(filters)));
    }

    /** Something that is asked of the items' table. */
    interface Question<T> {
        T ask(DSLContext sql, Condition condition);
    }
}
