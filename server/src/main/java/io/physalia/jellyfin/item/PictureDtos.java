package io.physalia.jellyfin.item;

import io.physalia.library.Artwork;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.ItemCard;
import io.physalia.metadata.image.ImageTags;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the tags of pictures: an item's own, and where it has none, those of what it is a part of. */
@Singleton
public class PictureDtos {
    private static final String BACKDROP = "Backdrop";

    private final ImageTags tags;

    @Inject
    PictureDtos(ImageTags tags) {
        this.tags = tags;
    }

    /** A picture and whose it is. */
    private record Borrowed(ItemId owner, Artwork picture) {}

    BaseItemDto.Pictures of(ItemCard card, PageFacts facts, ItemFields fields) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
        for (Artwork picture : facts.artwork().getOrDefault(card.id(), List.of())) {
            boolean isShown =
                    !picture.type().equals(BACKDROP) && !picture.type().equals("Chapter");
            if (isShown && fields.hasImageType(picture.type()) && fields.imagesPerType() > 0) {
                own.putIfAbsent(picture.type(), tag(card.id(), picture, hashes));
            }
        }
        List<String> backdrops = backdrops(card.id(), facts, fields, hashes);
        Optional<Borrowed> logo = borrowed(card, "Logo", own, facts, fields);
        Optional<Borrowed> art = borrowed(card, "Art", own, facts, fields);
        Optional<Borrowed> thumb = borrowed(card, "Thumb", own, facts, fields);
        Optional<Borrowed> backdrop =
                backdrops.isEmpty() ? borrowed(card, BACKDROP, own, facts, fields) : Optional.empty();
        Optional<Borrowed> primary = borrowed(card, "Primary", own, facts, fields);
        return new BaseItemDto.Pictures(
                own,
                backdrops,
                hashes,
                fields.has("PrimaryImageAspectRatio") ? aspect(card, facts) : Optional.empty(),
                relative(card.place().series(), "Primary", facts, fields, hashes),
                relative(card.place().series(), "Thumb", facts, fields, hashes),
                relative(card.place().album(), "Primary", facts, fields, hashes),
                logo.map(Borrowed::owner),
                logo.map(each -> tag(each, hashes)),
                art.map(Borrowed::owner),
                art.map(each -> tag(each, hashes)),
                thumb.map(Borrowed::owner),
                thumb.map(each -> tag(each, hashes)),
                backdrop.map(Borrowed::owner),
                backdrop.map(each -> backdrops(each.owner(), facts, fields, hashes)),
                primary.map(Borrowed::owner),
                primary.map(each -> tag(each, hashes)));
    }

    Optional<String> primaryTag(ItemId owner, PageFacts facts) {
        return facts.picture(owner, "Primary").map(picture -> tags.of(owner, picture));
    }

    Optional<Map<String, Map<String, String>>> primaryHash(ItemId owner, PageFacts facts) {
        return facts.picture(owner, "Primary")
                .flatMap(picture ->
                        picture.blurhash().map(hash -> Map.of("Primary", Map.of(tags.of(owner, picture), hash))));
    }

    private List<String> backdrops(
            ItemId owner, PageFacts facts, ItemFields fields, Map<String, Map<String, String>> hashes) {
        return fields.hasImageType(BACKDROP)
                ? facts.pictures(owner, BACKDROP).stream()
                        .limit(fields.imagesPerType())
                        .map(picture -> tag(owner, picture, hashes))
                        .toList()
                : List.of();
    }

    private static Optional<Borrowed> borrowed(
            ItemCard card, String type, Map<String, String> own, PageFacts facts, ItemFields fields) {
        if (own.containsKey(type) || !fields.hasImageType(type) || fields.imagesPerType() == 0) {
            return Optional.empty();
        }
        ItemCard.Place place = card.place();
        for (Optional<ItemId> relative : List.of(place.season(), place.album(), place.series(), card.parent())) {
            boolean isOther =
                    relative.isPresent() && !relative.get().equals(card.id()) && !relative.equals(card.library());
            Optional<Artwork> picture = isOther ? facts.picture(relative.get(), type) : Optional.empty();
            if (picture.isPresent()) {
                return Optional.of(new Borrowed(relative.get(), picture.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> relative(
            Optional<ItemId> relative,
            String type,
            PageFacts facts,
            ItemFields fields,
            Map<String, Map<String, String>> hashes) {
        return relative.filter(_ -> fields.hasImageType(type))
                .flatMap(id -> facts.picture(id, type).map(picture -> tag(id, picture, hashes)));
    }

    private String tag(Borrowed borrowed, Map<String, Map<String, String>> hashes) {
        return tag(borrowed.owner(), borrowed.picture(), hashes);
    }

    private String tag(ItemId owner, Artwork picture, Map<String, Map<String, String>> hashes) {
        String tag = tags.of(owner, picture);
        picture.blurhash()
                .ifPresent(hash -> hashes.computeIfAbsent(picture.type(), _ -> new LinkedHashMap<>())
                        .put(tag, hash));
        return tag;
    }

    /** Of the picture, if anybody has looked; else what pictures of its kind usually have. */
    private static Optional<Double> aspect(ItemCard card, PageFacts facts) {
        return facts.picture(card.id(), "Primary")
                .filter(picture -> picture.height().orElse(0) > 0)
                .map(picture ->
                        (double) picture.width().orElse(0) / picture.height().orElse(1))
                .or(() -> Optional.of(
                        switch (card.kind()) {
                            case EPISODE, VIDEO, MUSIC_VIDEO, TRAILER -> 16.0 / 9;
                            case AUDIO, MUSIC_ALBUM, MUSIC_ARTIST, PLAYLIST, COLLECTION_FOLDER -> 1.0;
                            default -> 2.0 / 3;
                        }));
    }
}
