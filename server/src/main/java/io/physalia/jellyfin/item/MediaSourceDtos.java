package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.ItemCard;
import io.physalia.media.MediaInfo;
import io.physalia.playback.Containers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the file of an item for clients, before anything is decided about it. */
public final class MediaSourceDtos {
    private MediaSourceDtos() {}

    public static MediaSourceDto of(Item item, MediaInfo media) {
        String fileName = ItemDtos.fileName(item);
        return of(
                item.id(),
                item.path().map(path -> path.toString()),
                fileName,
                base(fileName),
                item.sizeBytes(),
                tag(item),
                media);
    }

    /** The file of a card; a version goes by its own name. */
    static MediaSourceDto of(ItemCard card, MediaInfo media) {
        String path = card.file().path().orElse("");
        String fileName = path.substring(path.lastIndexOf('/') + 1);
        String name = card.file().versionName().orElseGet(() -> base(fileName));
        return of(card.id(), card.file().path(), fileName, name, card.file().sizeBytes(), ItemDtos.etag(card), media);
    }

    private static String base(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    private static MediaSourceDto of(
            ItemId id,
            Optional<String> path,
            String fileName,
            String name,
            long sizeBytes,
            String tag,
            MediaInfo media) {
        MediaSourceDto.About about = new MediaSourceDto.About(
                "File",
                id.value(),
                path,
                "Default",
                Containers.name(media, fileName),
                sizeBytes,
                name,
                tag,
                media.duration().isPositive() ? Optional.of(Ticks.of(media.duration())) : Optional.empty(),
                media.bitrateBps() > 0 ? Optional.of(media.bitrateBps()) : Optional.empty(),
                "VideoFile");
        return new MediaSourceDto(
                about,
                MediaSourceDto.Flags.FILE,
                MediaSourceDto.Delivery.UNDECIDED,
                media.streams().stream().map(MediaStreamDto::of).toList(),
                List.of(),
                List.of(),
                Map.of(),
                media.audio().map(audio -> audio.index()));
    }

    /** Changes whenever the file does; clients send it back to get past their caches. */
    public static String tag(Item item) {
        return Ids.derived(String.valueOf(Ticks.of(item.modified())));
    }
}
