package io.physalia.library;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Makes {@link Metadata}; takes one thing after another. Used by one thread. */
public final class MetadataBuilder {
    private String name = "";
    private Optional<String> originalTitle = Optional.empty();
    private Optional<String> forcedSortName = Optional.empty();
    private Optional<String> overview = Optional.empty();
    private List<String> taglines = List.of();
    private OptionalInt productionYear = OptionalInt.empty();
    private Optional<LocalDate> premiereDate = Optional.empty();
    private Optional<LocalDate> endDate = Optional.empty();
    private Optional<String> officialRating = Optional.empty();
    private Optional<String> customRating = Optional.empty();
    private OptionalDouble communityRating = OptionalDouble.empty();
    private OptionalDouble criticRating = OptionalDouble.empty();
    private List<String> genres = List.of();
    private List<String> studios = List.of();
    private List<String> tags = List.of();
    private List<String> artists = List.of();
    private List<String> albumArtists = List.of();
    private Optional<String> album = Optional.empty();
    private Optional<Instant> dateCreated = Optional.empty();
    private List<String> productionLocations = List.of();
    private List<String> remoteTrailers = List.of();
    private List<Credit> people = List.of();
    private Map<String, String> providerIds = Map.of();
    private Optional<String> status = Optional.empty();
    private List<String> airDays = List.of();
    private Optional<String> airTime = Optional.empty();
    private Optional<String> collection = Optional.empty();
    private Optional<String> displayOrder = Optional.empty();
    private Optional<String> preferredLanguage = Optional.empty();
    private Optional<String> preferredCountry = Optional.empty();
    private OptionalInt indexNumber = OptionalInt.empty();
    private OptionalInt indexNumberEnd = OptionalInt.empty();
    private OptionalInt parentIndexNumber = OptionalInt.empty();
    private OptionalInt airsBeforeSeason = OptionalInt.empty();
    private OptionalInt airsBeforeEpisode = OptionalInt.empty();
    private OptionalInt airsAfterSeason = OptionalInt.empty();
    private Optional<String> threeD = Optional.empty();
    private boolean locked = false;
    private List<String> lockedFields = List.of();

    MetadataBuilder() {}

    public MetadataBuilder name(String value) {
        name = value;
        return this;
    }

    public MetadataBuilder originalTitle(Optional<String> value) {
        originalTitle = value;
        return this;
    }

    public MetadataBuilder forcedSortName(Optional<String> value) {
        forcedSortName = value;
        return this;
    }

    public MetadataBuilder overview(Optional<String> value) {
        overview = value;
        return this;
    }

    public MetadataBuilder taglines(Collection<String> value) {
        taglines = List.copyOf(value);
        return this;
    }

    public MetadataBuilder productionYear(OptionalInt value) {
        productionYear = value;
        return this;
    }

    public MetadataBuilder premiereDate(Optional<LocalDate> value) {
        premiereDate = value;
        return this;
    }

    public MetadataBuilder endDate(Optional<LocalDate> value) {
        endDate = value;
        return this;
    }

    public MetadataBuilder officialRating(Optional<String> value) {
        officialRating = value;
        return this;
    }

    public MetadataBuilder customRating(Optional<String> value) {
        customRating = value;
        return this;
    }

    public MetadataBuilder communityRating(OptionalDouble value) {
        communityRating = value;
        return this;
    }

    public MetadataBuilder criticRating(OptionalDouble value) {
        criticRating = value;
        return this;
    }

    public MetadataBuilder genres(Collection<String> value) {
        genres = List.copyOf(value);
        return this;
    }

    public MetadataBuilder studios(Collection<String> value) {
        studios = List.copyOf(value);
        return this;
    }

    public MetadataBuilder tags(Collection<String> value) {
        tags = List.copyOf(value);
        return this;
    }

    public MetadataBuilder artists(Collection<String> value) {
        artists = List.copyOf(value);
        return this;
    }

    public MetadataBuilder albumArtists(Collection<String> value) {
        albumArtists = List.copyOf(value);
        return this;
    }

    public MetadataBuilder album(Optional<String> value) {
        album = value;
        return this;
    }

    public MetadataBuilder dateCreated(Optional<Instant> value) {
        dateCreated = value;
        return this;
    }

    public MetadataBuilder productionLocations(Collection<String> value) {
        productionLocations = List.copyOf(value);
        return this;
    }

    public MetadataBuilder remoteTrailers(Collection<String> value) {
        remoteTrailers = List.copyOf(value);
        return this;
    }

    public MetadataBuilder people(List<Credit> value) {
        people = value;
        return this;
    }

    public MetadataBuilder providerIds(Map<String, String> value) {
        providerIds = value;
        return this;
    }

    public MetadataBuilder status(Optional<String> value) {
        status = value;
        return this;
    }

    public MetadataBuilder airDays(Collection<String> value) {
        airDays = List.copyOf(value);
        return this;
    }

    public MetadataBuilder airTime(Optional<String> value) {
        airTime = value;
        return this;
    }

    public MetadataBuilder collection(Optional<String> value) {
        collection = value;
        return this;
    }

    public MetadataBuilder displayOrder(Optional<String> value) {
        displayOrder = value;
        return this;
    }

    public MetadataBuilder preferredLanguage(Optional<String> value) {
        preferredLanguage = value;
        return this;
    }

    public MetadataBuilder preferredCountry(Optional<String> value) {
        preferredCountry = value;
        return this;
    }

    public MetadataBuilder indexNumber(OptionalInt value) {
        indexNumber = value;
        return this;
    }

    public MetadataBuilder indexNumberEnd(OptionalInt value) {
        indexNumberEnd = value;
        return this;
    }

    public MetadataBuilder parentIndexNumber(OptionalInt value) {
        parentIndexNumber = value;
        return this;
    }

    public MetadataBuilder airsBeforeSeason(OptionalInt value) {
        airsBeforeSeason = value;
        return this;
    }

    public MetadataBuilder airsBeforeEpisode(OptionalInt value) {
        airsBeforeEpisode = value;
        return this;
    }

    public MetadataBuilder airsAfterSeason(OptionalInt value) {
        airsAfterSeason = value;
        return this;
    }

    public MetadataBuilder threeD(Optional<String> value) {
        threeD = value;
        return this;
    }

    public MetadataBuilder locked(boolean value) {
        locked = value;
        return this;
    }

    public MetadataBuilder lockedFields(Collection<String> value) {
        lockedFields = List.copyOf(value);
        return this;
    }

    public Metadata build() {
        return new Metadata(
                name,
                originalTitle,
                forcedSortName,
                overview,
                taglines,
                productionYear,
                premiereDate,
                endDate,
                officialRating,
                customRating,
                communityRating,
                criticRating,
                genres,
                studios,
                tags,
                artists,
                albumArtists,
                album,
                collection,
                dateCreated,
                productionLocations,
                remoteTrailers,
                people,
                providerIds,
                status,
                airDays,
                airTime,
                displayOrder,
                preferredLanguage,
                preferredCountry,
                indexNumber,
                indexNumberEnd,
                parentIndexNumber,
                airsBeforeSeason,
                airsBeforeEpisode,
                airsAfterSeason,
                threeD,
                locked,
                lockedFields);
    }
}
