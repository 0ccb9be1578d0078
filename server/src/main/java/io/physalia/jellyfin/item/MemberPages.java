package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.library.ItemId;
import io.physalia.library.MemberLists;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Viewer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The members of a playlist in its order, each as the entry that it is. */
@Singleton
public class MemberPages {
    private final MemberLists lists;
    private final Catalog catalog;
    private final ItemPages pages;

    @Inject
    MemberPages(MemberLists lists, Catalog catalog, ItemPages pages) {
        this.lists = lists;
        this.catalog = catalog;
        this.pages = pages;
    }

    MemberLists lists() {
        return lists;
    }

    /** The part of a playlist that the request asks for; what is gone, or not for the user, is left out. */
    QueryResult<BaseItemDto> list(User user, ItemId playlist) {
        catalog.get(Viewer.of(user), playlist);
        List<MemberLists.Entry> entries = lists.list(playlist);
        Map<ItemId, ItemCard> cards = visible(user, entries);
        List<MemberLists.Entry> visible = entries.stream()
                .filter(entry -> cards.containsKey(entry.item()))
                .toList();
        QueryResult<MemberLists.Entry> page = Conversions.page(visible, pages.query());
        List<ItemCard> wanted = new ArrayList<>();
        page.items().forEach(entry -> wanted.add(catalogued(cards, entry)));
        List<BaseItemDto> written = pages.write(user, wanted);
        List<BaseItemDto> members = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            BaseItemDto dto = written.get(i);
            members.add(
                    dto.with(dto.core().withPlaylistItemId(page.items().get(i).id())));
        }
        return new QueryResult<>(members, page.totalRecordCount(), page.startIndex());
    }

    /** What is in a playlist, as far as it is there and for the user. */
    List<ItemId> listIds(User user, ItemId playlist) {
        List<MemberLists.Entry> entries = lists.list(playlist);
        Map<ItemId, ItemCard> cards = visible(user, entries);
        return entries.stream()
                .map(MemberLists.Entry::item)
                .filter(cards::containsKey)
                .toList();
    }

    private Map<ItemId, ItemCard> visible(User user, List<MemberLists.Entry> entries) {
        Map<ItemId, ItemCard> cards = new HashMap<>();
        catalog.listById(
                        Viewer.of(user),
                        entries.stream().map(MemberLists.Entry::item).toList())
                .forEach(card -> cards.put(card.id(), card));
        return cards;
    }

    private static ItemCard catalogued(Map<ItemId, ItemCard> cards, MemberLists.Entry entry) {
        return java.util.Objects.requireNonNull(cards.get(entry.item()));
    }
}
