package io.physalia.library;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes items for good: their files first, then what is known of them. Thread-safe. */
public final class ItemRemover {
    private final Items items;
    private final Libraries libraries;
    private final ItemStore store;
    private final LibraryChanges changes;

    ItemRemover(Items items, Libraries libraries, ItemStore store, LibraryChanges changes) {
        this.items = items;
        this.libraries = libraries;
        this.store = store;
        this.changes = changes;
    }

    /**
     * Deletes the file of an item, or the directory with everything in it.
     *
     * @throws Failure {@code ITEM_NOT_FOUND}; {@code STORAGE_UNAVAILABLE} if a file cannot be deleted; {@code INVALID_PARAMETER} for what has no file
     *     inside one of its library's folders
     */
    public void delete(ItemId id) {
        Item item = items.get(id);
        Library library = item.library()
                .flatMap(libraries::find)
                .orElseThrow(() -> new Failure(FailureCode.INVALID_PARAMETER, "the item is in no library"));
        Path path = item.path()
                .filter(own -> isInside(own, library.paths()))
                .orElseThrow(() ->
                        new Failure(FailureCode.INVALID_PARAMETER, "the item has no file in its library's folders"));
        try {
            deleteTree(path);
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "cannot be deleted: " + e.getMessage(), e);
        }
        store.remove(library.id(), List.of(id));
        changes.changed(library.id());
    }

    private static boolean isInside(Path path, List<Path> roots) {
        Path normal = path.normalize();
        return roots.stream().anyMatch(root -> normal.startsWith(root) && !normal.equals(root));
    }

    private static void deleteTree(Path path) throws IOException {
        if (!Files.isDirectory(path) || Files.isSymbolicLink(path)) {
            Files.deleteIfExists(path);
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(path)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
