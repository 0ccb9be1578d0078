package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.CollectionType;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import io.physalia.playback.PlayState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes items for clients. */
@Singleton
public class ItemDtos {
    private final PageFactReader reader;
    private final Catalog catalog;
    private final Libraries libraries;
    private final PictureDtos pictures;
    private final PlayDtos plays;
    private final DetailDtos details;
    private final ServerIdentity server;

    @Inject
    ItemDtos(
            PageFactReader reader,
            Catalog catalog,
            Libraries libraries,
            PictureDtos pictures,
            PlayDtos plays,
            DetailDtos details,
            ServerIdentity server) {
        this.reader = reader;
        this.catalog = catalog;
        this.libraries = libraries;
        this.pictures = pictures;
        this.plays = plays;
        this.details = details;
        this.server = server;
    }

    /** Items with what the user has to do with them, in the same order. */
    List<BaseItemDto> list(User user, List<ItemCard> cards, ItemFields fields) {
        PageFacts facts = reader.read(user, cards, fields);
        Map<ItemId, String> types = collectionTypes(cards);
        return cards.stream().map(card -> dto(card, facts, fields, user, types)).toList();
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

    private BaseItemDto dto(ItemCard card, PageFacts facts, ItemFields fields, User user, Map<ItemId, String> types) {
        return new BaseItemDto(
                core(card, facts, fields, types),
                release(card, facts, fields),
                place(card, facts, fields),
                plays.of(card, facts, fields, user),
                pictures.of(card, facts, fields),
                details.of(card, facts, fields, user.policy()),
                details.lists(card, facts, fields),
                BaseItemDto.Bearers.NONE,
                fields.userData() ? Optional.of(userData(card, facts)) : Optional.empty());
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
        PageFacts facts = reader.read(user, cards, ItemFields.USUAL);
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

    private BaseItemDto.Core core(ItemCard card, PageFacts facts, ItemFields fields, Map<ItemId, String> types) {
        Optional<Parts.Tally> tally = Optional.ofNullable(facts.tallies().get(card.id()));
        boolean isFolder = card.isFolder();
        return new BaseItemDto.Core(
                card.name(),
                server.id(),
                card.id(),
                card.kind().typeName(),
                card.mediaType(),
                isFolder,
                card.virtual() ? "Virtual" : "FileSystem",
                Optional.ofNullable(types.get(card.id())),
                Optional.empty(),
                isFolder && fields.has("ChildCount")
                        ? Optional.of(facts.children().getOrDefault(card.id(), 0))
                        : Optional.empty(),
                isFolder && fields.has("RecursiveItemCount")
                        ? Optional.of(tally.map(Parts.Tally::leaves).orElse(0))
                        : Optional.empty(),
                card.tie().extraType());
    }

    private static BaseItemDto.Release release(ItemCard card, PageFacts facts, ItemFields fields) {
        ItemCard.Release release = card.release();
        Optional<Parts.Document> document =
                Optional.ofNullable(facts.documents().get(card.id()));
        boolean isSeries = card.kind() == ItemKind.SERIES;
        return new BaseItemDto.Release(
                release.year(),
                release.premiere(),
                release.end(),
                release.officialRating(),
                fields.has("CustomRating") ? release.customRating() : Optional.empty(),
                release.communityRating(),
                release.criticRating(),
                release.status(),
                isSeries
                        ? Optional.of(
                                document.map(each -> each.metadata().airDays()).orElse(List.of()))
                        : Optional.empty(),
                document.flatMap(each -> each.metadata().airTime()));
    }

    private static BaseItemDto.Place place(ItemCard card, PageFacts facts, ItemFields fields) {
        ItemCard.Place place = card.place();
        boolean isMusic = card.kind().isMusic() && card.kind() != ItemKind.MUSIC_ARTIST;
        List<BaseItemDto.NameId> artists = named(facts.values(card.id(), Filter.ValueType.ARTIST));
        return new BaseItemDto.Place(
                place.index(),
                place.indexEnd(),
                place.parentIndex(),
                place.airsBeforeSeason(),
                place.airsBeforeEpisode(),
                place.airsAfterSeason(),
                place.seriesName(),
                place.series(),
                fields.has("SeriesStudio")
                        ? place.series()
                                .flatMap(id -> facts.values(id, Filter.ValueType.STUDIO).stream()
                                        .findFirst())
                                .map(Parts.Value::name)
                        : Optional.empty(),
                place.season(),
                place.seasonName(),
                place.albumName(),
                place.album(),
                place.albumArtist(),
                isMusic ? Optional.of(named(facts.values(card.id(), Filter.ValueType.ALBUM_ARTIST))) : Optional.empty(),
                isMusic
                        ? Optional.of(
                                artists.stream().map(BaseItemDto.NameId::name).toList())
                        : Optional.empty(),
                isMusic ? Optional.of(artists) : Optional.empty());
    }

    static List<BaseItemDto.NameId> named(List<Parts.Value> values) {
        return values.stream()
                .map(value -> new BaseItemDto.NameId(value.name(), value.id()))
                .toList();
    }

    private Map<ItemId, String> collectionTypes(List<ItemCard> cards) {
        if (cards.stream().noneMatch(card -> card.kind() == ItemKind.COLLECTION_FOLDER)) {
            return Map.of();
        }
        Map<ItemId, String> types = new HashMap<>();
        for (Library library : libraries.list()) {
            if (library.type() != CollectionType.MIXED) {
                types.put(library.id(), library.type().typeName());
            }
        }
        return types;
    }

    static String fileName(Item item) {
        return item.path().map(path -> String.valueOf(path.getFileName())).orElse("");
    }

    static String etag(ItemCard card) {
        return Ids.derived(String.valueOf(Ticks.of(card.file().modified())));
    }
}
