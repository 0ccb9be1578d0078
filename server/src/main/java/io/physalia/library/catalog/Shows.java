package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.USER_DATA;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What comes next in the series that somebody watches. Two statements, whatever the number of series. Thread-safe. */
public final class Shows {
    private final Catalog catalog;

    public Shows(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What is asked for.
     *
     * @param series only this one, also if nothing of it was watched yet
     * @param parent only series in this folder or library
     * @param since only series watched since then
     * @param withResumable whether episodes that were begun count
     * @param fromStart whether {@code series} begins with its first episode if nothing of it was watched
     * @param rewatching whether the episode after the one watched last comes next, played or not
     */
    public record Wanted(
            Optional<ItemId> series,
            Optional<ItemId> parent,
            Optional<Instant> since,
            boolean withResumable,
            boolean fromStart,
            boolean rewatching,
            int startIndex,
            OptionalInt limit) {}

    /** The next episode of each series, that watched last first. */
    public Catalog.Page nextUp(Viewer viewer, Wanted wanted) {
        List<Filter> filters = new ArrayList<>(List.of(new Filter.Kinds(Set.of(ItemKind.EPISODE))));
        wanted.series().ifPresent(id -> filters.add(new Filter.OneOf(Filter.Text.SERIES_ID, Set.of(id.value()))));
        wanted.parent().ifPresent(id -> filters.add(new Filter.Under(id, true)));
        List<ItemId> next = catalog
                .keep(
                        viewer,
                        filters,
                        "next up, " + wanted.withResumable() + ", " + wanted.rewatching(),
                        (sql, visible) ->
                                sql.fetch(query(viewer, wanted, visible)).map(Next::of))
                .stream()
                .filter(each -> wanted.since()
                        .map(since -> each.watchedMs() >= since.toEpochMilli())
                        .orElse(true))
                .map(Next::episode)
                .toList();
        if (next.isEmpty() && wanted.series().isPresent() && wanted.fromStart()) {
            return first(viewer, filters);
        }
        int to = Math.min(next.size(), wanted.startIndex() + wanted.limit().orElse(next.size()));
        List<ItemId> page = wanted.startIndex() < to ? next.subList(wanted.startIndex(), to) : List.of();
        return new Catalog.Page(catalog.listById(viewer, page), next.size(), wanted.startIndex());
    }

    /** What comes next in a series that was watched last at some time. */
    private record Next(ItemId episode, long watchedMs) {
        static Next of(Record row) {
            return new Next(new ItemId(String.valueOf(row.get(0))), row.get(1, Long.class));
        }
    }

    private Catalog.Page first(Viewer viewer, List<Filter> filters) {
        ListQuery begin = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .with(new Filter.Range(
                        Filter.Measure.PARENT_INDEX_NUMBER,
                        java.util.OptionalDouble.of(1),
                        java.util.OptionalDouble.empty()))
                .with(new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false))
                .sortedBy(new ListQuery.Sort(ListQuery.Sort.Key.AIRED, false))
                .limitedTo(1)
                .uncounted();
        return catalog.list(viewer, begin);
    }

    /** The series that the user has watched: how far, and when last. */
    private static Table<?> watched(Viewer viewer, Condition visible) {
        Field<Long> latest = DSL.max(DSL.coalesce(USER_DATA.LAST_PLAYED_MS, DSL.inline(0L)));
        return DSL.select(
                        ITEMS.SERIES_ID,
                        latest.as("watched_ms"),
                        DSL.max(ITEMS.AIRED_ORDER).as("aired_order"))
                .from(USER_DATA)
                .join(ITEMS)
                .on(ITEMS.ID.eq(USER_DATA.ITEM_ID))
                .where(USER_DATA.USER_ID.eq(viewer.user().value()), USER_DATA.PLAYED.eq(DSL.inline(true)), visible)
                .and(ITEMS.SERIES_ID.isNotNull())
                .and(ITEMS.PARENT_INDEX_NUMBER.ne(DSL.inline(0)))
                .groupBy(ITEMS.SERIES_ID)
                .asTable("watched");
    }

    /** The first episode behind the last one watched, for each series. */
    private static Field<String> next(Viewer viewer, boolean rewatching) {
        String user = viewer.user().value();
        Field<String> series = DSL.field(DSL.name("watched", "series_id"), String.class);
        Field<Long> order = DSL.field(DSL.name("watched", "aired_order"), Long.class);
        var episode = ITEMS.as("episode");
        var seen = USER_DATA.as("seen");
        Condition unplayed = rewatching
                ? DSL.noCondition()
                : DSL.notExists(DSL.selectOne()
                        .from(seen)
                        .where(seen.USER_ID.eq(user), seen.ITEM_ID.eq(episode.ID), seen.PLAYED.eq(DSL.inline(true))));
        return DSL.field(DSL.select(episode.ID)
                .from(episode)
                .where(episode.SERIES_ID.eq(series), episode.AIRED_ORDER.gt(order), unplayed)
                .and(episode.LISTED.isTrue())
                .and(viewer.visibility().isPlain() ? DSL.noCondition() : VisibleRows.of(episode, viewer))
                .and(episode.VIRTUAL.isFalse())
                .and(episode.KIND.eq(ItemKind.EPISODE.typeName()))
                .orderBy(episode.AIRED_ORDER, episode.ID)
                .limit(1));
    }

    private static Select<?> query(Viewer viewer, Wanted wanted, Condition visible) {
        String user = viewer.user().value();
        Field<Long> at = DSL.field(DSL.name("watched", "watched_ms"), Long.class);
        var found = DSL.select(next(viewer, wanted.rewatching()).as("next_id"), at.as("watched_ms"))
                .from(watched(viewer, visible))
                .asTable("found");
        Field<String> nextId = DSL.field(DSL.name("found", "next_id"), String.class);
        Field<Long> foundAt = DSL.field(DSL.name("found", "watched_ms"), Long.class);
        var begun = USER_DATA.as("begun");
        Condition notBegun = wanted.withResumable()
                ? DSL.noCondition()
                : DSL.notExists(DSL.selectOne()
                        .from(begun)
                        .where(begun.USER_ID.eq(user), begun.ITEM_ID.eq(nextId), begun.POSITION_MS.gt(0L)));
        return DSL.select(nextId, foundAt)
                .from(found)
                .where(nextId.isNotNull(), notBegun)
                .orderBy(foundAt.desc(), nextId);
    }
}
