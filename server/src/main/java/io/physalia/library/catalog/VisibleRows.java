package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_VALUES;
import static io.physalia.database.schema.Tables.PLAYLISTS;
import static io.physalia.database.schema.Tables.PLAYLIST_SHARES;

import io.physalia.database.schema.tables.Items;
import io.physalia.library.ItemKind;
import io.physalia.library.OfficialRatings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The rows that a viewer may see; a part of the question itself, so that pages and totals are right. */
final class VisibleRows {
    private VisibleRows() {}

    /** Extras, further parts and further versions are hidden with what they belong to, although ratings and tags are not theirs. */
    static Condition of(Items i, Viewer viewer) {
        Visibility rules = viewer.visibility();
        Condition own = own(i, rules);
        if (rules.isPlain()) {
            return own;
        }
        return own.and(tied(i.OWNER_ID, rules)).and(tied(i.PART_OF_ID, rules)).and(tied(i.PRIMARY_VERSION_ID, rules));
    }

    private static Condition tied(Field<String> whole, Visibility rules) {
        Items other = ITEMS.as("whole");
        return whole.isNull().or(DSL.exists(DSL.selectOne().from(other).where(other.ID.eq(whole), own(other, rules))));
    }

    private static Condition own(Items i, Visibility rules) {
        List<Condition> all = new ArrayList<>();
        // What is in no library is there because something else names it, and is shown with that.
        rules.libraries().ifPresent(open -> all.add(i.LIBRARY_ID.isNull().or(i.LIBRARY_ID.in(open))));
        if (!rules.closedLibraries().isEmpty()) {
            all.add(i.LIBRARY_ID.isNull().or(i.LIBRARY_ID.notIn(rules.closedLibraries())));
        }
        if (rules.maxRank().isPresent()) {
            all.add(i.EFFECTIVE_RATING_SCORE
                    .isNull()
                    .or(OfficialRatings.effective(i).le(rules.maxRank().getAsInt())));
        }
        if (!rules.unratedKinds().isEmpty()) {
            all.add(i.EFFECTIVE_RATING_SCORE.isNotNull().or(i.KIND.notIn(names(rules.unratedKinds()))));
        }
        if (!rules.blockedTags().isEmpty()) {
            all.add(DSL.not(isTagged(i, rules.blockedTags())));
        }
        if (!rules.allowedTags().isEmpty()) {
            all.add(isTagged(i, rules.allowedTags())
                    .or(i.KIND.in(ItemKind.COLLECTION_FOLDER.typeName(), ItemKind.USER_ROOT_FOLDER.typeName()))
                    .or(i.LIBRARY_ID.isNull()));
        }
        return DSL.and(all);
    }

    /** What is in no library, and there because others name it, is shown if one of those is. */
    static Condition named(Items i, Viewer viewer) {
        if (viewer.visibility().isAll()) {
            return DSL.noCondition();
        }
        Items bearer = ITEMS.as("visible_bearer");
        Condition visible = of(bearer, viewer);
        Condition person = DSL.exists(DSL.selectOne()
                .from(ITEM_PEOPLE)
                .join(bearer)
                .on(bearer.ID.eq(ITEM_PEOPLE.ITEM_ID))
                .where(ITEM_PEOPLE.PERSON_ID.eq(i.ID), visible));
        Condition year = i.NAME.in(DSL.selectDistinct(DSL.cast(bearer.PRODUCTION_YEAR, String.class))
                .from(bearer)
                .where(bearer.PRODUCTION_YEAR.isNotNull(), visible));
        Condition value = DSL.exists(DSL.selectOne()
                .from(ITEM_VALUES)
                .join(bearer)
                .on(bearer.ID.eq(ITEM_VALUES.ITEM_ID))
                .where(ITEM_VALUES.VALUE_ID.eq(i.ID), visible));
        return i.LIBRARY_ID
                .isNotNull()
                .or(i.KIND.eq(ItemKind.USER_ROOT_FOLDER.typeName()))
                .or(i.KIND.eq(ItemKind.PERSON.typeName()).and(person))
                .or(i.KIND.eq(ItemKind.YEAR.typeName()).and(year))
                .or(value);
    }

    /** Whether a viewer may see an item, whatever it is. */
    static Condition sees(Viewer viewer, String id) {
        Items one = ITEMS.as("seen");
        return DSL.exists(DSL.selectOne()
                .from(one)
                .where(one.ID.eq(id), of(one, viewer), playlists(one, viewer), named(one, viewer)));
    }

    /** Playlists are their owner's, and those the owner shares them with. */
    static Condition playlists(Items i, Viewer viewer) {
        String user = viewer.user().value();
        return i.KIND.ne(ItemKind.PLAYLIST.typeName())
                .or(DSL.exists(DSL.selectOne()
                        .from(PLAYLISTS)
                        .where(PLAYLISTS.ITEM_ID.eq(i.ID))
                        .and(PLAYLISTS
                                .OPEN_ACCESS
                                .isTrue()
                                .or(PLAYLISTS.OWNER_USER_ID.eq(user))
                                .or(DSL.exists(DSL.selectOne()
                                        .from(PLAYLIST_SHARES)
                                        .where(
                                                PLAYLIST_SHARES.PLAYLIST_ID.eq(i.ID),
                                                PLAYLIST_SHARES.USER_ID.eq(user)))))));
    }

    private static Condition isTagged(Items i, Set<String> tags) {
        return DSL.exists(DSL.selectOne()
                        .from(ITEM_VALUES)
                        .where(
                                ITEM_VALUES.VALUE_TYPE.eq(Filter.ValueType.TAG.stored()),
                                ITEM_VALUES.VALUE_KEY.in(tags),
                                ITEM_VALUES.ITEM_ID.eq(i.ID)))
                .or(DSL.exists(DSL.selectOne()
                        .from(ITEM_ANCESTORS)
                        .join(ITEM_VALUES)
                        .on(ITEM_VALUES.ITEM_ID.eq(ITEM_ANCESTORS.ANCESTOR_ID))
                        .where(
                                ITEM_ANCESTORS.ITEM_ID.eq(i.ID),
                                ITEM_VALUES.VALUE_TYPE.eq(Filter.ValueType.TAG.stored()),
                                ITEM_VALUES.VALUE_KEY.in(tags))));
    }

    static List<String> names(Collection<ItemKind> kinds) {
        return kinds.stream().map(ItemKind::typeName).sorted().toList();
    }
}
