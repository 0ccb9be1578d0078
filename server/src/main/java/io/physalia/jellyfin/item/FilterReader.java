package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ByName;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.OfficialRatings;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.Filter.Trait;
import io.physalia.library.catalog.Filter.ValueType;
import io.physalia.library.catalog.Filter.ViewerTrait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a request's filters, but for where to look. One use for one request. */
final class FilterReader {
    private static final Map<String, Trait> TRAITS = Map.ofEntries(
            Map.entry("isHd", Trait.HD),
            Map.entry("is4K", Trait.ULTRA_HD),
            Map.entry("is3D", Trait.THREE_D),
            Map.entry("isMissing", Trait.VIRTUAL),
            Map.entry("isPlaceHolder", Trait.VIRTUAL),
            Map.entry("isUnaired", Trait.UNAIRED),
            Map.entry("isLocked", Trait.LOCKED),
            Map.entry("hasSubtitles", Trait.SUBTITLES),
            Map.entry("hasOverview", Trait.OVERVIEW),
            Map.entry("hasOfficialRating", Trait.OFFICIAL_RATING),
            Map.entry("hasParentalRating", Trait.PARENTAL_RATING));

    private static final Map<String, Set<String>> EXTRAS = Map.of(
            "hasTrailer", Set.of("Trailer"),
            "hasThemeSong", Set.of("ThemeSong"),
            "hasThemeVideo", Set.of("ThemeVideo"),
            "hasSpecialFeature",
                    Set.of(
                            "BehindTheScenes",
                            "DeletedScene",
                            "Interview",
                            "Scene",
                            "Sample",
                            "Clip",
                            "Featurette",
                            "Short",
                            "Unknown"));

    /** Kinds that clients search for, and of which there is nothing here. */
    private static final Set<String> TELEVISION = Set.of("Livetvprogram", "Livetvchannel", "Tvprogram", "Tvchannel");

    private final QueryParameters query;
    private final List<Filter> filters = new ArrayList<>();

    FilterReader(QueryParameters query) {
        this.query = query;
    }

    List<Filter> read() {
        kinds();
        ids("excludeItemIds").ifPresent(ids -> filters.add(new Filter.NotIds(ids)));
        values();
        people();
        columns();
        traits();
        ranges();
        names();
        query.findId("adjacentTo").ifPresent(id -> filters.add(new Filter.AdjacentTo(new ItemId(id))));
        return filters;
    }

    static Set<ItemKind> kinds(QueryParameters query, String name) {
        return query.list(name).stream()
                .flatMap(text -> ItemKind.find(text).stream())
                .collect(Collectors.toSet());
    }

    private void kinds() {
        Set<ItemKind> wanted = kinds(query, "includeItemTypes");
        boolean isOfTelevision =
                query.list("includeItemTypes").stream().anyMatch(name -> TELEVISION.contains(capital(name)));
        if (!wanted.isEmpty() || isOfTelevision) {
            filters.add(new Filter.Kinds(wanted));
        }
        Set<ItemKind> excluded = kinds(query, "excludeItemTypes");
        if (!excluded.isEmpty()) {
            filters.add(new Filter.NotKinds(excluded));
        }
        texts(
                Filter.Text.MEDIA_TYPE,
                query.list("mediaTypes").stream().map(FilterReader::capital).toList());
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private void values() {
        named("genres", ValueType.GENRE);
        named("tags", ValueType.TAG);
        named("studios", ValueType.STUDIO);
        byId("genreIds", ValueType.GENRE);
        byId("studioIds", ValueType.STUDIO);
        byId("artistIds", ValueType.ARTIST, ValueType.ALBUM_ARTIST);
        byId("albumArtistIds", ValueType.ALBUM_ARTIST);
        byId("contributingArtistIds", ValueType.ARTIST);
        // Who contributes is not whose album it is.
        ids("contributingArtistIds")
                .ifPresent(ids -> filters.add(new Filter.NotValueIds(Set.of(ValueType.ALBUM_ARTIST), ids)));
        ids("excludeArtistIds")
                .ifPresent(ids ->
                        filters.add(new Filter.NotValueIds(Set.of(ValueType.ARTIST, ValueType.ALBUM_ARTIST), ids)));
        List<String> artists = query.listPiped("artists");
        if (!artists.isEmpty()) {
            Set<ItemId> ids = artists.stream().map(ByName::artist).collect(Collectors.toSet());
            filters.add(new Filter.ValueIds(Set.of(ValueType.ARTIST, ValueType.ALBUM_ARTIST), ids));
        }
    }

    private void named(String name, ValueType type) {
        List<String> names = query.listPiped(name);
        if (!names.isEmpty()) {
            filters.add(new Filter.Values(type, Set.copyOf(names)));
        }
    }

    private void byId(String name, ValueType... types) {
        ids(name).ifPresent(ids -> filters.add(new Filter.ValueIds(Set.of(types), ids)));
    }

    private Optional<Set<ItemId>> ids(String name) {
        List<String> texts = query.listPiped(name).stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .toList();
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(texts.stream()
                        .map(text -> new ItemId(Ids.parse(name, text)))
                        .collect(Collectors.toSet()));
    }

    private void people() {
        Set<ItemId> people = new HashSet<>(ids("personIds").orElse(Set.of()));
        query.findText("person").map(ByName::person).ifPresent(people::add);
        if (!people.isEmpty()) {
            filters.add(new Filter.People(people, Set.copyOf(query.list("personTypes"))));
        }
    }

    private void columns() {
        texts(Filter.Text.OFFICIAL_RATING, query.listPiped("officialRatings"));
        texts(Filter.Text.STATUS, query.list("seriesStatus"));
        texts(Filter.Text.VIDEO_TYPE, query.list("videoTypes"));
        texts(Filter.Text.ALBUM_NAME, query.listPiped("albums"));
        texts(Filter.Text.ALBUM_ID, Conversions.ids(ids("albumIds").orElse(Set.of())));
        List<String> years = query.list("years");
        if (!years.isEmpty()) {
            filters.add(new Filter.Years(years.stream()
                    .filter(year -> year.matches("\\d{1,5}"))
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet())));
        }
        List<String> images = query.list("imageTypes");
        if (!images.isEmpty()) {
            filters.add(new Filter.HasImage(
                    images.stream().map(FilterReader::capital).collect(Collectors.toSet())));
        }
        languages("audioLanguages", "Audio");
        languages("subtitleLanguages", "Subtitle");
        locations();
    }

    private void texts(Filter.Text column, Collection<String> values) {
        if (!values.isEmpty()) {
            filters.add(new Filter.OneOf(column, Set.copyOf(values)));
        }
    }

    private void languages(String name, String type) {
        List<String> languages = query.list(name);
        if (!languages.isEmpty()) {
            filters.add(new Filter.Languages(
                    type,
                    languages.stream()
                            .map(text -> text.toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet())));
        }
    }

    private void locations() {
        List<String> wanted = query.list("locationTypes");
        if (!wanted.isEmpty() && !wanted.contains("Virtual")) {
            filters.add(new Filter.Is(Trait.VIRTUAL, false));
        } else if (!wanted.isEmpty() && !wanted.contains("FileSystem")) {
            filters.add(new Filter.Is(Trait.VIRTUAL, true));
        }
        List<String> unwanted = query.list("excludeLocationTypes");
        if (unwanted.contains("Virtual")) {
            filters.add(new Filter.Is(Trait.VIRTUAL, false));
        }
        if (unwanted.contains("FileSystem")) {
            filters.add(new Filter.Is(Trait.VIRTUAL, true));
        }
    }

    private void traits() {
        TRAITS.forEach(
                (name, trait) -> query.findFlag(name).ifPresent(value -> filters.add(new Filter.Is(trait, value))));
        EXTRAS.forEach((name, types) ->
                query.findFlag(name).ifPresent(value -> filters.add(new Filter.HasExtra(types, value))));
        for (String provider : List.of("Imdb", "Tmdb", "Tvdb")) {
            query.findFlag("has" + provider + "Id")
                    .ifPresent(value -> filters.add(new Filter.HasProviderId(provider, value)));
        }
        viewer("isPlayed", ViewerTrait.PLAYED);
        viewer("isFavorite", ViewerTrait.FAVORITE);
        for (String name : query.list("filters")) {
            flag(name).ifPresent(filters::add);
        }
    }

    private void viewer(String name, ViewerTrait trait) {
        query.findFlag(name).ifPresent(value -> filters.add(new Filter.IsToViewer(trait, value)));
    }

    private static Optional<Filter> flag(String name) {
        return Optional.ofNullable(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "isfolder" -> new Filter.Is(Trait.FOLDER, true);
                    case "isnotfolder" -> new Filter.Is(Trait.FOLDER, false);
                    case "isplayed" -> new Filter.IsToViewer(ViewerTrait.PLAYED, true);
                    case "isunplayed" -> new Filter.IsToViewer(ViewerTrait.PLAYED, false);
                    case "isfavorite" -> new Filter.IsToViewer(ViewerTrait.FAVORITE, true);
                    case "isresumable" -> new Filter.IsToViewer(ViewerTrait.RESUMABLE, true);
                    case "likes" -> new Filter.IsToViewer(ViewerTrait.LIKED, true);
                    case "dislikes" -> new Filter.IsToViewer(ViewerTrait.DISLIKED, true);
                    case "isfavoriteorlikes" -> new Filter.IsToViewer(ViewerTrait.FAVORITE_OR_LIKED, true);
                    default -> null;
                });
    }

    private void ranges() {
        between(Filter.Measure.COMMUNITY_RATING, query.findDecimal("minCommunityRating"), Optional.empty());
        between(Filter.Measure.CRITIC_RATING, query.findDecimal("minCriticRating"), Optional.empty());
        between(Filter.Measure.WIDTH, number("minWidth"), number("maxWidth"));
        between(Filter.Measure.HEIGHT, number("minHeight"), number("maxHeight"));
        between(Filter.Measure.INDEX_NUMBER, number("indexNumber"), number("indexNumber"));
        between(Filter.Measure.PARENT_INDEX_NUMBER, number("parentIndexNumber"), number("parentIndexNumber"));
        between(Filter.Measure.PREMIERE_MS, moment("minPremiereDate"), moment("maxPremiereDate"));
        between(Filter.Measure.SAVED_MS, moment("minDateLastSaved"), Optional.empty());
        between(Filter.Measure.SAVED_MS, moment("minDateLastSavedForUser"), Optional.empty());
        between(Filter.Measure.RATING_RANK, rating("minOfficialRating"), rating("maxOfficialRating"));
    }

    private void between(Filter.Measure measure, Optional<Double> least, Optional<Double> most) {
        if (least.isPresent() || most.isPresent()) {
            filters.add(new Filter.Range(measure, unboxed(least), unboxed(most)));
        }
    }

    private static OptionalDouble unboxed(Optional<Double> value) {
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }

    private Optional<Double> number(String name) {
        return query.findInteger(name).map(Integer::doubleValue);
    }

    private Optional<Double> moment(String name) {
        return Conversions.findMoment(query, name).map(moment -> (double) moment.toEpochMilli());
    }

    private Optional<Double> rating(String name) {
        OptionalInt rank = query.findText(name).map(OfficialRatings::find).orElse(OptionalInt.empty());
        return rank.isPresent() ? Optional.of((double) rank.getAsInt()) : Optional.empty();
    }

    private void names() {
        Optional<String> prefix = query.findText("nameStartsWith").map(ByName::key);
        Optional<String> from = query.findText("nameStartsWithOrGreater").map(ByName::key);
        Optional<String> before = query.findText("nameLessThan").map(ByName::key);
        if (prefix.isPresent() || from.isPresent() || before.isPresent()) {
            filters.add(new Filter.Names(prefix, from, before));
        }
    }
}
