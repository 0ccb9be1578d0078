package io.physalia.jellyfin.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.physalia.jellyfin.json.Prewritten;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An item as clients know it.
 *
 * @param common what it is; unwrapped, and last, as it may be there as JSON already
 */
public record BaseItemDto(
        Optional<UserItemDataDto> userData, @JsonUnwrapped Prewritten<Common> common) {

    /** What is the same for everybody who may see it, unless fields were asked for that are not. Written flat; the parts only keep the many members apart. */
    public record Common(
            @JsonUnwrapped Core core,
            @JsonUnwrapped Release release,
            @JsonUnwrapped Place place,
            @JsonUnwrapped Play play,
            @JsonUnwrapped Pictures pictures,
            @JsonUnwrapped Details details,
            @JsonUnwrapped Lists lists,
            @JsonUnwrapped Bearers bearers) {}

    Core core() {
        return common.value().core();
    }

    BaseItemDto with(Core other) {
        Common old = common.value();
        return with(new Common(
                other,
                old.release(),
                old.place(),
                old.play(),
                old.pictures(),
                old.details(),
                old.lists(),
                old.bearers()));
    }

    BaseItemDto with(Bearers other) {
        Common old = common.value();
        return with(new Common(
                old.core(), old.release(), old.place(), old.play(), old.pictures(), old.details(), old.lists(), other));
    }

    private BaseItemDto with(Common other) {
        return new BaseItemDto(userData, Prewritten.once(other));
    }

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
            Optional<String> playlistItemId,
            Optional<Integer> childCount,
            Optional<Integer> recursiveItemCount,
            Optional<String> extraType) {

        Core withChildCount(int count) {
            return new Core(
                    name,
                    serverId,
                    id,
                    type,
                    mediaType,
                    isFolder,
                    locationType,
                    collectionType,
                    playlistItemId,
                    Optional.of(count),
                    recursiveItemCount,
                    extraType);
        }

        Core withPlaylistItemId(String entry) {
            return new Core(
                    name,
                    serverId,
                    id,
                    type,
                    mediaType,
                    isFolder,
                    locationType,
                    collectionType,
                    Optional.of(entry),
                    childCount,
                    recursiveItemCount,
                    extraType);
        }
    }

    /** When it came out, and what was thought of it. */
    public record Release(
            Optional<Integer> productionYear,
            Optional<Instant> premiereDate,
            Optional<Instant> endDate,
            Optional<String> officialRating,
            Optional<String> customRating,
            Optional<Double> communityRating,
            Optional<Double> criticRating,
            Optional<String> status,
            Optional<List<String>> airDays,
            Optional<String> airTime) {}

    /** What it is a part of. */
    public record Place(
            Optional<Integer> indexNumber,
            Optional<Integer> indexNumberEnd,
            Optional<Integer> parentIndexNumber,
            Optional<Integer> airsBeforeSeasonNumber,
            Optional<Integer> airsBeforeEpisodeNumber,
            Optional<Integer> airsAfterSeasonNumber,
            Optional<String> seriesName,
            Optional<ItemId> seriesId,
            Optional<String> seriesStudio,
            Optional<ItemId> seasonId,
            Optional<String> seasonName,
            Optional<String> album,
            Optional<ItemId> albumId,
            Optional<String> albumArtist,
            Optional<List<NameId>> albumArtists,
            Optional<List<String>> artists,
            Optional<List<NameId>> artistItems) {}

    /** What a playable item has. */
    public record Play(
            Optional<Long> runTimeTicks,
            Optional<Long> cumulativeRunTimeTicks,
            Optional<String> container,
            Optional<String> videoType,
            @JsonProperty("Video3DFormat") Optional<String> video3DFormat,
            Optional<Boolean> hasSubtitles,
            Optional<Boolean> hasLyrics,
            @JsonProperty("IsHD") Optional<Boolean> isHd,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<List<MediaSourceDto>> mediaSources,
            Optional<List<MediaStreamDto>> mediaStreams,
            Optional<Integer> mediaSourceCount,
            Optional<Integer> partCount,
            Optional<List<ChapterDto>> chapters,
            Optional<Double> normalizationGain,
            Optional<Double> albumNormalizationGain) {}

    /** Tags of its pictures, and of those of what it is a part of. */
    public record Pictures(
            Map<String, String> imageTags,
            List<String> backdropImageTags,
            Map<String, Map<String, String>> imageBlurHashes,
            Optional<Double> primaryImageAspectRatio,
            Optional<String> seriesPrimaryImageTag,
            Optional<String> seriesThumbImageTag,
            Optional<String> albumPrimaryImageTag,
            Optional<ItemId> parentLogoItemId,
            Optional<String> parentLogoImageTag,
            Optional<ItemId> parentArtItemId,
            Optional<String> parentArtImageTag,
            Optional<ItemId> parentThumbItemId,
            Optional<String> parentThumbImageTag,
            Optional<ItemId> parentBackdropItemId,
            Optional<List<String>> parentBackdropImageTags,
            Optional<ItemId> parentPrimaryImageItemId,
            Optional<String> parentPrimaryImageTag) {}

    /** What is only sent when it is asked for. */
    public record Details(
            Optional<Instant> dateCreated,
            Optional<Instant> dateLastMediaAdded,
            Optional<String> originalTitle,
            Optional<String> sortName,
            Optional<String> forcedSortName,
            Optional<ItemId> parentId,
            Optional<String> path,
            Optional<String> etag,
            Optional<Map<String, String>> providerIds,
            Optional<String> displayPreferencesId,
            Optional<String> playAccess,
            Optional<Boolean> canDelete,
            Optional<Boolean> canDownload,
            Optional<String> overview,
            Optional<Boolean> lockData,
            Optional<List<String>> lockedFields,
            Optional<String> preferredMetadataLanguage,
            Optional<String> preferredMetadataCountryCode,
            Optional<String> displayOrder,
            Optional<Boolean> enableMediaSourceDisplay,
            Optional<Integer> localTrailerCount,
            Optional<Integer> specialFeatureCount) {}

    /** Lists that are only sent when they are asked for. */
    public record Lists(
            Optional<List<UrlDto>> externalUrls,
            Optional<List<String>> taglines,
            Optional<List<String>> genres,
            Optional<List<NameId>> genreItems,
            Optional<List<PersonDto>> people,
            Optional<List<NameId>> studios,
            Optional<List<String>> tags,
            Optional<List<UrlDto>> remoteTrailers,
            Optional<List<String>> productionLocations) {}

    /** How many items of each kind name this one; clients show a section for each that is not zero. */
    public record Bearers(
            Optional<Integer> movieCount,
            Optional<Integer> seriesCount,
            Optional<Integer> episodeCount,
            Optional<Integer> trailerCount,
            Optional<Integer> artistCount,
            Optional<Integer> albumCount,
            Optional<Integer> songCount,
            Optional<Integer> musicVideoCount) {
        static final Bearers NONE = new Bearers(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        static Bearers of(Map<ItemKind, Integer> counts) {
            return new Bearers(
                    Optional.of(counts.getOrDefault(ItemKind.MOVIE, 0)),
                    Optional.of(counts.getOrDefault(ItemKind.SERIES, 0)),
                    Optional.of(counts.getOrDefault(ItemKind.EPISODE, 0)),
                    Optional.of(counts.getOrDefault(ItemKind.TRAILER, 0)),
                    Optional.of(counts.getOrDefault(ItemKind.MUSIC_ARTIST, 0)),
                    Optional.of(counts.getOrDefault(ItemKind.MUSIC_ALBUM, 0)),
                    Optional.of(counts.getOrDefault(ItemKind.AUDIO, 0)),
                    Optional.of(counts.getOrDefault(ItemKind.MUSIC_VIDEO, 0)));
        }
    }

    /** Another item by name. */
    public record NameId(String name, ItemId id) {}

    /** An address and what it leads to. */
    public record UrlDto(String name, String url) {}

    /** Somebody who took part. */
    public record PersonDto(
            String name,
            ItemId id,
            String role,
            String type,
            Optional<String> primaryImageTag,
            Optional<Map<String, Map<String, String>>> imageBlurHashes) {}

    /** A named mark. */
    public record ChapterDto(
            long startPositionTicks, String name, Instant imageDateModified, Optional<String> imageTag) {}
}
