package io.physalia.jellyfin.item;

import io.physalia.database.BulkReadThrough;
import io.physalia.identity.User;
import io.physalia.jellyfin.json.Prewritten;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.library.CollectionType;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.KeptFacts;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes of items what clients are told whoever asks, and keeps it, as lists show the same items again and again. */
@Singleton
public class CommonDtos {
    private final BulkReadThrough<Key, Written> kept;
    private final PageFactReader reader;
    private final Libraries libraries;
    private final PictureDtos pictures;
    private final PlayDtos plays;
    private final DetailDtos details;
    private final ServerIdentity server;

    @Inject
    CommonDtos(
            KeptFacts facts,
            PageFactReader reader,
            Libraries libraries,
            PictureDtos pictures,
            PlayDtos plays,
            DetailDtos details,
            ServerIdentity server) {
        this.kept = facts.of("items as json", 1);
        this.reader = reader;
        this.libraries = libraries;
        this.pictures = pictures;
        this.plays = plays;
        this.details = details;
        this.server = server;
    }

    private record Key(ItemId item, ItemFields fields) {
        /** Lists are asked for with few sorts of fields; to add these up for each item takes longer than to tell them apart. */
        @Override
        public int hashCode() {
            return item.hashCode();
        }
    }

    /** @param card it was written from, which may have been read before a change that was told since */
    private record Written(ItemCard card, Prewritten<BaseItemDto.Common> common) {}

    /**
     * Items by their ids.
     *
     * @param own what the user has to do with the items; it is told here only if fields ask for it
     */
    Map<ItemId, Prewritten<BaseItemDto.Common>> list(
            User user, List<ItemCard> cards, ItemFields fields, PageFacts own) {
        Map<ItemId, Prewritten<BaseItemDto.Common>> all =
                isForEverybody(user, fields) ? listKept(user, cards, fields, own) : new HashMap<>();
        List<ItemCard> others =
                cards.stream().filter(card -> !all.containsKey(card.id())).toList();
        if (!others.isEmpty()) {
            write(user, others, fields, own).forEach((id, common) -> all.put(id, Prewritten.once(common)));
        }
        return all;
    }

    /** Where ratings or tags hide some, not everybody is told how many versions and extras there are. */
    private static boolean isForEverybody(User user, ItemFields fields) {
        return fields.areForEverybody()
                && (!fields.hasAny("MediaSourceCount", "LocalTrailerCount", "SpecialFeatureCount")
                        || Viewer.of(user).visibility().isPlain());
    }

    private Map<ItemId, Prewritten<BaseItemDto.Common>> listKept(
            User user, List<ItemCard> cards, ItemFields fields, PageFacts own) {
        Map<Key, ItemCard> wanted = HashMap.newHashMap(cards.size());
        cards.forEach(card -> wanted.put(new Key(card.id(), fields), card));
        Map<ItemId, Prewritten<BaseItemDto.Common>> all = HashMap.newHashMap(cards.size());
        kept.find(wanted.keySet(), some -> {
                    List<ItemCard> unknown = some.stream()
                            .map(wanted::get)
                            .filter(Objects::nonNull)
                            .toList();
                    Map<ItemId, BaseItemDto.Common> commons = write(user, unknown, fields, own);
                    Map<Key, Written> written = HashMap.newHashMap(unknown.size());
                    unknown.forEach(card -> written.put(
                            new Key(card.id(), fields),
                            new Written(card, Prewritten.kept(Objects.requireNonNull(commons.get(card.id()))))));
                    return written;
                })
                .forEach((key, written) -> {
                    if (written.card().equals(wanted.get(key))) {
                        all.put(key.item(), written.common());
                    }
                });
        return all;
    }

    private Map<ItemId, BaseItemDto.Common> write(User user, List<ItemCard> cards, ItemFields fields, PageFacts own) {
        PageFacts facts = own.with(reader.readOfItems(user, cards, fields));
        Map<ItemId, String> types = collectionTypes(cards);
        Map<ItemId, BaseItemDto.Common> all = HashMap.newHashMap(cards.size());
        cards.forEach(card -> all.put(card.id(), common(card, facts, fields, user, types)));
        return all;
    }

    private BaseItemDto.Common common(
            ItemCard card, PageFacts facts, ItemFields fields, User user, Map<ItemId, String> types) {
        return new BaseItemDto.Common(
                core(card, facts, fields, types),
                release(card, facts, fields),
                place(card, facts, fields),
                plays.of(card, facts, fields, user),
                pictures.of(card, facts, fields),
                details.of(card, facts, fields, user.policy()),
                details.lists(card, facts, fields),
                BaseItemDto.Bearers.NONE);
    }

    private BaseItemDto.Core core(ItemCard card, PageFacts facts, ItemFields fields, Map<ItemId, String> types) {
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
                        ? Optional.of(facts.recursiveCount(card.id()))
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
}
