package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Search as you type, and suggestions for those who do not. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class SearchResource {
    private final ItemPages pages;
    private final ActingUser acting;

    SearchResource(ItemPages pages, ActingUser acting) {
        this.pages = pages;
        this.acting = acting;
    }

    /** Something that was found. */
    record SearchHint(
            ItemId itemId,
            ItemId id,
            String name,
            Optional<Integer> indexNumber,
            Optional<Integer> productionYear,
            Optional<Integer> parentIndexNumber,
            Optional<String> primaryImageTag,
            Optional<String> thumbImageTag,
            Optional<String> thumbImageItemId,
            Optional<String> backdropImageTag,
            Optional<String> backdropImageItemId,
            String type,
            boolean isFolder,
            Optional<Long> runTimeTicks,
            String mediaType,
            Optional<String> series,
            Optional<String> status,
            Optional<String> album,
            Optional<ItemId> albumId,
            Optional<String> albumArtist,
            List<String> artists,
            Optional<Double> primaryImageAspectRatio) {}

    record SearchHints(List<SearchHint> searchHints, int totalRecordCount) {}

    @GET
    @Path("/Search/Hints")
    public SearchHints hints() {
        QueryParameters query = pages.query();
        String term = query.getText("searchTerm");
        User user = acting.fromQuery();
        List<Filter> filters = new ArrayList<>(new FilterReader(query).read());
        query.findId("parentId").ifPresent(parent -> filters.add(new Filter.Under(new ItemId(parent), true)));
        filters.add(pages.search().find(term));
        if (FilterReader.kinds(query, "includeItemTypes").isEmpty()) {
            filters.add(new Filter.Kinds(kinds(query)));
        }
        ListQuery found = ListQueries.paged(
                ListQuery.ALL
                        .with(filters.toArray(Filter[]::new))
                        .sortedBy(new Sort(Sort.Key.RELEVANCE, false))
                        .limitedTo(100),
                query);
        QueryResult<BaseItemDto> page = pages.list(user, found);
        return new SearchHints(page.items().stream().map(SearchResource::hint).toList(), page.totalRecordCount());
    }

    private static Set<ItemKind> kinds(QueryParameters query) {
        Set<ItemKind> kinds = EnumSet.allOf(ItemKind.class);
        kinds.removeAll(Set.of(ItemKind.COLLECTION_FOLDER, ItemKind.USER_ROOT_FOLDER, ItemKind.YEAR, ItemKind.SEASON));
        if (!query.findFlag("includeMedia").orElse(true)) {
            kinds.removeIf(kind -> !kind.isByName());
        }
        if (!query.findFlag("includePeople").orElse(true)) {
            kinds.remove(ItemKind.PERSON);
        }
        if (!query.findFlag("includeGenres").orElse(true)) {
            kinds.removeAll(Set.of(ItemKind.GENRE, ItemKind.MUSIC_GENRE));
        }
        if (!query.findFlag("includeStudios").orElse(true)) {
            kinds.remove(ItemKind.STUDIO);
        }
        if (!query.findFlag("includeArtists").orElse(true)) {
            kinds.remove(ItemKind.MUSIC_ARTIST);
        }
        return kinds;
    }

    private static SearchHint hint(BaseItemDto item) {
        BaseItemDto.Common dto = item.common().value();
        BaseItemDto.Core core = dto.core();
        BaseItemDto.Place place = dto.place();
        BaseItemDto.Pictures pictures = dto.pictures();
        Optional<String> thumb = Optional.ofNullable(pictures.imageTags().get("Thumb"));
        Optional<String> backdrop = pictures.backdropImageTags().stream().findFirst();
        return new SearchHint(
                core.id(),
                core.id(),
                core.name(),
                place.indexNumber(),
                dto.release().productionYear(),
                place.parentIndexNumber(),
                Optional.ofNullable(pictures.imageTags().get("Primary")),
                thumb.or(pictures::parentThumbImageTag),
                thumb.map(_ -> core.id()).or(pictures::parentThumbItemId).map(ItemId::value),
                backdrop.or(() -> pictures.parentBackdropImageTags()
                        .flatMap(all -> all.stream().findFirst())),
                backdrop.map(_ -> core.id()).or(pictures::parentBackdropItemId).map(ItemId::value),
                core.type(),
                core.isFolder(),
                dto.play().runTimeTicks(),
                core.mediaType(),
                place.seriesName(),
                dto.release().status(),
                place.album(),
                place.albumId(),
                place.albumArtist(),
                place.artists().orElse(List.of()),
                pictures.primaryImageAspectRatio());
    }

    @GET
    @Path("/Items/Suggestions")
    public QueryResult<BaseItemDto> suggestions() {
        return suggestions(acting.fromQuery());
    }

    @GET
    @Path("/Users/{userId}/Suggestions")
    public QueryResult<BaseItemDto> suggestionsFor(@PathParam("userId") String userId) {
        return suggestions(acting.named(userId));
    }

    private QueryResult<BaseItemDto> suggestions(User user) {
        QueryParameters query = pages.query();
        List<Filter> filters = new ArrayList<>();
        Set<ItemKind> kinds = FilterReader.kinds(query, "type");
        filters.add(new Filter.Kinds(
                kinds.isEmpty() ? Set.of(ItemKind.MOVIE, ItemKind.SERIES, ItemKind.MUSIC_ALBUM) : kinds));
        List<String> media = query.list("mediaType");
        if (!media.isEmpty()) {
            filters.add(new Filter.OneOf(Filter.Text.MEDIA_TYPE, Set.copyOf(media)));
        }
        filters.add(new Filter.Is(Filter.Trait.VIRTUAL, false));
        ListQuery some = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .sortedBy(new Sort(Sort.Key.RANDOM, false))
                .limitedTo(50);
        return pages.list(user, ListQueries.paged(some, query));
    }
}
