package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/** The folders above the items of one batch, but for library and root. */
final class Ancestry {
    private final Map<String, ItemDraft> batch;
    private final Map<String, Set<String>> stored = new HashMap<>();
    private final Map<String, Set<String>> known = new HashMap<>();

    Ancestry(DSLContext sql, Map<String, ItemDraft> batch) {
        this.batch = batch;
        Set<String> outside = new HashSet<>();
        for (ItemDraft draft : batch.values()) {
            outside.add(draft.parent().value());
            draft.family().album().ifPresent(album -> outside.add(album.id().value()));
        }
        outside.removeAll(batch.keySet());
        BatchRows.inParts(
                outside,
                part -> sql.select(ITEM_ANCESTORS.ITEM_ID, ITEM_ANCESTORS.ANCESTOR_ID)
                        .from(ITEM_ANCESTORS)
                        .where(ITEM_ANCESTORS.ITEM_ID.in(part))
                        .forEach(row -> stored.computeIfAbsent(row.value1(), _ -> new HashSet<>())
                                .add(row.value2())));
    }

    Set<String> of(ItemDraft draft) {
        Set<String> all = known.get(draft.id().value());
        if (all == null) {
            all = new LinkedHashSet<>();
            // Noted before it is complete: a folder that claims to be above itself ends here.
            known.put(draft.id().value(), all);
            add(all, draft.parent(), draft);
            addFamily(all, draft);
        }
        return all;
    }

    private void addFamily(Set<String> all, ItemDraft draft) {
        draft.family().season().ifPresent(season -> all.add(season.id().value()));
        draft.family().series().ifPresent(series -> all.add(series.id().value()));
        draft.family().album().ifPresent(album -> add(all, album.id(), draft));
        all.remove(draft.id().value());
    }

    private void add(Set<String> all, ItemId folder, ItemDraft below) {
        if (folder.equals(below.library()) || folder.equals(Items.ROOT)) {
            return;
        }
        all.add(folder.value());
        ItemDraft draft = batch.get(folder.value());
        all.addAll(draft == null ? stored.getOrDefault(folder.value(), Set.of()) : of(draft));
    }

    void write(DSLContext sql, Collection<ItemDraft> drafts) {
        BatchRows.inParts(
                batch.keySet(),
                part -> sql.deleteFrom(ITEM_ANCESTORS)
                        .where(ITEM_ANCESTORS.ITEM_ID.in(part))
                        .execute());
        BatchRows rows =
                new BatchRows(ITEM_ANCESTORS, ITEM_ANCESTORS.ITEM_ID, ITEM_ANCESTORS.ANCESTOR_ID, ITEM_ANCESTORS.LEAF);
        for (ItemDraft draft : drafts) {
            boolean leaf =
                    !draft.kind().isFolder() && !draft.file().virtual() && draft.role() instanceof ItemDraft.Role.Main;
            of(draft).forEach(ancestor -> rows.add(draft.id().value(), ancestor, leaf));
        }
        rows.insert(sql);
    }
}
