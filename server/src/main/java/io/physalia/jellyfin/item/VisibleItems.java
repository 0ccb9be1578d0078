package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemQuery;
import io.physalia.library.Items;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The items a user may see: those of the libraries that the user's policy opens. Every route that names an item asks here. */
@Singleton
public class VisibleItems {
    private final Items items;

    @Inject
    VisibleItems(Items items) {
        this.items = items;
    }

    /**
     * An item.
     *
     * @throws Failure {@code ITEM_NOT_FOUND} also for what the user may not see
     */
    public Item get(User user, ItemId id) {
        Item item = items.get(id);
        if (item.library().isPresent() && !maySee(user, item.library().get())) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, FailureCode.ITEM_NOT_FOUND.summary());
        }
        return item;
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

    /** The query, asked only of what the user may see. */
    public Items.Page query(User user, ItemQuery query) {
        return items.query(findLibraries(user).map(query::withLibraries).orElse(query));
    }

    public boolean maySee(User user, ItemId library) {
        return findLibraries(user).map(open -> open.contains(library)).orElse(true);
    }

    /** The libraries a user is limited to; empty: no limit. */
    private static Optional<List<ItemId>> findLibraries(User user) {
        return user.policy().enableAllFolders()
                ? Optional.empty()
                : Optional.of(user.policy().enabledFolders().stream()
                        .flatMap(id -> ItemId.find(id).stream())
                        .toList());
    }
}
