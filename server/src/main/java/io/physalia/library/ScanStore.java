package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;

import io.physalia.database.Database;
import io.physalia.media.Prober;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a scan reads and writes. Thread-safe. */
final class ScanStore {
    private final Database database;
    private final ItemStore store;

    ScanStore(Database database, ItemStore store) {
        this.database = database;
        this.store = store;
    }

    /** The answer to a write. */
    enum Written {
        DONE,
        /** Another library holds the same file. */
        ELSEWHERE,
        /** The library was removed meanwhile. */
        LIBRARY_GONE
    }

    /** The items of a library but for its own folder. */
    Map<ItemId, KnownFile> known(ItemId library) {
        Map<ItemId, KnownFile> known = new HashMap<>();
        Map<ItemId, Integer> probed = new HashMap<>();
        database.read(sql -> {
                    var rows = ItemRows.select(
                                    sql, ITEMS.LIBRARY_ID.eq(library.value()).and(ITEMS.ID.ne(library.value())))
                            .fetch();
                    rows.forEach(row -> probed.put(new ItemId(row.get(ITEMS.ID)), row.get(ITEMS.PROBE_VERSION)));
                    return ItemRows.items(sql, rows);
                })
                .forEach(item -> known.put(item.id(), knownFile(item, probed.getOrDefault(item.id(), 0))));
        return known;
    }

    private static KnownFile knownFile(Item item, int probeVersion) {
        return new KnownFile(
                item.id(),
                item.path(),
                item.sizeBytes(),
                item.modified().toEpochMilli(),
                probeVersion,
                new KnownFile.Description(
                        item.parent().orElse(Items.ROOT),
                        item.kind(),
                        item.name(),
                        item.productionYear(),
                        item.providerIds()));
    }

    Written write(ItemId library, Item item) {
        Metadata metadata = Metadata.builder(item.name())
                .productionYear(item.productionYear())
                .providerIds(item.providerIds())
                .build();
        ItemDraft.File file = item.media()
                .flatMap(media -> item.path()
                        .map(path ->
                                ItemDraft.File.media(path, item.sizeBytes(), item.modified(), media, Prober.VERSION)))
                .orElseGet(() -> item.path().map(ItemDraft.File::directory).orElse(ItemDraft.File.NONE));
        ItemStore.Written written = store.write(
                library,
                List.of(new ItemDraft(
                        item.id(),
                        item.kind(),
                        library,
                        item.parent().orElse(library),
                        metadata,
                        ItemDraft.Family.NONE,
                        ItemDraft.Role.MAIN,
                        file,
                        List.of(),
                        List.of(),
                        List.of(),
                        "")));
        return written.libraryGone()
                ? Written.LIBRARY_GONE
                : written.elsewhere().isEmpty() ? Written.DONE : Written.ELSEWHERE;
    }

    /** Writes what a file's name and place say, and leaves what its inside says. */
    Written describe(ItemId library, ItemId id, KnownFile.Description description) {
        Optional<Item> before =
                database.read(sql -> ItemRows.items(
                                sql,
                                ItemRows.select(sql, ITEMS.ID.eq(id.value())).fetch())
                        .stream()
                        .findFirst());
        return before.map(item -> write(library, described(item, description))).orElse(Written.DONE);
    }

    private static Item described(Item item, KnownFile.Description description) {
        return new Item(
                item.id(),
                Optional.of(description.parent()),
                item.library(),
                description.kind(),
                description.name(),
                SortName.sorted(description.name()),
                item.path(),
                description.productionYear(),
                item.runtime(),
                item.container(),
                item.sizeBytes(),
                item.modified(),
                item.media(),
                description.providerIds(),
                item.created());
    }

    void remove(ItemId library, Collection<ItemId> ids) {
        store.remove(library, ids);
    }
}
