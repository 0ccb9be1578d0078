package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_VALUES;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Takes items out: with what is below them and what belongs to them, and without leaving names that nobody bears. */
final class ItemRemoval {
    private ItemRemoval() {}

    static void remove(DSLContext sql, ItemId library, Collection<String> ids) {
        Set<String> all = new LinkedHashSet<>(ids);
        BatchRows.inParts(
                ids,
                part -> all.addAll(sql.select(ITEM_ANCESTORS.ITEM_ID)
                        .from(ITEM_ANCESTORS)
                        .where(ITEM_ANCESTORS.ANCESTOR_ID.in(part))
                        .fetch(ITEM_ANCESTORS.ITEM_ID)));
        BatchRows.inParts(
                new ArrayList<>(all),
                part -> all.addAll(sql.select(ITEMS.ID)
                        .from(ITEMS)
                        .where(ITEMS.OWNER_ID.in(part))
                        .fetch(ITEMS.ID)));
        DataKeys.bequeath(sql, all);
        BatchRows.inParts(all, part -> {
            Condition own = ITEMS.ID.in(part).and(ITEMS.LIBRARY_ID.eq(library.value()));
            detachArtists(sql, own);
            sql.deleteFrom(ITEMS).where(own).execute();
            promoteVersions(sql, part);
        });
        ItemVersions.apply(sql);
        prune(sql);
    }

    /** Takes out everything of a library, its own folder included. */
    static void removeLibrary(DSLContext sql, ItemId library) {
        List<String> ids = sql.select(ITEMS.ID)
                .from(ITEMS)
                .where(ITEMS.LIBRARY_ID.eq(library.value()))
                .fetch(ITEMS.ID);
        remove(sql, library, ids);
    }

    /** An artist whose folder goes is still the artist of what is left in other places. */
    private static void detachArtists(DSLContext sql, Condition own) {
        sql.update(ITEMS)
                .setNull(ITEMS.LIBRARY_ID)
                .setNull(ITEMS.PARENT_ID)
                .setNull(ITEMS.PATH)
                .set(ITEMS.LISTED, false)
                .where(own, ITEMS.KIND.eq(ItemKind.MUSIC_ARTIST.typeName()))
                .execute();
    }

    /** Where the primary version is gone, the others stand for themselves until a scan has chosen a new one. */
    private static void promoteVersions(DSLContext sql, Collection<String> gone) {
        sql.update(ITEMS)
                .setNull(ITEMS.PRIMARY_VERSION_ID)
                .set(ITEMS.LISTED, true)
                .where(ITEMS.PRIMARY_VERSION_ID.in(gone))
                .execute();
    }

    private static void prune(DSLContext sql) {
        sql.deleteFrom(ITEMS)
                .where(ITEMS.KIND.in(
                        ItemKind.GENRE.typeName(),
                        ItemKind.MUSIC_GENRE.typeName(),
                        ItemKind.STUDIO.typeName(),
                        ItemKind.MUSIC_ARTIST.typeName()))
                .and(ITEMS.LIBRARY_ID.isNull())
                .and(DSL.notExists(DSL.selectOne().from(ITEM_VALUES).where(ITEM_VALUES.VALUE_ID.eq(ITEMS.ID))))
                .execute();
        sql.deleteFrom(ITEMS)
                .where(ITEMS.KIND.eq(ItemKind.PERSON.typeName()))
                .and(DSL.notExists(DSL.selectOne().from(ITEM_PEOPLE).where(ITEM_PEOPLE.PERSON_ID.eq(ITEMS.ID))))
                .execute();
    }
}
