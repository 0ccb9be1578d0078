package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_LINKS;

import io.physalia.database.schema.tables.Items;
import io.physalia.library.ItemKind;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Lists in which box sets stand for what is in them. */
final class BoxSets {
    private BoxSets() {}

    /**
     * @param plain the condition on items
     * @param onAlias the same on another alias of the table
     */
    static Condition collapsed(Condition plain, Viewer viewer, Function<Items, Condition> onAlias) {
        Items member = ITEMS.as("member");
        Items set = ITEMS.as("box");
        Condition alone = DSL.notExists(DSL.selectOne()
                .from(ITEM_LINKS)
                .join(set)
                .on(set.ID.eq(ITEM_LINKS.OWNER_ID), set.KIND.eq(ItemKind.BOX_SET.typeName()))
                .where(ITEM_LINKS.CHILD_ID.eq(ITEMS.ID), VisibleRows.of(set, viewer)));
        Condition stands = ITEMS.KIND
                .eq(ItemKind.BOX_SET.typeName())
                .and(VisibleRows.of(ITEMS, viewer))
                .and(ITEMS.ID.in(DSL.select(ITEM_LINKS.OWNER_ID)
                        .from(ITEM_LINKS)
                        .join(member)
                        .on(member.ID.eq(ITEM_LINKS.CHILD_ID))
                        .where(onAlias.apply(member))));
        return plain.and(alone).or(stands);
    }
}
