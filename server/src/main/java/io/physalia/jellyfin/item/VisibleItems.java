package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.Items;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Viewer;
import io.physalia.library.catalog.Visibility;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The items a user may see, from the cache that playback lives on. Every route that plays an item asks here. */
@Singleton
public class VisibleItems {
    private final Items items;
    private final Catalog catalog;

    @Inject
    VisibleItems(Items items, Catalog catalog) {
        this.items = items;
        this.catalog = catalog;
    }

    /**
     * An item.
     *
     * @throws Failure {@code ITEM_NOT_FOUND} also for what the user may not see
     */
    public Item get(User user, ItemId id) {
        Item item = items.find(id).orElseThrow(VisibleItems::missing);
        Visibility visibility = Visibility.of(user.policy().itemRules());
        if (!visibility.opens(item.library())) {
            throw missing();
        }
        // All else is the database's to judge; who has no other rules goes on while it is away.
        if (!visibility.isDecidedByLibrary(item.kind(), item.library())) {
            catalog.get(Viewer.of(user), id);
        }
        return item;
    }

    /** The same for what is hidden and for what is not there, so that nobody learns which of both it is. */
    private static Failure missing() {
        return new Failure(FailureCode.ITEM_NOT_FOUND, FailureCode.ITEM_NOT_FOUND.summary());
    }

    /** An item by the text in a path; what is no id is {@code INVALID_PARAMETER}. */
    public Item get(User user, String id) {
        return get(user, new ItemId(Ids.parse("itemId", id)));
    }

    /**
     * An item that the user is about to play.
     *
     * @throws Failure also {@code FORBIDDEN} if the user may play nothing
     */
    public Item getPlayable(User user, String id) {
        if (!user.policy().enableMediaPlayback()) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not play media");
        }
        return get(user, id);
    }
}
