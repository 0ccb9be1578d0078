package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.library.ByName;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.Filter.ValueType;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Kin;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is like something: similar items, mixes that begin with a song, films like those that were played. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class SimilarResource {
    private static final int MOST = 200;

    private final ItemPages pages;
    private final Parts parts;
    private final ActingUser acting;

    SimilarResource(ItemPages pages, Parts parts, ActingUser acting) {
        this.pages = pages;
        this.parts = parts;
        this.acting = acting;
    }

    /** Films, and why. */
    record Recommendation(
            List<BaseItemDto> items, String recommendationType, String baselineItemName, ItemId categoryId) {}

    @GET
    @Path("/Items/{itemId}/Similar")
    public QueryResult<BaseItemDto> similar(@PathParam("itemId") String itemId) {
        return alike(itemId);
    }

    @GET
    @Path("/Movies/{itemId}/Similar")
    public QueryResult<BaseItemDto> similarFilms(@PathParam("itemId") String itemId) {
        return alike(itemId);
    }

    @GET
    @Path("/Shows/{itemId}/Similar")
    public QueryResult<BaseItemDto> similarShows(@PathParam("itemId") String itemId) {
        return alike(itemId);
    }

    @GET
    @Path("/Trailers/{itemId}/Similar")
    public QueryResult<BaseItemDto> similarTrailers(@PathParam("itemId") String itemId) {
        return alike(itemId);
    }

    @GET
    @Path("/Albums/{itemId}/Similar")
    public QueryResult<BaseItemDto> similarAlbums(@PathParam("itemId") String itemId) {
        return alike(itemId);
    }

    @GET
    @Path("/Artists/{itemId}/Similar")
    public QueryResult<BaseItemDto> similarArtists(@PathParam("itemId") String itemId) {
        return alike(itemId);
    }

    private QueryResult<BaseItemDto> alike(String itemId) {
        User user = acting.fromQuery();
        ItemCard card = pages.get(user, itemId);
        int limit = Conversions.atLeastZero("limit", pages.query(), 20);
        return QueryResult.of(pages.write(user, similar(user, card, Math.min(limit, MOST))));
    }

    private List<ItemCard> similar(User user, ItemCard card, int limit) {
        Set<ItemKind> kinds = card.kind() == ItemKind.TRAILER ? Set.of(ItemKind.MOVIE) : Set.of(card.kind());
        return limit == 0
                ? List.of()
                : new Kin(pages.catalog(), parts)
                        .similar(Viewer.of(user), card.id(), kinds, new FilterReader(pages.query()).read(), limit);
    }

    @GET
    @Path("/Items/{itemId}/InstantMix")
    public QueryResult<BaseItemDto> mixOfItem(@PathParam("itemId") String itemId) {
        return mix(itemId);
    }

    @GET
    @Path("/Albums/{itemId}/InstantMix")
    public QueryResult<BaseItemDto> mixOfAlbum(@PathParam("itemId") String itemId) {
        return mix(itemId);
    }

    @GET
    @Path("/Artists/{itemId}/InstantMix")
    public QueryResult<BaseItemDto> mixOfArtist(@PathParam("itemId") String itemId) {
        return mix(itemId);
    }

    @GET
    @Path("/Playlists/{itemId}/InstantMix")
    public QueryResult<BaseItemDto> mixOfPlaylist(@PathParam("itemId") String itemId) {
        return mix(itemId);
    }

    @GET
    @Path("/Songs/{itemId}/InstantMix")
    public QueryResult<BaseItemDto> mixOfSong(@PathParam("itemId") String itemId) {
        return mix(itemId);
    }

    @GET
    @Path("/Artists/InstantMix")
    public QueryResult<BaseItemDto> mixOfArtistById() {
        return mix(pages.query().getId("id"));
    }

    @GET
    @Path("/MusicGenres/InstantMix")
    public QueryResult<BaseItemDto> mixOfGenreById() {
        return mix(pages.query().getId("id"));
    }

    private QueryResult<BaseItemDto> mix(String itemId) {
        User user = acting.fromQuery();
        return mix(user, pages.get(user, itemId));
    }

    @GET
    @Path("/MusicGenres/{name}/InstantMix")
    public QueryResult<BaseItemDto> mixOfGenre(@PathParam("name") String name) {
        User user = acting.fromQuery();
        return mix(user, pages.catalog().get(Viewer.of(user), ByName.musicGenre(name)));
    }

    /** The song itself, then songs of the same genres at random. */
    private QueryResult<BaseItemDto> mix(User user, ItemCard seed) {
        Set<ItemId> genres = genres(user, seed);
        int limit = Math.min(MOST, Conversions.atLeastZero("limit", pages.query(), MOST));
        List<Filter> filters = new ArrayList<>(List.of(new Filter.Kinds(Set.of(ItemKind.AUDIO))));
        if (genres.isEmpty()) {
            filters.add(new Filter.Under(seed.id(), true));
        } else {
            filters.add(new Filter.ValueIds(Set.of(ValueType.GENRE), genres));
        }
        ListQuery some = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .sortedBy(new Sort(Sort.Key.RANDOM, false))
                .limitedTo(limit)
                .uncounted();
        Set<ItemCard> songs = new LinkedHashSet<>();
        if (seed.kind() == ItemKind.AUDIO) {
            songs.add(seed);
        }
        songs.addAll(pages.catalog().list(Viewer.of(user), some).cards());
        return QueryResult.of(pages.write(user, songs.stream().limit(limit).toList()));
    }

    private Set<ItemId> genres(User user, ItemCard seed) {
        if (seed.kind() == ItemKind.MUSIC_GENRE) {
            return Set.of(seed.id());
        }
        List<ItemId> sources = new ArrayList<>(List.of(seed.id()));
        if (seed.isFolder()) {
            ListQuery songs = ListQuery.ALL
                    .with(new Filter.Under(seed.id(), true), new Filter.Kinds(Set.of(ItemKind.AUDIO)))
                    .limitedTo(50)
                    .uncounted();
            pages.catalog().list(Viewer.of(user), songs).cards().forEach(song -> sources.add(song.id()));
        }
        return parts.values(sources, Set.of(ValueType.GENRE)).values().stream()
                .flatMap(values -> values.getOrDefault(ValueType.GENRE, List.of()).stream())
                .map(Parts.Value::id)
                .collect(Collectors.toSet());
    }

    @GET
    @Path("/Movies/Recommendations")
    public List<Recommendation> recommendations() {
        User user = acting.fromQuery();
        int categories = Math.min(10, Conversions.atLeastZero("categoryLimit", pages.query(), 5));
        int limit = Math.min(MOST, Conversions.atLeastZero("itemLimit", pages.query(), 8));
        List<Filter> filters = new ArrayList<>(List.of(new Filter.Kinds(Set.of(ItemKind.MOVIE))));
        pages.query().findId("parentId").ifPresent(parent -> filters.add(new Filter.Under(new ItemId(parent), true)));
        filters.add(new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, true));
        ListQuery played = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .sortedBy(new Sort(Sort.Key.DATE_PLAYED, true))
                .limitedTo(categories)
                .uncounted();
        List<Recommendation> all = new ArrayList<>();
        for (ItemCard film : pages.catalog().list(Viewer.of(user), played).cards()) {
            List<ItemCard> similar = similar(user, film, limit);
            if (!similar.isEmpty()) {
                all.add(new Recommendation(
                        pages.write(user, similar), "SimilarToRecentlyPlayed", film.name(), film.id()));
            }
        }
        return all;
    }
}
