package io.physalia.library.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which items, in which order, which part of them.
 *
 * @param filters all of them hold
 * @param sorts the most significant first; ties go by name
 * @param startIndex from 0
 * @param limit empty: all; 0: just the total
 * @param counted whether the total is wanted; else it is the number of items given
 * @param collapsing whether box sets stand for the films that are in them
 */
public record ListQuery(
        List<Filter> filters,
        List<Sort> sorts,
        int startIndex,
        OptionalInt limit,
        boolean counted,
        boolean collapsing) {
    public static final ListQuery ALL = new ListQuery(List.of(), List.of(), 0, OptionalInt.empty(), true, false);

    public ListQuery {
        if (startIndex < 0 || limit.orElse(0) < 0) {
            throw new IllegalArgumentException("page: " + startIndex + ", " + limit + " (expected: >= 0)");
        }
        filters = List.copyOf(filters);
        sorts = List.copyOf(sorts);
    }

    /** One key of the order. */
    public record Sort(Key key, boolean descending) {
        /** What can be sorted by. */
        public enum Key {
            /** By the sort name: that of a song or an episode begins with its place. */
            NAME,
            /** By the name alone. */
            TITLE,
            CREATED,
            PREMIERE,
            PRODUCTION_YEAR,
            COMMUNITY_RATING,
            CRITIC_RATING,
            OFFICIAL_RATING,
            RUNTIME,
            SIZE,
            BITRATE,
            FOLDER,
            RANDOM,
            AIRED,
            SERIES_NAME,
            INDEX,
            PARENT_INDEX,
            ALBUM,
            ALBUM_ARTIST,
            ARTIST,
            STUDIO,
            LAST_CONTENT,
            SERIES_LAST_PLAYED,
            DATE_PLAYED,
            PLAY_COUNT,
            PLAYED,
            UNPLAYED,
            FAVORITE,
            RELEVANCE
        }
    }

    public ListQuery with(Filter... more) {
        List<Filter> all = new ArrayList<>(filters);
        all.addAll(List.of(more));
        return new ListQuery(all, sorts, startIndex, limit, counted, collapsing);
    }

    public ListQuery sortedBy(Sort... value) {
        return new ListQuery(filters, List.of(value), startIndex, limit, counted, collapsing);
    }

    public ListQuery from(int value) {
        return new ListQuery(filters, sorts, value, limit, counted, collapsing);
    }

    public ListQuery limitedTo(int value) {
        return new ListQuery(filters, sorts, startIndex, OptionalInt.of(value), counted, collapsing);
    }

    public ListQuery uncounted() {
        return new ListQuery(filters, sorts, startIndex, limit, false, collapsing);
    }

    public ListQuery collapsed() {
        return new ListQuery(filters, sorts, startIndex, limit, counted, true);
    }
}
