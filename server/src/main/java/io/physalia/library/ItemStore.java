package io.physalia.library;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The items of all libraries, for writing. Thread-safe. Each call is one transaction: hand over hundreds of items at a time, parents before or together
 * with what is in them.
 */
public interface ItemStore {

    /**
     * Makes the drafts what everybody sees, in place of what was there under their ids. Genres, studios, artists and people become items as well. What
     * was edited by hand goes before what the draft says. Play state of a vanished item goes to the new one that shares a data key with it.
     */
    Written write(ItemId library, Collection<ItemDraft> drafts);

    /** Removes items of a library, not the files, with everything below and beside them. Play state stays, to be found again. */
    void remove(ItemId library, Collection<ItemId> ids);

    /**
     * Puts the films of a library into the box sets that they name, which are made where two name one.
     *
     * @return what has changed
     */
    Set<ItemId> collect(ItemId library);

    /** What is there of a library, but for its own folder. A scan compares with it. */
    Map<ItemId, Known> known(ItemId library);

    /** Replaces the pictures of one type, e.g. after an upload. */
    void writeArtwork(ItemId item, String type, List<Artwork> artwork);

    /**
     * The answer to a write.
     *
     * @param libraryGone the library was removed meanwhile, and nothing written
     * @param elsewhere drafts that were not written, as another library holds the same file
     */
    record Written(boolean libraryGone, List<ItemId> elsewhere) {
        public Written {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    /** What a scan must know of an item that is there already. */
    record Known(
            ItemId id,
            ItemKind kind,
            ItemId parent,
            Optional<Path> path,
            long sizeBytes,
            long modifiedMs,
            int probeVersion,
            String fingerprint) {}
}
