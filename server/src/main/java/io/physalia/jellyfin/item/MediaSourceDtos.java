package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.Item;
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
        int dot = fileName.lastIndexOf('.');
        MediaSourceDto.About about = new MediaSourceDto.About(
                "File",
                item.id().value(),
                item.path().map(path -> path.toString()),
                "Default",
                Containers.name(media, fileName),
                item.sizeBytes(),
                dot > 0 ? fileName.substring(0, dot) : fileName,
                tag(item),
                item.runtime().isPositive() ? Optional.of(Ticks.of(item.runtime())) : Optional.empty(),
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
