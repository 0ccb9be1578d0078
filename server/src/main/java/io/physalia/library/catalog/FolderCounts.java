package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.ITEM_LINKS;
import static io.physalia.database.schema.Tables.USER_DATA;

import io.physalia.library.IdLists;
import io.physalia.library.ItemId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** How much is in folders, counting what the viewer may see. One statement each, however many folders there are. */
final class FolderCounts {
    private FolderCounts() {}

    static Map<ItemId, Parts.Tally> tallies(DSLContext sql, Viewer viewer, Collection<ItemId> folders) {
        String user = viewer.user().value();
        Field<Integer> leaves = DSL.count();
        Field<Integer> played = DSL.count(DSL.when(USER_DATA.PLAYED, DSL.inline(1)));
        var below = DSL.select(ITEM_ANCESTORS.ANCESTOR_ID, leaves, played)
                .from(ITEM_ANCESTORS)
                .leftJoin(USER_DATA)
                .on(USER_DATA.ITEM_ID.eq(ITEM_ANCESTORS.ITEM_ID), USER_DATA.USER_ID.eq(user))
                .where(IdLists.isOneOf(ITEM_ANCESTORS.ANCESTOR_ID, folders), ITEM_ANCESTORS.LEAF.eq(DSL.inline(true)))
                .and(visible(ITEM_ANCESTORS.ITEM_ID, viewer))
                .groupBy(ITEM_ANCESTORS.ANCESTOR_ID);
        var linked = DSL.select(ITEM_LINKS.OWNER_ID, leaves, played)
                .from(ITEM_LINKS)
                .join(ITEMS)
                .on(ITEMS.ID.eq(ITEM_LINKS.CHILD_ID), VisibleRows.of(ITEMS, viewer))
                .leftJoin(USER_DATA)
                .on(USER_DATA.ITEM_ID.eq(ITEM_LINKS.CHILD_ID), USER_DATA.USER_ID.eq(user))
                .where(IdLists.isOneOf(ITEM_LINKS.OWNER_ID, folders))
                .groupBy(ITEM_LINKS.OWNER_ID);
        Map<ItemId, Parts.Tally> all = new HashMap<>();
        sql.fetch(below.unionAll(linked))
                .forEach(row -> all.put(new ItemId(row.value1()), new Parts.Tally(row.value2(), row.value3())));
        return all;
    }

    /** A folder's library is open if the folder is: what lies in it need be looked at only if more than libraries decides. */
    private static Condition visible(Field<String> id, Viewer viewer) {
        return viewer.visibility().isPlain()
                ? DSL.noCondition()
                : DSL.exists(DSL.selectOne().from(ITEMS).where(ITEMS.ID.eq(id), VisibleRows.of(ITEMS, viewer)));
    }

    static Map<ItemId, Integer> children(DSLContext sql, Viewer viewer, Collection<ItemId> folders) {
        var inside = DSL.select(ITEMS.PARENT_ID, DSL.count())
                .from(ITEMS)
                .where(IdLists.isOneOf(ITEMS.PARENT_ID, folders), ITEMS.LISTED.eq(DSL.inline(true)))
                .and(viewer.visibility().isPlain() ? DSL.noCondition() : VisibleRows.of(ITEMS, viewer))
                .groupBy(ITEMS.PARENT_ID);
        var linked = DSL.select(ITEM_LINKS.OWNER_ID, DSL.count())
                .from(ITEM_LINKS)
                .join(ITEMS)
                .on(ITEMS.ID.eq(ITEM_LINKS.CHILD_ID), VisibleRows.of(ITEMS, viewer))
                .where(IdLists.isOneOf(ITEM_LINKS.OWNER_ID, folders))
                .groupBy(ITEM_LINKS.OWNER_ID);
        Map<ItemId, Integer> all = new HashMap<>();
        sql.fetch(inside.unionAll(linked))
                .forEach(row -> all.merge(new ItemId(row.value1()), row.value2(), Integer::sum));
        return all;
    }
}
