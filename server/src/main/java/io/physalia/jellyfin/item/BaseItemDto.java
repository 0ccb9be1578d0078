package io.physalia.jellyfin.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.physalia.library.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An item as clients know it. Written flat; the parts only keep the many members apart. */
public record BaseItemDto(
        @JsonUnwrapped Core core,
        @JsonUnwrapped Play play,
        @JsonUnwrapped Pictures pictures,
        @JsonUnwrapped Details details,
        Optional<UserItemDataDto> userData) {

    /** What every item has. */
    public record Core(
            String name,
            String serverId,
            ItemId id,
            String type,
            String mediaType,
            boolean isFolder,
            String locationType,
            Optional<String> collectionType,
            Optional<Integer> productionYear,
            Optional<Integer> childCount,
            Optional<Integer> recursiveItemCount) {}

    /** What a playable item has. */
    public record Play(
            Optional<Long> runTimeTicks,
            Optional<String> container,
            Optional<String> videoType,
            Optional<Boolean> hasSubtitles,
            @JsonProperty("IsHD") Optional<Boolean> isHd,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<List<MediaSourceDto>> mediaSources,
            Optional<List<MediaStreamDto>> mediaStreams,
            Optional<Integer> mediaSourceCount,
            Optional<List<ChapterDto>> chapters) {}

    /** There are none yet, but clients index into these. */
    public record Pictures(
            Map<String, String> imageTags, List<String> backdropImageTags, Map<String, String> imageBlurHashes) {
        static final Pictures NONE = new Pictures(Map.of(), List.of(), Map.of());
    }

    /** What is only sent when it is asked for. */
    public record Details(
            Optional<Instant> dateCreated,
            Optional<String> sortName,
            Optional<ItemId> parentId,
            Optional<String> path,
            Optional<String> etag,
            Optional<Map<String, String>> providerIds,
            Optional<String> displayPreferencesId,
            Optional<String> playAccess,
            Optional<Boolean> canDelete,
            Optional<Boolean> canDownload,
            @JsonUnwrapped Empties empties) {}

    /** Lists that clients walk without asking whether they are there. */
    public record Empties(
            List<String> externalUrls,
            List<String> taglines,
            List<String> genres,
            List<String> people,
            List<String> studios,
            List<String> genreItems,
            List<String> tags,
            List<String> remoteTrailers,
            List<String> productionLocations,
            List<String> lockedFields,
            int localTrailerCount,
            int specialFeatureCount) {
        static final Empties ALL = new Empties(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), 0, 0);
    }

    /** A named mark. */
    public record ChapterDto(long startPositionTicks, String name, Instant imageDateModified) {}
}
