package io.physalia.library;

import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something in a library: a film, a folder, the library itself. The media source of a playable item has the item's own id.
 *
 * @param parent empty for the root only
 * @param library empty for the root only; a library's own folder is in itself
 * @param sortName the name as it is sorted: lower case, no leading article, numbers padded
 * @param path of the file or directory; empty for the root and for libraries
 * @param runtime zero if unknown or without meaning
 * @param container FFmpeg's demuxer name, empty if it is no media file
 * @param sizeBytes of the file; 0 for folders
 * @param modified when the file was last changed, as far as the last scan knows
 * @param media what the file is; empty for folders
 * @param providerIds the ids other catalogues have for it, by the provider's name as clients write it ({@code Tmdb}, {@code Imdb})
 * @param created when the item was first seen
 */
public record Item(
        ItemId id,
        Optional<ItemId> parent,
        Optional<ItemId> library,
        ItemKind kind,
        String name,
        String sortName,
        Optional<Path> path,
        OptionalInt productionYear,
        Duration runtime,
        String container,
        long sizeBytes,
        Instant modified,
        Optional<MediaInfo> media,
        Map<String, String> providerIds,
        Instant created) {
    public Item {
        providerIds = Map.copyOf(providerIds);
    }

    public boolean isFolder() {
        return kind.isFolder();
    }
}
