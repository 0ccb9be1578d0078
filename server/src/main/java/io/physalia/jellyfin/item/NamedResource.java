package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ByName;
import io.physalia.library.CollectionType;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Libraries;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.Filter.ValueType;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import io.physalia.library.catalog.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Genres, studios, artists, people and years: what is there because other items name it. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class NamedResource {
    private final ItemPages pages;
    private final ActingUser acting;
    private final Libraries libraries;

    NamedResource(ItemPages pages, ActingUser acting, Libraries libraries) {
        this.pages = pages;
        this.acting = acting;
        this.libraries = libraries;
    }

    @GET
    @Path("/Genres")
    public QueryResult<BaseItemDto> genres() {
        return list(isOfMusic() ? ItemKind.MUSIC_GENRE : ItemKind.GENRE, ValueType.GENRE);
    }

    private boolean isOfMusic() {
        Optional<ItemId> parent = pages.query().findId("parentId").map(ItemId::new);
        return libraries.list().stream()
                .filter(library -> parent.equals(Optional.of(library.id())))
                .anyMatch(library ->
                        library.type() == CollectionType.MUSIC || library.type() == CollectionType.MUSIC_VIDEOS);
    }

    @GET
    @Path("/MusicGenres")
    public QueryResult<BaseItemDto> musicGenres() {
        return list(ItemKind.MUSIC_GENRE, ValueType.GENRE);
    }

    @GET
    @Path("/Studios")
    public QueryResult<BaseItemDto> studios() {
        return list(ItemKind.STUDIO, ValueType.STUDIO);
    }

    @GET
    @Path("/Artists")
    public QueryResult<BaseItemDto> artists() {
        return list(ItemKind.MUSIC_ARTIST, ValueType.ARTIST, ValueType.ALBUM_ARTIST);
    }

    @GET
    @Path("/Artists/AlbumArtists")
    public QueryResult<BaseItemDto> albumArtists() {
        return list(ItemKind.MUSIC_ARTIST, ValueType.ALBUM_ARTIST);
    }

    @GET
    @Path("/Years")
    public QueryResult<BaseItemDto> years() {
        return list(ItemKind.YEAR);
    }

    @GET
    @Path("/Persons")
    public QueryResult<BaseItemDto> persons() {
        QueryParameters query = pages.query();
        List<Filter> filters = new ArrayList<>(own(ItemKind.PERSON));
        Optional<ItemId> item = query.findId("appearsInItemId").map(ItemId::new);
        Set<String> types = Set.copyOf(query.list("personTypes"));
        Set<String> notTypes = Set.copyOf(query.list("excludePersonTypes"));
        User user = acting.fromQuery();
        List<Filter> under = query.findId("parentId").stream()
                .<Filter>map(parent -> new Filter.Under(new ItemId(parent), true))
                .toList();
        if (item.isPresent() || !types.isEmpty() || !notTypes.isEmpty()) {
            filters.add(new Filter.AppearsIn(item, types, notTypes));
        }
        if (!under.isEmpty()) {
            filters.add(new Filter.NamedBy(ItemKind.PERSON, Set.of(), under));
        } else if (filters.stream().noneMatch(Filter.AppearsIn.class::isInstance)
                && !Viewer.of(user).visibility().isAll()) {
            filters.add(new Filter.NamedBy(ItemKind.PERSON, Set.of(), List.of()));
        }
        return list(user, filters);
    }

    @GET
    @Path("/Genres/{genreName}")
    public BaseItemDto genre(@PathParam("genreName") String name) {
        return get(ByName.genre(name));
    }

    @GET
    @Path("/MusicGenres/{genreName}")
    public BaseItemDto musicGenre(@PathParam("genreName") String name) {
        return get(ByName.musicGenre(name));
    }

    @GET
    @Path("/Studios/{name}")
    public BaseItemDto studio(@PathParam("name") String name) {
        return get(ByName.studio(name));
    }

    @GET
    @Path("/Artists/{name}")
    public BaseItemDto artist(@PathParam("name") String name) {
        return get(ByName.artist(name));
    }

    @GET
    @Path("/Persons/{name}")
    public BaseItemDto person(@PathParam("name") String name) {
        return get(ByName.person(name));
    }

    @GET
    @Path("/Years/{year}")
    public BaseItemDto year(@PathParam("year") String year) {
        if (!year.matches("\\d{1,5}")) {
            throw QueryParameters.invalid("year", year, "a year");
        }
        return get(ByName.year(Integer.parseInt(year)));
    }

    private BaseItemDto get(ItemId id) {
        User user = acting.fromQuery();
        return pages.full(user, pages.catalog().get(Viewer.of(user), id));
    }

    private QueryResult<BaseItemDto> list(ItemKind kind, ValueType... types) {
        User user = acting.fromQuery();
        List<Filter> filters = new ArrayList<>(own(kind));
        List<Filter> bearers = bearers();
        // Names that nobody bears are pruned, so that a user who sees everything need not ask who bears them.
        boolean seesAll = Viewer.of(user).visibility().isAll();
        boolean isEither =
                types.length == 2 || kind == ItemKind.GENRE || kind == ItemKind.STUDIO || kind == ItemKind.MUSIC_GENRE;
        if (!bearers.isEmpty() || !seesAll || !isEither) {
            filters.add(new Filter.NamedBy(kind, Set.of(types), bearers));
        }
        return list(user, filters);
    }

    /** Conditions on the names themselves. */
    private List<Filter> own(ItemKind kind) {
        QueryParameters query = pages.query();
        List<Filter> filters = new ArrayList<>(List.of(new Filter.Kinds(Set.of(kind))));
        for (Filter filter : new FilterReader(query).read()) {
            if (filter instanceof Filter.IsToViewer || filter instanceof Filter.Names) {
                filters.add(filter);
            }
        }
        query.findText("searchTerm")
                .ifPresent(term -> filters.add(pages.search().find(term)));
        return filters;
    }

    /** Conditions on the items that bear the names. */
    private List<Filter> bearers() {
        QueryParameters query = pages.query();
        List<Filter> filters = new ArrayList<>();
        query.findId("parentId").ifPresent(parent -> filters.add(new Filter.Under(new ItemId(parent), true)));
        for (Filter filter : new FilterReader(query).read()) {
            if (!(filter instanceof Filter.IsToViewer) && !(filter instanceof Filter.Names)) {
                filters.add(filter);
            }
        }
        return filters;
    }

    private QueryResult<BaseItemDto> list(User user, List<Filter> filters) {
        List<Sort> sorts = SortKeys.read(pages.query());
        boolean byRelevance =
                sorts.isEmpty() && pages.query().findText("searchTerm").isPresent();
        Sort usual = new Sort(byRelevance ? Sort.Key.RELEVANCE : Sort.Key.NAME, false);
        ListQuery named = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .sortedBy(sorts.isEmpty() ? new Sort[] {usual} : sorts.toArray(Sort[]::new));
        return pages.list(user, ListQueries.paged(named, pages.query()));
    }
}
