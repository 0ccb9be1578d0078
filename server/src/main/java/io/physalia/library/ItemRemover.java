package io.physalia.library;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes items for good: their files first, then what is known of them. Thread-safe. */
public final class ItemRemover {
    /** Takes one file, link or empty directory from the disk. */
    interface Eraser {
        void erase(Path path) throws IOException;
    }

    private final Database database;
    private final Libraries libraries;
    private final ItemStore store;
    private final LibraryChanges changes;
    private final Eraser eraser;

    ItemRemover(Database database, Libraries libraries, ItemStore store, LibraryChanges changes, Eraser eraser) {
        this.database = database;
        this.libraries = libraries;
        this.store = store;
        this.changes = changes;
        this.eraser = eraser;
    }

    /**
     * Deletes the file of an item with what belongs to it, or the directory with everything in it but what other items and libraries have there. An
     * item whose file is gone already is just forgotten.
     *
     * @throws Failure {@code ITEM_NOT_FOUND}; {@code FORBIDDEN} for what has no file inside its library's folders; {@code STORAGE_UNAVAILABLE} if the folder
     *     is away or a file cannot be deleted: the item is kept
     */
    public void delete(ItemId id) {
        Belongings item = database.read(sql -> Belongings.find(sql, id))
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "there is no item " + id));
        Library library = item.library()
                .flatMap(libraries::find)
                .orElseThrow(() -> new Failure(FailureCode.FORBIDDEN, "the item is in no library"));
        Path path = item.path().orElseThrow(() -> new Failure(FailureCode.FORBIDDEN, "the item has no file"));
        try {
            requireInside(path, library);
            List<Path> plan = DeletionPlan.of(item, path, allRoots());
            if (plan.isEmpty() && DeletionPlan.isThere(path)) {
                throw new Failure(FailureCode.FORBIDDEN, "there is nothing in it that is not another library's");
            }
            erase(plan);
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "cannot be deleted: " + e, e);
        }
        store.remove(library.id(), forgotten(item, path));
        changes.changed(library.id());
    }

    /** What is of no use any more. A series or an artist of which a part lies elsewhere stays for that part. */
    private static List<ItemId> forgotten(Belongings item, Path path) {
        Set<ItemId> gone = new HashSet<>();
        Set<ItemId> kept = new HashSet<>();
        item.own().forEach((id, own) -> {
            boolean isGone = !item.kind().isFolder()
                    || own.map(each -> each.startsWith(path)).orElse(true);
            (isGone ? gone : kept).add(id);
        });
        if (!kept.isEmpty() && item.kind().isFolder()) {
            gone.remove(item.id());
        }
        return List.copyOf(gone);
    }

    private static void requireInside(Path path, Library library) throws IOException {
        Path root = library.paths().stream()
                .filter(each -> path.startsWith(each) && !path.equals(each))
                .filter(_ -> path.equals(path.normalize()))
                .findFirst()
                .orElseThrow(
                        () -> new Failure(FailureCode.FORBIDDEN, "the item's file lies outside its library's folders"));
        if (!Files.isDirectory(root) || isEmpty(root)) {
            // A share that is not mounted leaves just its empty mount point behind.
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, root + " is away or empty; nothing was deleted");
        }
        Path directory = path.getParent();
        if (directory != null && Files.exists(directory)) {
            Path real = directory.toRealPath();
            boolean isInside = false;
            for (Path each : library.paths()) {
                isInside |= Files.exists(each) && real.startsWith(each.toRealPath());
            }
            if (!isInside) {
                throw new Failure(
                        FailureCode.FORBIDDEN, "the item's file lies behind a link, outside its library's folders");
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    private Set<Path> allRoots() throws IOException {
        Set<Path> roots = new HashSet<>();
        for (Library library : libraries.list()) {
            for (Path path : library.paths()) {
                roots.add(path);
                if (Files.exists(path)) {
                    roots.add(path.toRealPath());
                }
            }
        }
        return roots;
    }

    private void erase(List<Path> plan) throws IOException {
        Optional<Path> locked = plan.stream()
                .map(Path::getParent)
                .distinct()
                .filter(directory -> directory != null && !Files.isWritable(directory))
                .findFirst();
        if (locked.isPresent()) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, locked.get() + " is read-only; nothing was deleted");
        }
        for (Path each : plan) {
            try {
                eraser.erase(each);
            } catch (DirectoryNotEmptyException _) {
                // Somebody has just put a file there, which is not ours to delete.
            }
        }
    }
}
