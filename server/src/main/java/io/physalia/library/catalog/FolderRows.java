package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.ITEM_LINKS;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_VALUES;

import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.Items;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What is in a folder, depending on what the folder is. */
final class FolderRows implements Conditions.Folders {
    private final Items items;

    FolderRows(Items items) {
        this.items = items;
    }

    /** In what the viewer may not see there is nothing. */
    @Override
    public Condition condition(io.physalia.database.schema.tables.Items i, Viewer viewer, Filter.Under under) {
        Optional<Item> folder = items.find(under.folder());
        if (folder.isEmpty()) {
            return DSL.falseCondition();
        }
        Condition inside = inside(i, folder.get(), under);
        Visibility visibility = viewer.visibility();
        if (!visibility.isDecidedByLibrary(folder.get().kind(), folder.get().library())) {
            return inside.and(VisibleRows.sees(viewer, under.folder().value()));
        }
        return visibility.opens(folder.get().library()) ? inside : DSL.falseCondition();
    }

    private static Condition inside(io.physalia.database.schema.tables.Items i, Item folder, Filter.Under under) {
        String id = folder.id().value();
        return switch (folder.kind()) {
            case USER_ROOT_FOLDER -> under.recursive() ? i.PARENT_ID.ne(id) : i.PARENT_ID.eq(id);
            case COLLECTION_FOLDER -> under.recursive() ? i.LIBRARY_ID.eq(id).and(i.ID.ne(id)) : i.PARENT_ID.eq(id);
            case BOX_SET, PLAYLIST -> members(i, id, under.recursive());
            case GENRE, MUSIC_GENRE, STUDIO -> named(i, id);
            case MUSIC_ARTIST -> named(i, id).or(i.PARENT_ID.eq(id));
            case PERSON ->
                i.ID.in(DSL.select(ITEM_PEOPLE.ITEM_ID).from(ITEM_PEOPLE).where(ITEM_PEOPLE.PERSON_ID.eq(id)));
            case YEAR -> i.PRODUCTION_YEAR.eq(DSL.val(Integer.valueOf(folder.name())));
            default -> under.recursive() ? i.ID.in(below(DSL.val(id))) : i.PARENT_ID.eq(id);
        };
    }

    private static Condition members(io.physalia.database.schema.tables.Items i, String owner, boolean recursive) {
        var links = DSL.select(ITEM_LINKS.CHILD_ID).from(ITEM_LINKS).where(ITEM_LINKS.OWNER_ID.eq(owner));
        if (!recursive) {
            return i.ID.in(links);
        }
        return i.ID.in(links)
                .or(i.ID.in(DSL.select(ITEM_ANCESTORS.ITEM_ID)
                        .from(ITEM_ANCESTORS)
                        .where(ITEM_ANCESTORS.ANCESTOR_ID.in(links))));
    }

    private static Condition named(io.physalia.database.schema.tables.Items i, String id) {
        return i.ID.in(DSL.select(ITEM_VALUES.ITEM_ID).from(ITEM_VALUES).where(ITEM_VALUES.VALUE_ID.eq(id)));
    }

    private static org.jooq.Select<org.jooq.Record1<String>> below(Field<String> folder) {
        return DSL.select(ITEM_ANCESTORS.ITEM_ID).from(ITEM_ANCESTORS).where(ITEM_ANCESTORS.ANCESTOR_ID.eq(folder));
    }

    /** The item, the one before and the one after: among the episodes of its series, else among its folder's items. */
    @Override
    public Condition adjacent(io.physalia.database.schema.tables.Items i, Viewer viewer, ItemId item) {
        var here = ITEMS.as("here");
        var other = ITEMS.as("other");
        Condition same = here.AIRED_ORDER
                .isNotNull()
                .and(other.SERIES_ID.eq(here.SERIES_ID))
                .or(here.AIRED_ORDER.isNull().and(other.PARENT_ID.eq(here.PARENT_ID)));
        Condition before = other.AIRED_ORDER
                .lt(here.AIRED_ORDER)
                .or(here.AIRED_ORDER.isNull().and(other.SORT_NAME.lt(here.SORT_NAME)));
        Condition after = other.AIRED_ORDER
                .gt(here.AIRED_ORDER)
                .or(here.AIRED_ORDER.isNull().and(other.SORT_NAME.gt(here.SORT_NAME)));
        var previous = DSL.select(other.ID)
                .from(here)
                .join(other)
                .on(same, other.LISTED.isTrue(), before)
                .where(here.ID.eq(item.value()))
                .orderBy(List.of(other.AIRED_ORDER.desc(), other.SORT_NAME.desc()))
                .limit(1);
        var next = DSL.select(other.ID)
                .from(here)
                .join(other)
                .on(same, other.LISTED.isTrue(), after)
                .where(here.ID.eq(item.value()))
                .orderBy(List.of(other.AIRED_ORDER.asc(), other.SORT_NAME.asc()))
                .limit(1);
        Condition near = i.ID.eq(item.value()).or(i.ID.eq(DSL.field(previous))).or(i.ID.eq(DSL.field(next)));
        return viewer.visibility().isAll() ? near : near.and(VisibleRows.sees(viewer, item.value()));
    }
}
