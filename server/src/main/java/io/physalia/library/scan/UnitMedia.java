package io.physalia.library.scan;

import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.media.MediaInfo;
import java.util.Map;
import java.util.Optional;

/**
 * What is in the files of a unit's items, as far as it is known.
 *
 * @param media by item; one whose file could not be read, now or ever, is not in it
 * @param kept those whose file cannot be read now, as an earlier scan left them: what is in {@code media} is of then
 */
record UnitMedia(Map<ItemId, MediaInfo> media, Map<ItemId, Item> kept) {
    UnitMedia {
        media = Map.copyOf(media);
        kept = Map.copyOf(kept);
    }

    Optional<MediaInfo> of(ItemId item) {
        return Optional.ofNullable(media.get(item));
    }

    Optional<Item> kept(ItemId item) {
        return Optional.ofNullable(kept.get(item));
    }
}
