package io.physalia.library;

import static io.physalia.database.schema.Tables.FOLDER_TYPES;

import io.physalia.database.Database;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What is in single folders, where an administrator has said so; goes before the type of their library. Takes effect with the next scan. Thread-safe. */
public final class FolderTypes {
    private final Database database;

    public FolderTypes(Database database) {
        this.database = database;
    }

    /** By folder, in order. */
    public Map<Path, CollectionType> all() {
        Map<Path, CollectionType> all = new TreeMap<>();
        database.read(sql -> sql.selectFrom(FOLDER_TYPES).fetch())
                .forEach(row -> CollectionType.find(row.get(FOLDER_TYPES.CONTENT_TYPE))
                        .ifPresent(type -> all.put(Path.of(row.get(FOLDER_TYPES.PATH)), type)));
        return all;
    }

    public Optional<CollectionType> find(Path folder) {
        return Optional.ofNullable(all().get(folder));
    }

    /** @param type empty: whatever names say */
    public void set(Path folder, Optional<CollectionType> type) {
        String path = Objects.requireNonNull(folder.toString());
        database.write(sql -> {
            sql.deleteFrom(FOLDER_TYPES).where(FOLDER_TYPES.PATH.eq(path)).execute();
            type.ifPresent(each -> sql.insertInto(FOLDER_TYPES)
                    .set(FOLDER_TYPES.PATH, path)
                    .set(FOLDER_TYPES.CONTENT_TYPE, each.typeName())
                    .execute());
            return folder;
        });
    }
}
