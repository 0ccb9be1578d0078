package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.library.Item;
import io.physalia.playback.PlayState;
import io.physalia.playback.PlayStates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** What a user says of an item: played or not, a favourite or not. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class UserDataResource {
    private final VisibleItems items;
    private final PlayStates states;
    private final ActingUser acting;

    UserDataResource(VisibleItems items, PlayStates states, ActingUser acting) {
        this.items = items;
        this.states = states;
        this.acting = acting;
    }

    @GET
    @Path("/UserItems/{itemId}/UserData")
    public UserItemDataDto get(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        Item item = items.get(user, itemId);
        return dto(item, states.get(user.id(), item.id()));
    }

    @POST
    @Path("/UserPlayedItems/{itemId}")
    public UserItemDataDto played(@PathParam("itemId") String itemId) {
        return markPlayed(acting.fromQuery(), itemId, true);
    }

    @DELETE
    @Path("/UserPlayedItems/{itemId}")
    public UserItemDataDto unplayed(@PathParam("itemId") String itemId) {
        return markPlayed(acting.fromQuery(), itemId, false);
    }

    @POST
    @Path("/Users/{userId}/PlayedItems/{itemId}")
    public UserItemDataDto playedBy(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return markPlayed(acting.named(userId), itemId, true);
    }

    @DELETE
    @Path("/Users/{userId}/PlayedItems/{itemId}")
    public UserItemDataDto unplayedBy(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return markPlayed(acting.named(userId), itemId, false);
    }

    @POST
    @Path("/UserFavoriteItems/{itemId}")
    public UserItemDataDto favorite(@PathParam("itemId") String itemId) {
        return markFavorite(acting.fromQuery(), itemId, true);
    }

    @DELETE
    @Path("/UserFavoriteItems/{itemId}")
    public UserItemDataDto noFavorite(@PathParam("itemId") String itemId) {
        return markFavorite(acting.fromQuery(), itemId, false);
    }

    @POST
    @Path("/Users/{userId}/FavoriteItems/{itemId}")
    public UserItemDataDto favoriteOf(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return markFavorite(acting.named(userId), itemId, true);
    }

    @DELETE
    @Path("/Users/{userId}/FavoriteItems/{itemId}")
    public UserItemDataDto noFavoriteOf(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return markFavorite(acting.named(userId), itemId, false);
    }

    private UserItemDataDto markPlayed(User user, String itemId, boolean played) {
        Item item = items.get(user, itemId);
        return dto(item, states.markPlayed(user.id(), item.id(), played));
    }

    private UserItemDataDto markFavorite(User user, String itemId, boolean favorite) {
        Item item = items.get(user, itemId);
        return dto(item, states.markFavorite(user.id(), item.id(), favorite));
    }

    private static UserItemDataDto dto(Item item, PlayState state) {
        return UserItemDataDto.of(item.id(), state, item.runtime());
    }
}
