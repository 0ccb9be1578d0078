package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.ITEM_DETAILS;
import static io.physalia.database.schema.Tables.ITEM_EDITS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What people say of items by hand. It is kept beside what a scan finds, and goes before it, until it is taken back. Thread-safe. */
public final class ItemEdits {
    private final Database database;
    private final LibraryChanges changes;
    private final InstantSource clock;

    ItemEdits(Database database, LibraryChanges changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Changes what is said of an item.
     *
     * @throws Failure {@code ITEM_NOT_FOUND}
     */
    public void edit(ItemId id, UnaryOperator<Metadata> change) {
        database.write(sql -> {
            Metadata edited = change.apply(current(sql, id));
            String document = MetadataJson.write(edited);
            sql.insertInto(ITEM_EDITS)
                    .set(ITEM_EDITS.ITEM_ID, id.value())
                    .set(ITEM_EDITS.DOCUMENT, document)
                    .set(ITEM_EDITS.EDITED_MS, clock.millis())
                    .onConflict(ITEM_EDITS.ITEM_ID)
                    .doUpdate()
                    .set(ITEM_EDITS.DOCUMENT, document)
                    .set(ITEM_EDITS.EDITED_MS, clock.millis())
                    .execute();
            apply(sql, id, edited);
            return id;
        });
        changes.changed(id);
    }

    /** Takes edits back; the next scan of the item's file shows what that says. */
    public void forget(ItemId id) {
        database.write(sql -> {
            sql.deleteFrom(ITEM_EDITS).where(ITEM_EDITS.ITEM_ID.eq(id.value())).execute();
            return reread(sql, id);
        });
    }

    /** Has the next scan read an item and what is below it anew, changed or not. */
    public void reread(ItemId id) {
        database.write(sql -> reread(sql, id));
    }

    private static int reread(DSLContext sql, ItemId id) {
        return sql.update(ITEMS)
                .set(ITEMS.FINGERPRINT, "")
                .set(ITEMS.PROBE_VERSION, 0)
                .where(ITEMS.ID
                        .eq(id.value())
                        .or(ITEMS.ID.in(DSL.select(ITEM_ANCESTORS.ITEM_ID)
                                .from(ITEM_ANCESTORS)
                                .where(ITEM_ANCESTORS.ANCESTOR_ID.eq(id.value())))))
                .execute();
    }

    private static Metadata current(DSLContext sql, ItemId id) {
        return sql.select(ITEMS.NAME, ITEM_DETAILS.OVERVIEW, ITEM_DETAILS.DOCUMENT)
                .from(ITEMS)
                .leftJoin(ITEM_DETAILS)
                .on(ITEM_DETAILS.ITEM_ID.eq(ITEMS.ID))
                .where(ITEMS.ID.eq(id.value()))
                .fetchOptional()
                .map(row -> {
                    String document = row.value3();
                    Metadata kept = MetadataJson.read(document == null ? "{}" : document);
                    return kept.toBuilder().name(row.value1()).build();
                })
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, FailureCode.ITEM_NOT_FOUND.summary()));
    }

    /** Writes what metadata decides of a row and of its side rows, and leaves what the file decides. */
    private void apply(DSLContext sql, ItemId id, Metadata edited) {
        Map<Field<?>, @Nullable Object> columns =
                ItemColumns.ofMetadata(edited, kind(sql, id), inherited(sql, id), clock.millis());
        sql.update(ITEMS).set(columns).where(ITEMS.ID.eq(id.value())).execute();
        SideRows sides = new SideRows(sql);
        sides.clearMetadata(List.of(id.value()));
        sides.addMetadata(id, kind(sql, id), edited);
        NamedItems.add(sql, kind(sql, id), edited, sides, clock.millis());
        sides.write();
        sql.insertInto(ITEM_DETAILS)
                .set(ITEM_DETAILS.ITEM_ID, id.value())
                .set(ITEM_DETAILS.OVERVIEW, edited.overview().orElse(null))
                .set(ITEM_DETAILS.DOCUMENT, MetadataJson.write(edited))
                .onConflict(ITEM_DETAILS.ITEM_ID)
                .doUpdate()
                .set(ITEM_DETAILS.OVERVIEW, edited.overview().orElse(null))
                .set(ITEM_DETAILS.DOCUMENT, MetadataJson.write(edited))
                .execute();
        StoredItemStore.handDownRating(sql, id, ItemColumns.rank(edited));
    }

    private static ItemKind kind(DSLContext sql, ItemId id) {
        return sql.select(ITEMS.KIND)
                .from(ITEMS)
                .where(ITEMS.ID.eq(id.value()))
                .fetchOptional()
                .flatMap(row -> ItemKind.find(row.value1()))
                .orElse(ItemKind.VIDEO);
    }

    private static OptionalInt inherited(DSLContext sql, ItemId id) {
        var above = ITEMS.as("above");
        return sql.select(OfficialRatings.own(above))
                .from(ITEMS)
                .join(above)
                .on(above.ID.eq(ITEMS.SERIES_ID).or(above.ID.eq(ITEMS.ALBUM_ID)))
                .where(ITEMS.ID.eq(id.value()), above.RATING_SCORE.isNotNull())
                .limit(1)
                .fetchOptional()
                .map(row -> OptionalInt.of(row.value1()))
                .orElse(OptionalInt.empty());
    }
}
