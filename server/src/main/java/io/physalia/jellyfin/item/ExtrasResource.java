package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.Items;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.Parts;
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

/** What goes with an item: theme songs, trailers, deleted scenes, further parts. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ExtrasResource {
    private static final Set<String> FEATURES = Set.of(
            "BehindTheScenes",
            "DeletedScene",
            "Interview",
            "Scene",
            "Sample",
            "Clip",
            "Featurette",
            "Short",
            "Unknown");

    private final ItemPages pages;
    private final Items items;
    private final Parts parts;
    private final ActingUser acting;

    ExtrasResource(ItemPages pages, Items items, Parts parts, ActingUser acting) {
        this.pages = pages;
        this.items = items;
        this.parts = parts;
        this.acting = acting;
    }

    record ThemeResult(List<BaseItemDto> items, int totalRecordCount, int startIndex, ItemId ownerId) {}

    record ThemeMedia(ThemeResult themeVideosResult, ThemeResult themeSongsResult, ThemeResult soundtrackSongsResult) {}

    /** Films before the film come from plugins, of which there are none. */
    @GET
    @Path("/Items/{itemId}/Intros")
    public QueryResult<BaseItemDto> intros(@PathParam("itemId") String itemId) {
        return none(acting.fromQuery(), itemId);
    }

    @GET
    @Path("/Users/{userId}/Items/{itemId}/Intros")
    public QueryResult<BaseItemDto> introsFor(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return none(acting.named(userId), itemId);
    }

    /** Nobody collects what critics write: Jellyfin has nothing to answer here either. */
    @GET
    @Path("/Items/{itemId}/CriticReviews")
    public QueryResult<BaseItemDto> reviews(@PathParam("itemId") String itemId) {
        return none(acting.fromQuery(), itemId);
    }

    /** Segments to skip come from plugins, of which there are none. */
    @GET
    @Path("/MediaSegments/{itemId}")
    public QueryResult<BaseItemDto> segments(@PathParam("itemId") String itemId) {
        return none(acting.fromQuery(), itemId);
    }

    @GET
    @Path("/Items/{itemId}/LocalTrailers")
    public List<BaseItemDto> trailers(@PathParam("itemId") String itemId) {
        return extras(acting.fromQuery(), itemId, Set.of("Trailer"));
    }

    @GET
    @Path("/Users/{userId}/Items/{itemId}/LocalTrailers")
    public List<BaseItemDto> trailersFor(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return extras(acting.named(userId), itemId, Set.of("Trailer"));
    }

    @GET
    @Path("/Items/{itemId}/SpecialFeatures")
    public List<BaseItemDto> features(@PathParam("itemId") String itemId) {
        return extras(acting.fromQuery(), itemId, FEATURES);
    }

    @GET
    @Path("/Users/{userId}/Items/{itemId}/SpecialFeatures")
    public List<BaseItemDto> featuresFor(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return extras(acting.named(userId), itemId, FEATURES);
    }

    @GET
    @Path("/Videos/{itemId}/AdditionalParts")
    public QueryResult<BaseItemDto> additionalParts(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        ItemId id = pages.get(user, itemId).id();
        return QueryResult.of(
                pages.write(user, parts.parts(Viewer.of(user), List.of(id)).getOrDefault(id, List.of())));
    }

    @GET
    @Path("/Items/{itemId}/ThemeMedia")
    public ThemeMedia themeMedia(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        ItemCard card = pages.get(user, itemId);
        return new ThemeMedia(
                themes(user, card, "ThemeVideo"),
                themes(user, card, "ThemeSong"),
                new ThemeResult(List.of(), 0, 0, card.id()));
    }

    @GET
    @Path("/Items/{itemId}/ThemeSongs")
    public ThemeResult themeSongs(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        return themes(user, pages.get(user, itemId), "ThemeSong");
    }

    @GET
    @Path("/Items/{itemId}/ThemeVideos")
    public ThemeResult themeVideos(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        return themes(user, pages.get(user, itemId), "ThemeVideo");
    }

    /** The item's own, or those of the nearest folder above it that has any, if they may be inherited. */
    private ThemeResult themes(User user, ItemCard card, String type) {
        List<ItemId> owners = new ArrayList<>(List.of(card.id()));
        if (pages.query().findFlag("inheritFromParent").orElse(false)) {
            Optional<ItemId> next = card.parent();
            while (next.isPresent() && !owners.contains(next.get())) {
                owners.add(next.get());
                next = items.find(next.get()).flatMap(Item::parent);
            }
        }
        List<ItemCard> found = find(user, Set.copyOf(owners), Set.of(type));
        for (ItemId owner : owners) {
            List<ItemCard> own = found.stream()
                    .filter(extra -> extra.tie().owner().equals(Optional.of(owner)))
                    .toList();
            if (!own.isEmpty()) {
                return new ThemeResult(pages.write(user, own), own.size(), 0, owner);
            }
        }
        return new ThemeResult(List.of(), 0, 0, card.id());
    }

    private List<BaseItemDto> extras(User user, String itemId, Set<String> types) {
        return pages.write(user, find(user, Set.of(pages.get(user, itemId).id()), types));
    }

    private List<ItemCard> find(User user, Set<ItemId> owners, Set<String> types) {
        ListQuery extras = ListQuery.ALL
                .with(new Filter.ExtrasOf(owners, types))
                .sortedBy(new ListQuery.Sort(ListQuery.Sort.Key.NAME, false));
        return pages.catalog().list(Viewer.of(user), extras).cards();
    }

    private QueryResult<BaseItemDto> none(User user, String itemId) {
        pages.get(user, itemId);
        return QueryResult.of(List.of());
    }
}
