package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;

/**
 * What goes with an item: intros, theme songs, trailers, similar items, segments to skip. There is nothing of it yet, but clients
 * ask before they play, and do not play if the answer is an error.
 */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ExtrasResource {
    private final VisibleItems items;
    private final ActingUser acting;

    ExtrasResource(VisibleItems items, ActingUser acting) {
        this.items = items;
        this.acting = acting;
    }

    record ThemeResult(List<BaseItemDto> items, int totalRecordCount, int startIndex, ItemId ownerId) {}

    record ThemeMedia(ThemeResult themeVideosResult, ThemeResult themeSongsResult, ThemeResult soundtrackSongsResult) {}

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

    @GET
    @Path("/Items/{itemId}/Similar")
    public QueryResult<BaseItemDto> similar(@PathParam("itemId") String itemId) {
        return none(acting.fromQuery(), itemId);
    }

    @GET
    @Path("/MediaSegments/{itemId}")
    public QueryResult<BaseItemDto> segments(@PathParam("itemId") String itemId) {
        return none(acting.fromQuery(), itemId);
    }

    @GET
    @Path("/Items/{itemId}/ThemeMedia")
    public ThemeMedia themeMedia(@PathParam("itemId") String itemId) {
        Item item = items.get(acting.fromQuery(), itemId);
        ThemeResult none = new ThemeResult(List.of(), 0, 0, item.id());
        return new ThemeMedia(none, none, none);
    }

    private QueryResult<BaseItemDto> none(User user, String itemId) {
        items.get(user, itemId);
        return QueryResult.of(List.of());
    }
}
