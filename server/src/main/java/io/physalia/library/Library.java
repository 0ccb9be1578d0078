package io.physalia.library;

import java.nio.file.Path;
import java.util.List;

/**
 * A named set of folders with media of one type.
 *
 * @param id also the id of the library's {@link ItemKind#COLLECTION_FOLDER} item
 * @param name unique, ignoring case
 * @param paths absolute; may be empty
 * @param optionsJson what a client chose for the library, as it sent it (a JSON object); kept and given back unread
 */
public record Library(ItemId id, String name, CollectionType type, List<Path> paths, String optionsJson) {
    public Library {
        paths = List.copyOf(paths);
    }
}
