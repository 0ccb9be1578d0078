package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.LIBRARIES;

import io.physalia.database.Database;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What a scan reads and writes. Thread-safe. */
final class ScanStore {
    private static final int BATCH = 500;

    private final Database database;

    ScanStore(Database database) {
        this.database = database;
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
        database.read(sql -> sql.select(
                                ITEMS.ID,
                                ITEMS.PARENT_ID,
                                ITEMS.KIND,
                                ITEMS.NAME,
                                ITEMS.PATH,
                                ITEMS.PRODUCTION_YEAR,
                                ITEMS.PROVIDER_IDS,
                                ITEMS.SIZE_BYTES,
                                ITEMS.MODIFIED_MS,
                                ITEMS.PROBE_VERSION)
                        .from(ITEMS)
                        .where(ITEMS.LIBRARY_ID.eq(library.value()), ITEMS.ID.ne(library.value()))
                        .fetch(ScanStore::knownFile))
                .forEach(file -> known.put(file.id(), file));
        return known;
    }

    private static KnownFile knownFile(Record row) {
        Integer year = row.get(ITEMS.PRODUCTION_YEAR);
        return new KnownFile(
                new ItemId(row.get(ITEMS.ID)),
                Optional.ofNullable(row.get(ITEMS.PATH)).map(Path::of),
                row.get(ITEMS.SIZE_BYTES),
                row.get(ITEMS.MODIFIED_MS),
                row.get(ITEMS.PROBE_VERSION),
                new KnownFile.Description(
                        Optional.ofNullable(row.get(ITEMS.PARENT_ID))
                                .map(ItemId::new)
                                .orElse(Items.ROOT),
                        ItemKind.find(row.get(ITEMS.KIND)).orElse(ItemKind.VIDEO),
                        row.get(ITEMS.NAME),
                        year == null ? OptionalInt.empty() : OptionalInt.of(year),
                        ItemRows.readIds(row.get(ITEMS.PROVIDER_IDS))));
    }

    Written write(ItemId library, Item item) {
        return database.write(sql -> {
            Written obstacle = obstacle(sql, library, item.id());
            if (obstacle == Written.DONE) {
                ItemRows.write(sql, item);
            }
            return obstacle;
        });
    }

    /** Writes what a file's name and place say, and leaves what its inside says. */
    Written describe(ItemId library, ItemId id, KnownFile.Description description) {
        return database.write(sql -> {
            Written obstacle = obstacle(sql, library, id);
            if (obstacle == Written.DONE) {
                ItemRows.describe(sql, id, description);
            }
            return obstacle;
        });
    }

    private static Written obstacle(DSLContext sql, ItemId library, ItemId id) {
        if (!sql.fetchExists(LIBRARIES, LIBRARIES.ID.eq(library.value()))) {
            return Written.LIBRARY_GONE;
        }
        boolean elsewhere = sql.fetchExists(ITEMS, ITEMS.ID.eq(id.value()), ITEMS.LIBRARY_ID.ne(library.value()));
        return elsewhere ? Written.ELSEWHERE : Written.DONE;
    }

    void remove(ItemId library, Collection<ItemId> ids) {
        List<String> all = ids.stream().map(ItemId::value).toList();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<String> batch = all.subList(from, Math.min(all.size(), from + BATCH));
            database.write(sql -> sql.deleteFrom(ITEMS)
                    .where(ITEMS.LIBRARY_ID.eq(library.value()), ITEMS.ID.in(batch))
                    .execute());
        }
    }
}
