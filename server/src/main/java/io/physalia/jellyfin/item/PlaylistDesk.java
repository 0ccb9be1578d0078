package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.MemberLists;
import io.physalia.library.PlaylistShares;
import io.physalia.library.PlaylistShares.Sharing;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import io.physalia.library.catalog.Viewer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may do what with a playlist, and what a playlist takes in. */
@Singleton
public class PlaylistDesk {
    private final Catalog catalog;
    private final MemberLists lists;
    private final PlaylistShares shares;

    @Inject
    PlaylistDesk(Catalog catalog, MemberLists lists, PlaylistShares shares) {
        this.catalog = catalog;
        this.lists = lists;
        this.shares = shares;
    }

    /** @throws Failure {@code ITEM_NOT_FOUND} for whoever may not see it */
    Sharing visible(User user, ItemId playlist) {
        return shares.find(playlist)
                .filter(sharing -> sharing.maySee(user.id()))
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "there is no such playlist"));
    }

    /** @throws Failure also {@code FORBIDDEN} for whoever may see it only */
    Sharing editable(User user, ItemId playlist) {
        Sharing sharing = visible(user, playlist);
        if (!sharing.mayEdit(user.id())) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not change this playlist");
        }
        return sharing;
    }

    /** @throws Failure also {@code FORBIDDEN} for everybody but the owner */
    Sharing owned(User user, ItemId playlist) {
        Sharing sharing = visible(user, playlist);
        if (!sharing.isOwner(user.id())) {
            throw new Failure(FailureCode.FORBIDDEN, "only the playlist's owner may do that");
        }
        return sharing;
    }

    ItemId create(User user, String name, String mediaType, List<ItemId> items) {
        List<ItemId> members = expanded(user, items);
        String type = mediaType.isBlank() ? mediaType(user, members) : mediaType;
        ItemId id = lists.create(name, ItemKind.PLAYLIST, type);
        lists.add(id, members, 0, true);
        return id;
    }

    private String mediaType(User user, List<ItemId> members) {
        Optional<ItemId> first = members.stream().findFirst();
        return first.flatMap(id -> catalog.find(Viewer.of(user), id))
                .map(ItemCard::mediaType)
                .orElse("Audio");
    }

    /** The items, and in place of folders what can be played in them; only what the user may see. */
    List<ItemId> expanded(User user, List<ItemId> items) {
        Viewer viewer = Viewer.of(user);
        List<ItemId> all = new ArrayList<>();
        for (ItemCard card : catalog.listById(viewer, items)) {
            if (card.isFolder() || card.kind().isByName()) {
                ListQuery inside = ListQuery.ALL
                        .with(
                                new Filter.Under(card.id(), true),
                                new Filter.Is(Filter.Trait.FOLDER, false),
                                new Filter.Is(Filter.Trait.VIRTUAL, false))
                        .sortedBy(
                                new Sort(Sort.Key.ALBUM, false),
                                new Sort(Sort.Key.AIRED, false),
                                new Sort(Sort.Key.PARENT_INDEX, false),
                                new Sort(Sort.Key.INDEX, false),
                                new Sort(Sort.Key.NAME, false))
                        .uncounted();
                catalog.list(viewer, inside).cards().forEach(member -> all.add(member.id()));
            } else {
                all.add(card.id());
            }
        }
        return all;
    }
}
