package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.LIBRARIES;
import static io.physalia.database.schema.Tables.LIBRARY_PATHS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;

/** The libraries, in the database. */
final class StoredLibraries implements Libraries {
    private static final int LONGEST_NAME = 128;

    private final Database database;
    private final LibraryChanges changes;
    private final InstantSource clock;

    StoredLibraries(Database database, LibraryChanges changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public List<Library> list() {
        return database.read(sql -> {
            Map<String, List<Path>> paths = sql.select(LIBRARY_PATHS.LIBRARY_ID, LIBRARY_PATHS.PATH)
                    .from(LIBRARY_PATHS)
                    .orderBy(LIBRARY_PATHS.POSITION)
                    .fetchGroups(LIBRARY_PATHS.LIBRARY_ID, path -> Path.of(path.value2()));
            return sql.selectFrom(LIBRARIES)
                    .orderBy(LIBRARIES.NAME_KEY)
                    .fetch(row -> library(row, paths.getOrDefault(row.get(LIBRARIES.ID), List.of())));
        });
    }

    @Override
    public Optional<Library> find(ItemId id) {
        return database.read(sql -> find(sql, LIBRARIES.ID.eq(id.value())));
    }

    @Override
    public Optional<Library> findByName(String name) {
        return database.read(sql -> find(sql, LIBRARIES.NAME_KEY.eq(nameKey(name))));
    }

    @Override
    public Library add(String name, CollectionType type, List<Path> paths, String optionsJson) {
        String clean = checkedName(name);
        List<Path> checked =
                paths.stream().map(StoredLibraries::checkedPath).distinct().toList();
        return refusingTakenNames(
                clean,
                () -> changed(sql -> {
                    ItemId id = insert(sql, clean, type, optionsJson, clock.millis());
                    checked.forEach(path -> insertPath(sql, id, path));
                    return id;
                }));
    }

    private static ItemId insert(DSLContext sql, String name, CollectionType type, String optionsJson, long nowMs) {
        ItemId id = newId(sql, name);
        row(sql, id, name, type, optionsJson, nowMs).execute();
        ItemRows.writeFolder(sql, id, name, nowMs);
        return id;
    }

    private static InsertSetMoreStep<?> row(
            DSLContext sql, ItemId id, String name, CollectionType type, String optionsJson, long nowMs) {
        return sql.insertInto(LIBRARIES)
                .set(LIBRARIES.ID, id.value())
                .set(LIBRARIES.NAME, name)
                .set(LIBRARIES.NAME_KEY, nameKey(name))
                .set(LIBRARIES.COLLECTION_TYPE, type.typeName())
                .set(LIBRARIES.OPTIONS, optionsJson)
                .set(LIBRARIES.CREATED_MS, nowMs);
    }

    /** Tries to make a library without folders, for lists, with another name if the name is taken; if somebody else makes one at this moment, waits and makes none. */
    static void tryInsert(DSLContext sql, String name, CollectionType type, long nowMs) {
        String free = name;
        for (int i = 2; sql.fetchExists(LIBRARIES, LIBRARIES.NAME_KEY.eq(nameKey(free))); i++) {
            free = name + " " + i;
        }
        if (!free.equals(name) && sql.fetchExists(LIBRARIES, LIBRARIES.COLLECTION_TYPE.eq(type.typeName()))) {
            return; // the name is taken by what is wanted
        }
        ItemId id = newId(sql, free);
        if (row(sql, id, free, type, "{}", nowMs).onConflictDoNothing().execute() == 1) {
            ItemRows.writeFolder(sql, id, free, nowMs);
        }
    }

    /** As Jellyfin derives it from the name; a name that was used by a library since renamed needs another one. */
    private static ItemId newId(DSLContext sql, String name) {
        String seed = "root\\default\\" + name;
        ItemId id = ItemKind.COLLECTION_FOLDER.idOf(seed);
        for (int i = 2; sql.fetchExists(LIBRARIES, LIBRARIES.ID.eq(id.value())); i++) {
            id = ItemKind.COLLECTION_FOLDER.idOf(seed + " " + i);
        }
        return id;
    }

    @Override
    public Map<Path, CollectionType> folderTypes() {
        return new FolderTypes(database).all();
    }

    @Override
    public void remove(ItemId id) {
        database.write(sql -> {
            get(sql, id);
            ItemRemoval.removeLibrary(sql, id);
            return sql.deleteFrom(LIBRARIES).where(LIBRARIES.ID.eq(id.value())).execute();
        });
        changes.changed(id);
    }

    @Override
    public Library rename(ItemId id, String name) {
        String clean = checkedName(name);
        return refusingTakenNames(
                clean,
                () -> changed(sql -> {
                    Library library = get(sql, id);
                    sql.update(LIBRARIES)
                            .set(LIBRARIES.NAME, clean)
                            .set(LIBRARIES.NAME_KEY, nameKey(clean))
                            .where(LIBRARIES.ID.eq(library.id().value()))
                            .execute();
                    ItemRows.writeFolder(sql, id, clean, clock.millis());
                    return id;
                }));
    }

    @Override
    public Library addPath(ItemId id, Path path) {
        Path checked = checkedPath(path);
        return changed(sql -> {
            if (!get(sql, id).paths().contains(checked)) {
                insertPath(sql, id, checked);
            }
            return id;
        });
    }

    @Override
    public Library removePath(ItemId id, Path path) {
        return changed(sql -> {
            get(sql, id);
            int removed = sql.deleteFrom(LIBRARY_PATHS)
                    .where(LIBRARY_PATHS.LIBRARY_ID.eq(id.value()), LIBRARY_PATHS.PATH.eq(path.toString()))
                    .execute();
            if (removed == 0) {
                throw new Failure(FailureCode.ITEM_NOT_FOUND, "the library has no path " + path);
            }
            Condition below = ITEMS.PATH.eq(path.toString()).or(ITEMS.PATH.startsWith(path + "/"));
            List<String> gone = sql.select(ITEMS.ID)
                    .from(ITEMS)
                    .where(ITEMS.LIBRARY_ID.eq(id.value()), below)
                    .fetch(ITEMS.ID);
            ItemRemoval.remove(sql, id, gone);
            return id;
        });
    }

    @Override
    public Library setOptions(ItemId id, String optionsJson) {
        return changed(sql -> {
            get(sql, id);
            sql.update(LIBRARIES)
                    .set(LIBRARIES.OPTIONS, optionsJson)
                    .where(LIBRARIES.ID.eq(id.value()))
                    .execute();
            return id;
        });
    }

    private static void insertPath(DSLContext sql, ItemId id, Path path) {
        var last = DSL.select(DSL.coalesce(DSL.max(LIBRARY_PATHS.POSITION), DSL.inline(0))
                        .plus(1))
                .from(LIBRARY_PATHS)
                .where(LIBRARY_PATHS.LIBRARY_ID.eq(id.value()));
        sql.insertInto(LIBRARY_PATHS)
                .set(LIBRARY_PATHS.LIBRARY_ID, id.value())
                .set(LIBRARY_PATHS.PATH, path.toString())
                .set(LIBRARY_PATHS.POSITION, last)
                .execute();
    }

    private Library changed(java.util.function.Function<DSLContext, ItemId> change) {
        Library library = database.write(sql -> get(sql, change.apply(sql)));
        changes.changed(library.id());
        return library;
    }

    private static Library get(DSLContext sql, ItemId id) {
        return find(sql, LIBRARIES.ID.eq(id.value()))
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "there is no library " + id));
    }

    private static Optional<Library> find(DSLContext sql, Condition condition) {
        return sql.selectFrom(LIBRARIES)
                .where(condition)
                .fetchOptional()
                .map(row -> library(row, paths(sql, row.get(LIBRARIES.ID))));
    }

    private static List<Path> paths(DSLContext sql, String id) {
        return sql.select(LIBRARY_PATHS.PATH)
                .from(LIBRARY_PATHS)
                .where(LIBRARY_PATHS.LIBRARY_ID.eq(id))
                .orderBy(LIBRARY_PATHS.POSITION)
                .fetch(path -> Path.of(path.value1()));
    }

    private static Library library(Record row, List<Path> paths) {
        return new Library(
                new ItemId(row.get(LIBRARIES.ID)),
                row.get(LIBRARIES.NAME),
                CollectionType.find(row.get(LIBRARIES.COLLECTION_TYPE)).orElse(CollectionType.MIXED),
                paths,
                row.get(LIBRARIES.OPTIONS));
    }

    private static Library refusingTakenNames(String name, java.util.function.Supplier<Library> change) {
        try {
            return change.get();
        } catch (IntegrityConstraintViolationException e) {
            throw new Failure(FailureCode.NAME_TAKEN, "there is a library named " + name, e);
        }
    }

    private static String nameKey(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String checkedName(String name) {
        String clean = name.strip();
        if (clean.isEmpty() || clean.length() > LONGEST_NAME || clean.chars().anyMatch(Character::isISOControl)) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "library name: \"" + clean + "\" (expected: 1 to " + LONGEST_NAME + " printable characters)");
        }
        return clean;
    }

    private static Path checkedPath(Path path) {
        Path normal = path.normalize();
        if (!normal.isAbsolute() || !Files.isDirectory(normal)) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "path: \"" + path + "\" (expected: the absolute path of a directory that is there)");
        }
        return normal;
    }
}
