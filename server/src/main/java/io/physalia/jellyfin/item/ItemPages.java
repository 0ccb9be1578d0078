package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Facets;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.Filter.ValueType;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.Search;
import io.physalia.library.catalog.Viewer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way from a request for items to its answer; what all list routes share. */
@Singleton
public class ItemPages {
    private final Catalog catalog;
    private final Search search;
    private final ItemDtos dtos;
    private final Request request;

    @Inject
    ItemPages(Catalog catalog, Search search, ItemDtos dtos, Request request) {
        this.catalog = catalog;
        this.search = search;
        this.dtos = dtos;
        this.request = request;
    }

    QueryParameters query() {
        return request.query();
    }

    /** What the request asks for. */
    ListQuery read() {
        return ListQueries.read(query(), search::find);
    }

    ItemFields fields() {
        return ItemFields.of(query());
    }

    Search search() {
        return search;
    }

    Catalog catalog() {
        return catalog;
    }

    /** The items of a query, as many as it wants. */
    QueryResult<BaseItemDto> list(User user, ListQuery query) {
        return dtos.page(user, catalog.list(Viewer.of(user), query), fields());
    }

    QueryResult<BaseItemDto> page(User user, Catalog.Page page) {
        return dtos.page(user, page, fields());
    }

    List<BaseItemDto> write(User user, List<ItemCard> cards) {
        return dtos.list(user, cards, fields());
    }

    List<BaseItemDto> write(User user, List<ItemCard> cards, ItemFields fields) {
        return dtos.list(user, cards, fields);
    }

    BaseItemDto full(User user, ItemCard card) {
        BaseItemDto written = dtos.full(user, card);
        return bearers(card)
                .map(filter -> new Facets(catalog).kinds(Viewer.of(user), List.of(filter)))
                .map(counts -> written.with(BaseItemDto.Bearers.of(counts)))
                .orElse(written);
    }

    /** The items that name this one, where it is there because others name it. */
    private static Optional<Filter> bearers(ItemCard card) {
        Set<ItemId> id = Set.of(card.id());
        return switch (card.kind()) {
            case PERSON -> Optional.of(new Filter.People(id, Set.of()));
            case GENRE, MUSIC_GENRE -> Optional.of(new Filter.ValueIds(Set.of(ValueType.GENRE), id));
            case STUDIO -> Optional.of(new Filter.ValueIds(Set.of(ValueType.STUDIO), id));
            case MUSIC_ARTIST -> Optional.of(new Filter.ValueIds(Set.of(ValueType.ARTIST, ValueType.ALBUM_ARTIST), id));
            case YEAR -> card.release().year().map(year -> new Filter.Years(Set.of(year)));
            default -> Optional.empty();
        };
    }

    /** The item of an id in a path, as far as the user may see it. */
    ItemCard get(User user, String id) {
        return catalog.get(Viewer.of(user), id(id));
    }

    static ItemId id(String text) {
        return new ItemId(Ids.parse("itemId", text));
    }
}
