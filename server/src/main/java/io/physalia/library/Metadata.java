package io.physalia.library;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is said of an item, whoever says it: a file's name, an NFO beside it, its embedded tags, a person with a client. Made by a {@link #builder}.
 *
 * @param forcedSortName sorted by this in place of the name
 * @param endDate of a series, or of a person's life
 * @param officialRating as written, e.g. {@code PG-13} or {@code DE-16}
 * @param customRating goes before the official one
 * @param communityRating 0 to 10
 * @param criticRating 0 to 100
 * @param collection the name of the series of films that a film is one of
 * @param dateCreated when it was added, if that is said; else when it was first seen
 * @param remoteTrailers addresses
 * @param people in order
 * @param providerIds by the provider's name as clients write it ({@code Tmdb}, {@code Imdb})
 * @param status of a series: {@code Continuing}, {@code Ended}, {@code Unreleased}
 * @param airDays {@code Monday} and so on
 * @param indexNumber of an episode in its season, a track on its disc, a season in its series
 * @param indexNumberEnd the last episode in a file that holds several
 * @param parentIndexNumber the season's or disc's number; season 0 holds the specials
 * @param airsBeforeSeason of a special
 * @param airsBeforeEpisode of a special
 * @param airsAfterSeason of a special
 * @param threeD {@code HalfSideBySide}, {@code FullSideBySide}, {@code HalfTopAndBottom}, {@code FullTopAndBottom}, {@code MVC}
 * @param locked whether providers keep their hands off
 * @param lockedFields names of single fields that are locked
 */
public record Metadata(
        String name,
        Optional<String> originalTitle,
        Optional<String> forcedSortName,
        Optional<String> overview,
        List<String> taglines,
        OptionalInt productionYear,
        Optional<LocalDate> premiereDate,
        Optional<LocalDate> endDate,
        Optional<String> officialRating,
        Optional<String> customRating,
        OptionalDouble communityRating,
        OptionalDouble criticRating,
        List<String> genres,
        List<String> studios,
        List<String> tags,
        List<String> artists,
        List<String> albumArtists,
        Optional<String> album,
        Optional<String> collection,
        Optional<Instant> dateCreated,
        List<String> productionLocations,
        List<String> remoteTrailers,
        List<Credit> people,
        Map<String, String> providerIds,
        Optional<String> status,
        List<String> airDays,
        Optional<String> airTime,
        Optional<String> displayOrder,
        Optional<String> preferredLanguage,
        Optional<String> preferredCountry,
        OptionalInt indexNumber,
        OptionalInt indexNumberEnd,
        OptionalInt parentIndexNumber,
        OptionalInt airsBeforeSeason,
        OptionalInt airsBeforeEpisode,
        OptionalInt airsAfterSeason,
        Optional<String> threeD,
        boolean locked,
        List<String> lockedFields) {

    public Metadata {
        taglines = List.copyOf(taglines);
        genres = List.copyOf(genres);
        studios = List.copyOf(studios);
        tags = List.copyOf(tags);
        artists = List.copyOf(artists);
        albumArtists = List.copyOf(albumArtists);
        productionLocations = List.copyOf(productionLocations);
        remoteTrailers = List.copyOf(remoteTrailers);
        people = List.copyOf(people);
        providerIds = Map.copyOf(providerIds);
        airDays = List.copyOf(airDays);
        lockedFields = List.copyOf(lockedFields);
    }

    public static MetadataBuilder builder(String name) {
        return new MetadataBuilder().name(name);
    }

    /** A builder that starts with everything said here. */
    public MetadataBuilder toBuilder() {
        return new MetadataBuilder()
                .name(name)
                .originalTitle(originalTitle)
                .forcedSortName(forcedSortName)
                .overview(overview)
                .taglines(taglines)
                .productionYear(productionYear)
                .premiereDate(premiereDate)
                .endDate(endDate)
                .officialRating(officialRating)
                .customRating(customRating)
                .communityRating(communityRating)
                .criticRating(criticRating)
                .genres(genres)
                .studios(studios)
                .tags(tags)
                .artists(artists)
                .albumArtists(albumArtists)
                .album(album)
                .collection(collection)
                .dateCreated(dateCreated)
                .productionLocations(productionLocations)
                .remoteTrailers(remoteTrailers)
                .people(people)
                .providerIds(providerIds)
                .status(status)
                .airDays(airDays)
                .airTime(airTime)
                .displayOrder(displayOrder)
                .preferredLanguage(preferredLanguage)
                .preferredCountry(preferredCountry)
                .indexNumber(indexNumber)
                .indexNumberEnd(indexNumberEnd)
                .parentIndexNumber(parentIndexNumber)
                .airsBeforeSeason(airsBeforeSeason)
                .airsBeforeEpisode(airsBeforeEpisode)
                .airsAfterSeason(airsAfterSeason)
                .threeD(threeD)
                .locked(locked)
                .lockedFields(lockedFields);
    }
}
