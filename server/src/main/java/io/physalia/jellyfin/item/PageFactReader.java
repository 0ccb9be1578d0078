package io.physalia.jellyfin.item;

import io.physalia.database.BulkReadThrough;
import io.physalia.identity.User;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Facets;
import io.physalia.library.catalog.Filter.ValueType;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.KeptFacts;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import io.physalia.library.chapter.ChapterImages;
import io.physalia.library.chapter.ChapterImages.ChapterImage;
import io.physalia.playback.PlayStates;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a page's fields need: one statement for each sort of fact, however many items there are. */
@Singleton
public class PageFactReader {
    private final Parts parts;
    private final PlayStates states;
    private final Facets facets;
    private final ChapterImages chapterImages;
    private final BulkReadThrough<ItemId, List<ChapterImage>> keptChapterImages;

    @Inject
    PageFactReader(Parts parts, PlayStates states, Catalog catalog, ChapterImages chapterImages, KeptFacts kept) {
        this.chapterImages = chapterImages;
        this.keptChapterImages = kept.of("chapter images", 8);
        this.facets = new Facets(catalog);
        this.parts = parts;
        this.states = states;
    }

    /** What the user has to do with items. */
    PageFacts readOfViewer(User user, List<ItemCard> cards, ItemFields fields) {
        List<ItemId> ids = cards.stream().map(ItemCard::id).distinct().toList();
        List<ItemId> folders =
                cards.stream().filter(ItemCard::isFolder).map(ItemCard::id).toList();
        Viewer viewer = Viewer.of(user);
        return PageFacts.ofViewer(
                fields.userData() ? states.list(user.id(), ids) : Map.of(),
                parts.tallies(viewer, tallied(cards, fields)),
                fields.has("ChildCount") ? parts.children(viewer, folders) : Map.of(),
                fields.has("RecursiveItemCount")
                                && cards.stream().anyMatch(card -> card.kind() == ItemKind.COLLECTION_FOLDER)
                        ? facets.leaves(viewer)
                        : Map.of());
    }

    /** What is the same for all who may see the same. */
    PageFacts readOfItems(User user, List<ItemCard> cards, ItemFields fields) {
        Viewer viewer = Viewer.of(user);
        List<ItemId> ids = cards.stream().map(ItemCard::id).distinct().toList();
        List<ItemId> videos = cards.stream()
                .filter(card -> card.mediaType().equals("Video"))
                .map(ItemCard::id)
                .toList();
        boolean sources = fields.hasAny("MediaSources", "MediaStreams");
        Map<ItemId, List<ItemCard>> versions = sources ? parts.versions(viewer, videos) : Map.of();
        Set<ItemId> playable = new LinkedHashSet<>(ids);
        versions.values().forEach(all -> all.forEach(version -> playable.add(version.id())));
        boolean documents =
                sources || fields.hasAny("Chapters", "Taglines", "RemoteTrailers", "ProductionLocations", "Settings");
        Map<ItemId, List<Parts.Part>> people = fields.has("People") ? parts.people(ids) : Map.of();
        return new PageFacts(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                fields.images() ? parts.artwork(pictured(cards, people.values())) : Map.of(),
                values(cards, fields),
                people,
                fields.hasAny("ProviderIds", "ExternalUrls") ? parts.providerIds(ids) : Map.of(),
                fields.has("Overview") && !documents ? parts.overviews(ids) : Map.of(),
                documents ? parts.documents(playable, sources || fields.has("Chapters")) : Map.of(),
                versions,
                fields.has("MediaSourceCount") ? parts.versionCounts(viewer, videos) : Map.of(),
                fields.all() ? parts.parts(viewer, videos) : Map.of(),
                fields.hasAny("LocalTrailerCount", "SpecialFeatureCount") ? parts.extras(viewer, ids) : Map.of(),
                sources ? parts.sidecars(playable) : Map.of(),
                parts.gains(heard(cards)),
                fields.has("Chapters") && !videos.isEmpty()
                        ? keptChapterImages.find(videos, chapterImages::list)
                        : Map.of());
    }

    /** The songs and albums, and the albums that the songs are on. */
    private static Set<ItemId> heard(List<ItemCard> cards) {
        Set<ItemId> all = new LinkedHashSet<>();
        for (ItemCard card : cards) {
            if (card.kind() == ItemKind.AUDIO || card.kind() == ItemKind.MUSIC_ALBUM) {
                all.add(card.id());
                card.place().album().ifPresent(all::add);
            }
        }
        return all;
    }

    /** The folders whose played share is shown. */
    private static List<ItemId> tallied(List<ItemCard> cards, ItemFields fields) {
        return cards.stream()
                .filter(card -> isTallied(card.kind()) && (fields.userData() || fields.has("RecursiveItemCount")))
                .map(ItemCard::id)
                .toList();
    }

    static boolean isTallied(ItemKind kind) {
        return switch (kind) {
            case SERIES, SEASON, BOX_SET, MUSIC_ALBUM, FOLDER, PHOTO_ALBUM, PLAYLIST -> true;
            default -> false;
        };
    }

    /** What is asked for, and always who made a piece of music. */
    private Map<ItemId, Map<ValueType, List<Parts.Value>>> values(List<ItemCard> cards, ItemFields fields) {
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        if (fields.has("Genres")) {
            types.add(ValueType.GENRE);
        }
        if (fields.hasAny("Studios", "SeriesStudio")) {
            types.add(ValueType.STUDIO);
        }
        if (fields.has("Tags")) {
            types.add(ValueType.TAG);
        }
        if (cards.stream().anyMatch(card -> card.kind().isMusic() && card.kind() != ItemKind.MUSIC_ARTIST)) {
            types.add(ValueType.ARTIST);
            types.add(ValueType.ALBUM_ARTIST);
        }
        return types.isEmpty() ? Map.of() : parts.values(withSeries(cards, fields), types);
    }

    private static Collection<ItemId> withSeries(List<ItemCard> cards, ItemFields fields) {
        Set<ItemId> all = new LinkedHashSet<>();
        cards.forEach(card -> all.add(card.id()));
        if (fields.has("SeriesStudio")) {
            cards.forEach(card -> card.place().series().ifPresent(all::add));
        }
        return all;
    }

    /** The items, what they are a part of, and the people in them. */
    private static Set<ItemId> pictured(List<ItemCard> cards, Collection<List<Parts.Part>> people) {
        Set<ItemId> all = new LinkedHashSet<>();
        for (ItemCard card : cards) {
            all.add(card.id());
            Stream.of(card.place().series(), card.place().season(), card.place().album(), card.parent())
                    .forEach(relative -> relative.ifPresent(all::add));
        }
        people.forEach(some -> some.forEach(part -> all.add(part.person())));
        return all;
    }
}
