package io.physalia.library.metadata;

import io.physalia.library.Metadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Lays what one source says over what others have said. */
public final class MetadataMerge {
    private MetadataMerge() {}

    /** What {@code above} says, and what {@code below} says where it is silent. Ids of catalogues come from both. */
    public static Metadata over(Metadata below, Metadata above) {
        Map<String, String> ids = new HashMap<>(below.providerIds());
        ids.putAll(above.providerIds());
        return Metadata.builder(above.name().isBlank() ? below.name() : above.name())
                .originalTitle(first(above.originalTitle(), below.originalTitle()))
                .forcedSortName(first(above.forcedSortName(), below.forcedSortName()))
                .overview(first(above.overview(), below.overview()))
                .taglines(first(above.taglines(), below.taglines()))
                .productionYear(first(above.productionYear(), below.productionYear()))
                .premiereDate(first(above.premiereDate(), below.premiereDate()))
                .endDate(first(above.endDate(), below.endDate()))
                .officialRating(first(above.officialRating(), below.officialRating()))
                .customRating(first(above.customRating(), below.customRating()))
                .communityRating(first(above.communityRating(), below.communityRating()))
                .criticRating(first(above.criticRating(), below.criticRating()))
                .genres(first(above.genres(), below.genres()))
                .studios(first(above.studios(), below.studios()))
                .tags(first(above.tags(), below.tags()))
                .artists(first(above.artists(), below.artists()))
                .albumArtists(first(above.albumArtists(), below.albumArtists()))
                .album(first(above.album(), below.album()))
                .collection(first(above.collection(), below.collection()))
                .dateCreated(first(above.dateCreated(), below.dateCreated()))
                .productionLocations(first(above.productionLocations(), below.productionLocations()))
                .remoteTrailers(first(above.remoteTrailers(), below.remoteTrailers()))
                .people(first(above.people(), below.people()))
                .providerIds(ids)
                .status(first(above.status(), below.status()))
                .airDays(first(above.airDays(), below.airDays()))
                .airTime(first(above.airTime(), below.airTime()))
                .displayOrder(first(above.displayOrder(), below.displayOrder()))
                .preferredLanguage(first(above.preferredLanguage(), below.preferredLanguage()))
                .preferredCountry(first(above.preferredCountry(), below.preferredCountry()))
                .indexNumber(first(above.indexNumber(), below.indexNumber()))
                .indexNumberEnd(first(above.indexNumberEnd(), below.indexNumberEnd()))
                .parentIndexNumber(first(above.parentIndexNumber(), below.parentIndexNumber()))
                .airsBeforeSeason(first(above.airsBeforeSeason(), below.airsBeforeSeason()))
                .airsBeforeEpisode(first(above.airsBeforeEpisode(), below.airsBeforeEpisode()))
                .airsAfterSeason(first(above.airsAfterSeason(), below.airsAfterSeason()))
                .threeD(first(above.threeD(), below.threeD()))
                .locked(above.locked() || below.locked())
                .lockedFields(first(above.lockedFields(), below.lockedFields()))
                .build();
    }

    private static <T> Optional<T> first(Optional<T> above, Optional<T> below) {
        return above.isPresent() ? above : below;
    }

    private static OptionalInt first(OptionalInt above, OptionalInt below) {
        return above.isPresent() ? above : below;
    }

    private static OptionalDouble first(OptionalDouble above, OptionalDouble below) {
        return above.isPresent() ? above : below;
    }

    private static <T> List<T> first(List<T> above, List<T> below) {
        return above.isEmpty() ? below : above;
    }
}
