package io.physalia.library.catalog;

import io.physalia.database.BulkReadThrough;
import io.physalia.identity.UserId;
import io.physalia.library.ItemId;
import io.physalia.library.LibraryChanges;
import io.physalia.library.Revisions;
import io.physalia.library.ViewerChanges;
import java.util.function.LongSupplier;

/**
 * What is said of single items, kept until anything in any library changes: lists show the same rows again and again. What the viewer has to do with an item is never among it, but
 * for numbers, which are forgotten when the viewer plays something. Thread-safe.
 */
public final class KeptFacts {
    private static final int MOST_ITEMS = 60_000;

    /** A card, its pictures and its JSON take 5 kB. */
    private static final int HEAP_BYTES_PER_ITEM = 65_536;

    private final LibraryChanges changes;
    private final ViewerChanges viewers;
    private final Revisions revisions;
    private final LongSupplier nanoTime;
    private final int most;

    /** @param heapBytes how large the heap can grow; a small part of it is used */
    public KeptFacts(
            LibraryChanges changes, ViewerChanges viewers, Revisions revisions, LongSupplier nanoTime, long heapBytes) {
        this.changes = changes;
        this.viewers = viewers;
        this.revisions = revisions;
        this.nanoTime = nanoTime;
        this.most = (int) Math.min(MOST_ITEMS, heapBytes / HEAP_BYTES_PER_ITEM);
    }

    /** A folder as somebody sees it. */
    record Seen(Viewer viewer, ItemId folder) {
        boolean isBy(UserId user) {
            return viewer.user().equals(user);
        }
    }

    /**
     * A cache of one sort of facts.
     *
     * @param share one of how many items has a place in it: large facts are kept of fewer items
     */
    public <K, V> BulkReadThrough<K, V> of(String name, int share) {
        BulkReadThrough<K, V> facts =
                new BulkReadThrough<>(name, Revisions.KEPT, most / share, nanoTime, revisions::catchUp);
        changes.onWritten(facts::forgetAll);
        return facts;
    }

    /** A cache of one number or pair of numbers for each folder and viewer. */
    <V> BulkReadThrough<Seen, V> ofFolders(String name) {
        BulkReadThrough<Seen, V> facts = of(name, 1);
        viewers.onChanged(user -> facts.forgetIf(seen -> seen.isBy(user)));
        return facts;
    }
}
