package io.physalia.library;

import java.util.List;
import java.util.Optional;

/** The items of all libraries, for reading. Thread-safe. */
public interface Items {

    /** The one folder that holds the libraries' folders. */
    ItemId ROOT = ItemKind.USER_ROOT_FOLDER.idOf("root\\default");

    /**
     * Finds an item from a cache that every pod keeps: at most a few seconds old while the database answers, and the last known
     * version when it does not, so that a film that plays goes on playing.
     *
     * @throws io.physalia.failure.Failure {@code DATABASE_UNAVAILABLE} if the database does not answer and the item was not read before
     */
    Optional<Item> find(ItemId id);

    /**
     * Like {@link #find}.
     *
     * @throws io.physalia.failure.Failure {@code ITEM_NOT_FOUND}, {@code DATABASE_UNAVAILABLE}
     */
    Item get(ItemId id);

    /** Asks the database. */
    Page query(ItemQuery query);

    /** How many children a folder has; those at any depth below it if {@code recursive}. */
    int countChildren(ItemId folder, boolean recursive);

    /**
     * A part of a result.
     *
     * @param total how many items there are without the query's start index and limit
     */
    record Page(List<Item> items, int total, int startIndex) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
