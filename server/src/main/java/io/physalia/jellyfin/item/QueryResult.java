package io.physalia.jellyfin.item;

import java.util.List;

/** A part of a list. */
public record QueryResult<T>(List<T> items, int totalRecordCount, int startIndex) {
    public QueryResult {
        items = List.copyOf(items);
    }

    public static <T> QueryResult<T> of(List<T> all) {
        return new QueryResult<>(all, all.size(), 0);
    }
}
