package io.physalia.jellyfin.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.library.Credit;
import io.physalia.library.Metadata;
import io.physalia.library.MetadataBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an editor sends: the members of an item that can be edited. A member that is not there is left as it is, an empty one is emptied. */
record MetadataDto(
        @Nullable String name,
        @Nullable String originalTitle,
        @Nullable String forcedSortName,
        @Nullable String overview,
        @Nullable List<String> taglines,
        @Nullable Integer productionYear,
        @Nullable Instant premiereDate,
        @Nullable Instant endDate,
        @Nullable String officialRating,
        @Nullable String customRating,
        @Nullable Double communityRating,
        @Nullable Double criticRating,
        @Nullable List<String> genres,
        @Nullable List<Named> studios,
        @Nullable List<String> tags,
        @Nullable List<Named> artistItems,
        @Nullable List<Named> albumArtists,
        @Nullable String album,
        @Nullable List<String> productionLocations,
        @Nullable List<Person> people,
        @Nullable Map<String, @Nullable String> providerIds,
        @Nullable String status,
        @Nullable List<String> airDays,
        @Nullable String airTime,
        @Nullable String displayOrder,
        @Nullable String preferredMetadataLanguage,
        @Nullable String preferredMetadataCountryCode,
        @Nullable Integer indexNumber,
        @Nullable Integer parentIndexNumber,
        @Nullable Integer airsBeforeSeasonNumber,
        @Nullable Integer airsBeforeEpisodeNumber,
        @Nullable Integer airsAfterSeasonNumber,
        @Nullable String video3DFormat,
        @Nullable Boolean lockData,
        @Nullable List<String> lockedFields,
        @Nullable Instant dateCreated) {

    record Named(@Nullable String name) {}

    record Person(
            @Nullable String name,
            @Nullable String type,
            @Nullable String role) {}

    static MetadataDto read(JsonNode body) {
        return WireJson.read(body.toString().getBytes(StandardCharsets.UTF_8), MetadataDto.class);
    }

    /** The metadata with what the editor sent in its place. */
    Metadata over(Metadata metadata) {
        MetadataBuilder to = metadata.toBuilder();
        if (name != null && !name.isBlank()) {
            to.name(name.strip());
        }
        to.originalTitle(text(originalTitle, metadata.originalTitle()))
                .forcedSortName(text(forcedSortName, metadata.forcedSortName()))
                .overview(text(overview, metadata.overview()))
                .taglines(Objects.requireNonNullElse(taglines, metadata.taglines()))
                .productionYear(number(productionYear, metadata.productionYear()))
                .premiereDate(day(premiereDate, metadata.premiereDate()))
                .endDate(day(endDate, metadata.endDate()))
                .officialRating(text(officialRating, metadata.officialRating()))
                .customRating(text(customRating, metadata.customRating()))
                .communityRating(decimal(communityRating, metadata.communityRating()))
                .criticRating(decimal(criticRating, metadata.criticRating()))
                .album(text(album, metadata.album()))
                .status(text(status, metadata.status()))
                .airDays(Objects.requireNonNullElse(airDays, metadata.airDays()))
                .airTime(text(airTime, metadata.airTime()))
                .displayOrder(text(displayOrder, metadata.displayOrder()))
                .preferredLanguage(text(preferredMetadataLanguage, metadata.preferredLanguage()))
                .preferredCountry(text(preferredMetadataCountryCode, metadata.preferredCountry()))
                .threeD(text(video3DFormat, metadata.threeD()))
                .locked(Objects.requireNonNullElse(lockData, metadata.locked()))
                .lockedFields(Objects.requireNonNullElse(lockedFields, metadata.lockedFields()))
                .dateCreated(dateCreated == null ? metadata.dateCreated() : Optional.of(dateCreated));
        numbers(to, metadata);
        lists(to, metadata);
        return to.build();
    }

    private void numbers(MetadataBuilder to, Metadata metadata) {
        to.indexNumber(number(indexNumber, metadata.indexNumber()))
                .parentIndexNumber(number(parentIndexNumber, metadata.parentIndexNumber()))
                .airsBeforeSeason(number(airsBeforeSeasonNumber, metadata.airsBeforeSeason()))
                .airsBeforeEpisode(number(airsBeforeEpisodeNumber, metadata.airsBeforeEpisode()))
                .airsAfterSeason(number(airsAfterSeasonNumber, metadata.airsAfterSeason()));
    }

    private void lists(MetadataBuilder to, Metadata metadata) {
        to.genres(Objects.requireNonNullElse(genres, metadata.genres()))
                .studios(names(studios, metadata.studios()))
                .tags(Objects.requireNonNullElse(tags, metadata.tags()))
                .artists(names(artistItems, metadata.artists()))
                .albumArtists(names(albumArtists, metadata.albumArtists()))
                .productionLocations(Objects.requireNonNullElse(productionLocations, metadata.productionLocations()));
        if (people != null) {
            to.people(people.stream()
                    .filter(person -> person.name() != null && !person.name().isBlank())
                    .map(person -> new Credit(
                            Objects.requireNonNullElse(person.name(), ""),
                            Objects.requireNonNullElse(person.type(), "Actor"),
                            Objects.requireNonNullElse(person.role(), "")))
                    .toList());
        }
        if (providerIds != null) {
            Map<String, String> ids = new java.util.LinkedHashMap<>();
            providerIds.forEach((provider, id) -> {
                if (id != null && !id.isBlank()) {
                    ids.put(provider, id.strip());
                }
            });
            to.providerIds(ids);
        }
    }

    private static Optional<String> text(@Nullable String sent, Optional<String> before) {
        return sent == null ? before : Optional.of(sent).filter(value -> !value.isBlank());
    }

    private static OptionalInt number(@Nullable Integer sent, OptionalInt before) {
        return sent == null ? before : OptionalInt.of(sent);
    }

    private static OptionalDouble decimal(@Nullable Double sent, OptionalDouble before) {
        return sent == null ? before : OptionalDouble.of(sent);
    }

    private static Optional<LocalDate> day(@Nullable Instant sent, Optional<LocalDate> before) {
        return sent == null ? before : Optional.of(sent.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static List<String> names(@Nullable List<Named> sent, List<String> before) {
        return sent == null
                ? before
                : sent.stream()
                        .map(Named::name)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .filter(name -> !name.isBlank())
                        .toList();
    }
}
