package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.USER_DATA;

import io.physalia.database.schema.tables.Items;
import io.physalia.identity.UserId;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Conditions on what a user has to do with items. */
final class ViewerRows {
    private final Items i;
    private final String user;
    private final boolean paging;

    /** @param paging whether the first few that fit are wanted, in order */
    ViewerRows(Items table, UserId user, boolean paging) {
        this.i = table;
        this.user = user.value();
        this.paging = paging;
    }

    /** For a page, one item after the other is asked about; to count, all that were played are collected first. */
    Condition leafPlayed() {
        Condition played = USER_DATA.PLAYED.eq(DSL.inline(true));
        return paging
                ? DSL.exists(DSL.selectOne()
                        .from(USER_DATA)
                        .where(USER_DATA.USER_ID.eq(user), USER_DATA.ITEM_ID.eq(i.ID), played))
                : i.ID.in(with(played));
    }

    /** A folder is played when there is something in it and all of it is. */
    Condition played() {
        Condition leaf = i.FOLDER.isFalse().and(leafPlayed());
        var below = DSL.selectOne()
                .from(ITEM_ANCESTORS)
                .where(ITEM_ANCESTORS.ANCESTOR_ID.eq(i.ID), ITEM_ANCESTORS.LEAF.eq(DSL.inline(true)));
        var unplayed = DSL.selectOne()
                .from(ITEM_ANCESTORS)
                .where(ITEM_ANCESTORS.ANCESTOR_ID.eq(i.ID), ITEM_ANCESTORS.LEAF.eq(DSL.inline(true)))
                .and(DSL.notExists(DSL.selectOne()
                        .from(USER_DATA)
                        .where(
                                USER_DATA.USER_ID.eq(user),
                                USER_DATA.ITEM_ID.eq(ITEM_ANCESTORS.ITEM_ID),
                                USER_DATA.PLAYED.isTrue())));
        return leaf.or(i.FOLDER.isTrue().and(DSL.exists(below)).and(DSL.notExists(unplayed)));
    }

    Condition favorite() {
        return i.ID.in(with(USER_DATA.FAVORITE.eq(DSL.inline(true))));
    }

    Condition resumable() {
        return i.ID.in(with(USER_DATA.POSITION_MS.gt(DSL.inline(0L))));
    }

    Condition liked(boolean value) {
        return i.ID.in(with(USER_DATA.LIKES.eq(DSL.inline(value))));
    }

    private Select<Record1<String>> with(Condition condition) {
        return DSL.select(USER_DATA.ITEM_ID).from(USER_DATA).where(USER_DATA.USER_ID.eq(user), condition);
    }
}
