package io.physalia.library.catalog;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What lists show of an item: all of it is in one row of one table. Values that are unknown or do not apply are empty.
 *
 * @param listed whether it stands for itself; extras, further versions and further parts do not
 * @param virtual known, but without a file
 * @param lastContent when the newest thing below it was added
 */
public record ItemCard(
        ItemId id,
        ItemKind kind,
        String mediaType,
        Optional<ItemId> parent,
        Optional<ItemId> library,
        String name,
        String sortName,
        Optional<String> forcedSortName,
        Optional<String> originalTitle,
        boolean listed,
        boolean virtual,
        boolean locked,
        Instant created,
        Instant lastContent,
        Release release,
        Place place,
        File file,
        Tie tie) {

    public boolean isFolder() {
        return kind.isFolder();
    }

    /** When it came out, and what was thought of it. */
    public record Release(
            Optional<Integer> year,
            Optional<Instant> premiere,
            Optional<Instant> end,
            Optional<String> officialRating,
            Optional<String> customRating,
            Optional<Double> communityRating,
            Optional<Double> criticRating,
            Optional<String> status) {}

    /** Where it is in what it is a part of. */
    public record Place(
            Optional<Integer> index,
            Optional<Integer> indexEnd,
            Optional<Integer> parentIndex,
            Optional<Integer> airsBeforeSeason,
            Optional<Integer> airsBeforeEpisode,
            Optional<Integer> airsAfterSeason,
            Optional<ItemId> series,
            Optional<String> seriesName,
            Optional<ItemId> season,
            Optional<String> seasonName,
            Optional<ItemId> album,
            Optional<String> albumName,
            Optional<String> albumArtist) {}

    /** The file or directory. */
    public record File(
            Optional<String> path,
            Duration runtime,
            String container,
            long sizeBytes,
            long bitrateBps,
            Instant modified,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<String> videoType,
            Optional<String> threeD,
            boolean hasSubtitles,
            boolean hasLyrics,
            Optional<String> versionName) {}

    /** What it belongs to, if it does not stand for itself. */
    public record Tie(
            Optional<String> extraType,
            Optional<ItemId> owner,
            Optional<ItemId> primaryVersion,
            Optional<ItemId> firstPart) {}
}
