package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEM_VALUES;
import static io.physalia.database.schema.Tables.USER_DATA;

import io.physalia.database.schema.tables.Items;
import io.physalia.library.OfficialRatings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Sort keys as SQL. What is unknown comes first, and last in the other direction, on both databases. */
final class Orders {
    private static final double MS_PER_YEAR = 31_556_952_000.0;
    private static final Set<ListQuery.Sort.Key> OF_VIEWER = EnumSet.of(
            ListQuery.Sort.Key.DATE_PLAYED,
            ListQuery.Sort.Key.PLAY_COUNT,
            ListQuery.Sort.Key.PLAYED,
            ListQuery.Sort.Key.UNPLAYED,
            ListQuery.Sort.Key.FAVORITE,
            ListQuery.Sort.Key.SERIES_LAST_PLAYED);

    private final Items i;
    private final boolean nullsLast;

    /** @param nullsLast whether the database itself puts null after everything */
    Orders(Items table, boolean nullsLast) {
        this.i = table;
        this.nullsLast = nullsLast;
    }

    /** Whether the user's rows must be joined. */
    static boolean needViewer(List<ListQuery.Sort> sorts) {
        return sorts.stream().anyMatch(sort -> OF_VIEWER.contains(sort.key()));
    }

    /** Whether the order is the same every time, until something changes in the libraries. */
    static boolean areSteady(List<ListQuery.Sort> sorts) {
        return !needViewer(sorts) && sorts.stream().noneMatch(sort -> sort.key() == ListQuery.Sort.Key.RANDOM);
    }

    List<OrderField<?>> of(List<ListQuery.Sort> sorts, String term) {
        List<OrderField<?>> order = new ArrayList<>();
        boolean named = false;
        for (ListQuery.Sort sort : sorts) {
            Field<?> field = field(sort.key(), term);
            SortField<?> sorted = sort.descending() ? field.desc() : field.asc();
            boolean mayBeNull = !isNotNull(sort.key());
            order.add(nullsLast && mayBeNull ? (sort.descending() ? sorted.nullsLast() : sorted.nullsFirst()) : sorted);
            named |= sort.key() == ListQuery.Sort.Key.NAME;
        }
        if (!named) {
            order.add(i.SORT_NAME.asc());
        }
        // The last key follows the first one's direction, so that one index serves both.
        boolean backwards = named && sorts.getLast().descending();
        order.add(backwards ? i.ID.desc() : i.ID.asc());
        return order;
    }

    private static boolean isNotNull(ListQuery.Sort.Key key) {
        return switch (key) {
            case NAME, CREATED, LAST_CONTENT, RUNTIME, SIZE, BITRATE, FOLDER, RANDOM, RELEVANCE -> true;
            default -> false;
        };
    }

    private Field<?> field(ListQuery.Sort.Key key, String term) {
        return switch (key) {
            case NAME -> i.SORT_NAME;
            case TITLE -> i.NAME_KEY;
            case CREATED -> i.CREATED_MS;
            case LAST_CONTENT -> i.LAST_CONTENT_MS;
            case PREMIERE ->
                DSL.coalesce(
                        DSL.cast(i.PREMIERE_MS, Double.class),
                        i.PRODUCTION_YEAR.minus(DSL.inline(1970)).times(DSL.inline(MS_PER_YEAR)));
            case PRODUCTION_YEAR -> i.PRODUCTION_YEAR;
            case COMMUNITY_RATING -> i.COMMUNITY_RATING;
            case CRITIC_RATING -> i.CRITIC_RATING;
            case OFFICIAL_RATING -> OfficialRatings.effective(i);
            case RUNTIME -> i.RUNTIME_MS;
            case SIZE -> i.SIZE_BYTES;
            case BITRATE -> i.BITRATE_BPS;
            case FOLDER -> DSL.when(i.FOLDER, DSL.inline(0)).otherwise(DSL.inline(1));
            case RANDOM -> DSL.rand();
            case AIRED -> i.AIRED_ORDER;
            case SERIES_NAME -> DSL.coalesce(i.SERIES_SORT_NAME, i.SORT_NAME);
            case INDEX -> i.INDEX_NUMBER;
            case PARENT_INDEX -> i.PARENT_INDEX_NUMBER;
            case ALBUM -> i.ALBUM_NAME;
            case ALBUM_ARTIST -> i.ALBUM_ARTIST;
            case ARTIST -> first(Filter.ValueType.ARTIST);
            case STUDIO -> first(Filter.ValueType.STUDIO);
            case DATE_PLAYED, SERIES_LAST_PLAYED -> DSL.coalesce(USER_DATA.LAST_PLAYED_MS, DSL.inline(0L));
            case PLAY_COUNT -> DSL.coalesce(USER_DATA.PLAY_COUNT, DSL.inline(0));
            case PLAYED -> flag(USER_DATA.PLAYED);
            case UNPLAYED -> DSL.inline(1).minus(flag(USER_DATA.PLAYED));
            case FAVORITE -> flag(USER_DATA.FAVORITE);
            case RELEVANCE -> relevance(term);
        };
    }

    private static Field<Integer> flag(Field<Boolean> column) {
        return DSL.when(column, DSL.inline(1)).otherwise(DSL.inline(0));
    }

    private Field<String> first(Filter.ValueType type) {
        return DSL.field(DSL.select(DSL.min(ITEM_VALUES.VALUE_KEY))
                .from(ITEM_VALUES)
                .where(
                        ITEM_VALUES.ITEM_ID.eq(i.ID),
                        ITEM_VALUES.VALUE_TYPE.eq(type.stored()),
                        ITEM_VALUES.POSITION.eq(DSL.inline(0))));
    }

    /** The name itself, what begins like it, what has a word that begins like it, what holds it, and what is merely near. */
    private Field<Integer> relevance(String term) {
        return DSL.when(i.NAME_KEY.eq(term), DSL.inline(0))
                .when(i.NAME_KEY.startsWith(term), DSL.inline(1))
                .when(i.NAME_KEY.contains(" " + term), DSL.inline(2))
                .when(i.NAME_KEY.contains(term), DSL.inline(3))
                .otherwise(DSL.inline(4));
    }
}
