package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Items;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what a list request asks for. Names of kinds and keys that mean nothing here are skipped, as in Jellyfin. */
final class ListQueries {
    private ListQueries() {}

    /** @param search chooses the words for a search term */
    static ListQuery read(QueryParameters query, Function<String, Filter.Found> search) {
        List<Filter> filters = new ArrayList<>(scope(query));
        filters.addAll(new FilterReader(query).read());
        List<Sort> sorts = SortKeys.read(query);
        Optional<String> term = query.findText("searchTerm");
        if (term.isPresent()) {
            filters.add(search.apply(term.get()));
            sorts = sorts.isEmpty() ? List.of(new Sort(Sort.Key.RELEVANCE, false)) : sorts;
        }
        ListQuery read = ListQuery.ALL.with(filters.toArray(Filter[]::new)).sortedBy(sorts.toArray(Sort[]::new));
        if (query.findFlag("collapseBoxSetItems").orElse(false)) {
            read = read.collapsed();
        }
        return paged(read, query);
    }

    /** Where to look: among some ids, in a folder, everywhere, or, if nothing is said, at the libraries. */
    private static List<Filter> scope(QueryParameters query) {
        Set<ItemId> ids = new HashSet<>();
        query.list("ids").forEach(text -> ids.add(new ItemId(Ids.parse("ids", text))));
        if (!ids.isEmpty()) {
            return List.of(new Filter.Ids(ids));
        }
        Set<ItemKind> kinds = FilterReader.kinds(query, "includeItemTypes");
        boolean recursive = query.findFlag("recursive").orElse(false);
        boolean isList = kinds.equals(Set.of(ItemKind.BOX_SET)) || kinds.equals(Set.of(ItemKind.PLAYLIST));
        Optional<ItemId> parent = query.findId("parentId").map(ItemId::new).filter(_ -> !isList);
        if (parent.isPresent()) {
            // A list of films asked of a library means all of its films, however deep they lie.
            return List.of(new Filter.Under(parent.get(), recursive || !kinds.isEmpty()));
        }
        boolean isNamed = query.findId("adjacentTo").isPresent();
        return recursive || isList || isNamed ? List.of() : List.of(new Filter.Under(Items.ROOT, false));
    }

    /** Applies {@code startIndex} and {@code limit}; a limit of 0 asks for nothing but the total. */
    static ListQuery paged(ListQuery read, QueryParameters query) {
        ListQuery from = read.from(Conversions.atLeastZero("startIndex", query, 0));
        ListQuery part = query.findInteger("limit").isPresent()
                ? from.limitedTo(Conversions.atLeastZero("limit", query, 0))
                : from;
        return query.findFlag("enableTotalRecordCount").orElse(true) ? part : part.uncounted();
    }
}
