package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Facets;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** By what lists can be narrowed, and how much there is. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class FacetResource {
    private final ItemPages pages;
    private final ActingUser acting;

    FacetResource(ItemPages pages, ActingUser acting) {
        this.pages = pages;
        this.acting = acting;
    }

    record LegacyFilters(List<String> genres, List<String> tags, List<String> officialRatings, List<Integer> years) {}

    record NameValue(String name, String value) {}

    record Filters(
            List<BaseItemDto.NameId> genres,
            List<String> tags,
            List<NameValue> audioLanguages,
            List<NameValue> subtitleLanguages) {}

    record Counts(
            int movieCount,
            int seriesCount,
            int episodeCount,
            int artistCount,
            int programCount,
            int trailerCount,
            int songCount,
            int albumCount,
            int musicVideoCount,
            int boxSetCount,
            int bookCount,
            int itemCount) {}

    @GET
    @Path("/Items/Filters")
    public LegacyFilters legacyFilters() {
        User user = acting.fromQuery();
        Facets facets = new Facets(pages.catalog());
        List<Filter> scope = scope();
        Viewer viewer = Viewer.of(user);
        return new LegacyFilters(
                names(facets.values(viewer, scope, Filter.ValueType.GENRE)),
                names(facets.values(viewer, scope, Filter.ValueType.TAG)),
                facets.ratings(viewer, scope),
                facets.years(viewer, scope));
    }

    @GET
    @Path("/Items/Filters2")
    public Filters filters() {
        User user = acting.fromQuery();
        Facets facets = new Facets(pages.catalog());
        List<Filter> scope = scope();
        Viewer viewer = Viewer.of(user);
        return new Filters(
                CommonDtos.named(facets.values(viewer, scope, Filter.ValueType.GENRE)),
                names(facets.values(viewer, scope, Filter.ValueType.TAG)),
                languages(facets.languages(viewer, scope, "Audio")),
                languages(facets.languages(viewer, scope, "Subtitle")));
    }

    @GET
    @Path("/Items/Counts")
    public Counts counts() {
        User user = acting.fromQuery();
        List<Filter> filters = new ArrayList<>();
        pages.query()
                .findFlag("isFavorite")
                .ifPresent(value -> filters.add(new Filter.IsToViewer(Filter.ViewerTrait.FAVORITE, value)));
        Map<ItemKind, Integer> counts = new Facets(pages.catalog()).kinds(Viewer.of(user), filters);
        return new Counts(
                counts.getOrDefault(ItemKind.MOVIE, 0),
                counts.getOrDefault(ItemKind.SERIES, 0),
                counts.getOrDefault(ItemKind.EPISODE, 0),
                counts.getOrDefault(ItemKind.MUSIC_ARTIST, 0),
                0,
                counts.getOrDefault(ItemKind.TRAILER, 0),
                counts.getOrDefault(ItemKind.AUDIO, 0),
                counts.getOrDefault(ItemKind.MUSIC_ALBUM, 0),
                counts.getOrDefault(ItemKind.MUSIC_VIDEO, 0),
                counts.getOrDefault(ItemKind.BOX_SET, 0),
                counts.getOrDefault(ItemKind.BOOK, 0) + counts.getOrDefault(ItemKind.AUDIO_BOOK, 0),
                counts.entrySet().stream()
                        .filter(each -> each.getKey() != ItemKind.COLLECTION_FOLDER)
                        .mapToInt(Map.Entry::getValue)
                        .sum());
    }

    private List<Filter> scope() {
        QueryParameters query = pages.query();
        List<Filter> filters = new ArrayList<>(new FilterReader(query).read());
        query.findId("parentId")
                .ifPresent(parent -> filters.add(new Filter.Under(
                        new ItemId(parent), query.findFlag("recursive").orElse(true))));
        return filters;
    }

    private static List<String> names(List<Parts.Value> values) {
        return values.stream().map(Parts.Value::name).toList();
    }

    private static List<NameValue> languages(List<String> codes) {
        return codes.stream()
                .map(code -> new NameValue(Locale.of(code).getDisplayLanguage(Locale.ENGLISH), code))
                .toList();
    }
}
