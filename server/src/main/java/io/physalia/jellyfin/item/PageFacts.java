package io.physalia.jellyfin.item;

import io.physalia.library.Artwork;
import io.physalia.library.ItemId;
import io.physalia.library.Sidecar;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Parts;
import io.physalia.library.chapter.ChapterImages.ChapterImage;
import io.physalia.playback.PlayState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the items of one page beyond their cards; empty where it was not asked for.
 *
 * @param leaves how much there is in libraries
 * @param gains by how many decibels songs and albums are to be made louder
 */
record PageFacts(
        Map<ItemId, PlayState> states,
        Map<ItemId, Parts.Tally> tallies,
        Map<ItemId, Integer> children,
        Map<ItemId, Integer> leaves,
        Map<ItemId, List<Artwork>> artwork,
        Map<ItemId, Map<Filter.ValueType, List<Parts.Value>>> values,
        Map<ItemId, List<Parts.Part>> people,
        Map<ItemId, Map<String, String>> providerIds,
        Map<ItemId, String> overviews,
        Map<ItemId, Parts.Document> documents,
        Map<ItemId, List<ItemCard>> versions,
        Map<ItemId, Integer> versionCounts,
        Map<ItemId, List<ItemCard>> parts,
        Map<ItemId, Parts.Extras> extras,
        Map<ItemId, List<Sidecar>> sidecars,
        Map<ItemId, Double> gains,
        Map<ItemId, List<ChapterImage>> chapterImages) {

    /** Nothing but what somebody has to do with the items. */
    static PageFacts ofViewer(
            Map<ItemId, PlayState> states,
            Map<ItemId, Parts.Tally> tallies,
            Map<ItemId, Integer> children,
            Map<ItemId, Integer> leaves) {
        return new PageFacts(
                states, tallies, children, leaves, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
                Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** These facts of the viewer and others of the items. */
    PageFacts with(PageFacts items) {
        return new PageFacts(
                states,
                tallies,
                children,
                leaves,
                items.artwork,
                items.values,
                items.people,
                items.providerIds,
                items.overviews,
                items.documents,
                items.versions,
                items.versionCounts,
                items.parts,
                items.extras,
                items.sidecars,
                items.gains,
                items.chapterImages);
    }

    /** How much there is in a folder or library, however deep. */
    int recursiveCount(ItemId id) {
        Parts.Tally tally = tallies.get(id);
        return tally == null ? leaves.getOrDefault(id, 0) : tally.leaves();
    }

    List<Parts.Value> values(ItemId id, Filter.ValueType type) {
        return values.getOrDefault(id, Map.of()).getOrDefault(type, List.of());
    }

    List<Artwork> pictures(ItemId id, String type) {
        return artwork.getOrDefault(id, List.of()).stream()
                .filter(picture -> picture.type().equals(type))
                .toList();
    }

    Optional<Artwork> picture(ItemId id, String type) {
        for (Artwork picture : artwork.getOrDefault(id, List.of())) {
            if (picture.type().equals(type)) {
                return Optional.of(picture);
            }
        }
        return Optional.empty();
    }

    Optional<String> overview(ItemId id) {
        return Optional.ofNullable(documents.get(id))
                .flatMap(Parts.Document::overview)
                .or(() -> Optional.ofNullable(overviews.get(id)));
    }
}
