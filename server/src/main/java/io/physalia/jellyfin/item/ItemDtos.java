package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.Prewritten;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Viewer;
import io.physalia.playback.PlayState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes items for clients. */
@Singleton
public class ItemDtos {
    private final PageFactReader reader;
    private final Catalog catalog;
    private final CommonDtos common;

    @Inject
    ItemDtos(PageFactReader reader, Catalog catalog, CommonDtos common) {
        this.reader = reader;
        this.catalog = catalog;
        this.common = common;
    }

    /** Items with what the user has to do with them, in the same order. */
    List<BaseItemDto> list(User user, List<ItemCard> cards, ItemFields fields) {
        PageFacts own = reader.readOfViewer(user, cards, fields);
        Map<ItemId, Prewritten<BaseItemDto.Common>> commons = common.list(user, cards, fields, own);
        return cards.stream()
                .map(card -> new BaseItemDto(
                        fields.userData() ? Optional.of(userData(card, own)) : Optional.empty(),
                        Objects.requireNonNull(commons.get(card.id()))))
                .toList();
    }

    /** A page of a list. */
    QueryResult<BaseItemDto> page(User user, Catalog.Page page, ItemFields fields) {
        return new QueryResult<>(list(user, page.cards(), fields), page.total(), page.startIndex());
    }

    /** One item with everything. */
    BaseItemDto full(User user, ItemCard card) {
        return list(user, List.of(card), ItemFields.ALL).getFirst();
    }

    /** An item as a session shows it; empty if it is gone, or not to be seen. */
    public Optional<BaseItemDto> find(User user, ItemId id) {
        return catalog.find(Viewer.of(user), id)
                .map(card -> list(user, List.of(card), ItemFields.USUAL.with("Chapters"))
                        .getFirst());
    }

    /** Those of the items that are there and to be seen. */
    public Set<ItemId> visible(User user, Collection<ItemId> ids) {
        return catalog.listById(Viewer.of(user), Set.copyOf(ids)).stream()
                .map(ItemCard::id)
                .collect(Collectors.toSet());
    }

    /** What the user has to do with items, and with what they are a part of. */
    public List<UserItemDataDto> userData(User user, Collection<ItemId> items) {
        Set<ItemId> all = new LinkedHashSet<>(items);
        for (ItemCard card : catalog.listById(Viewer.of(user), items)) {
            Stream.of(
                            card.parent(),
                            card.place().season(),
                            card.place().series(),
                            card.place().album())
                    .forEach(whole -> whole.ifPresent(all::add));
        }
        List<ItemCard> cards = catalog.listById(Viewer.of(user), all);
        PageFacts facts = reader.readOfViewer(user, cards, ItemFields.USUAL);
        return cards.stream().map(card -> userData(card, facts)).toList();
    }

    static UserItemDataDto userData(ItemCard card, PageFacts facts) {
        PlayState state = facts.states().getOrDefault(card.id(), PlayState.UNTOUCHED);
        return UserItemDataDto.of(
                card.id(),
                state,
                card.file().runtime(),
                Optional.ofNullable(facts.tallies().get(card.id())));
    }

    static String fileName(Item item) {
        return item.path().map(path -> String.valueOf(path.getFileName())).orElse("");
    }

    static String etag(ItemCard card) {
        return Ids.derived(String.valueOf(Ticks.of(card.file().modified())));
    }
}
