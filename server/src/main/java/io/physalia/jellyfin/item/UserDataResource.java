package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import io.physalia.playback.PlayStates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user says of an item: played or not, a favourite or not, liked or not. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class UserDataResource {
    private final ItemPages pages;
    private final Parts parts;
    private final PlayStates states;
    private final ActingUser acting;

    UserDataResource(ItemPages pages, Parts parts, PlayStates states, ActingUser acting) {
        this.pages = pages;
        this.parts = parts;
        this.states = states;
        this.acting = acting;
    }

    /** What a client wants to be kept; null: as it is. */
    record Update(
            @Nullable Double rating,
            @Nullable Long playbackPositionTicks,
            @Nullable Integer playCount,
            @Nullable Boolean isFavorite,
            @Nullable Boolean likes,
            @Nullable Instant lastPlayedDate,
            @Nullable Boolean played) {}

    @GET
    @Path("/UserItems/{itemId}/UserData")
    public UserItemDataDto get(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        return dto(user, pages.get(user, itemId));
    }

    @GET
    @Path("/Users/{userId}/Items/{itemId}/UserData")
    public UserItemDataDto getOf(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        User user = acting.named(userId);
        return dto(user, pages.get(user, itemId));
    }

    @POST
    @Path("/UserItems/{itemId}/UserData")
    public UserItemDataDto update(@PathParam("itemId") String itemId, Update update) {
        return update(acting.fromQuery(), itemId, update);
    }

    @POST
    @Path("/Users/{userId}/Items/{itemId}/UserData")
    public UserItemDataDto updateOf(
            @PathParam("userId") String userId, @PathParam("itemId") String itemId, Update update) {
        return update(acting.named(userId), itemId, update);
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

    @POST
    @Path("/UserItems/{itemId}/Rating")
    public UserItemDataDto rate(@PathParam("itemId") String itemId) {
        return rate(acting.fromQuery(), itemId, pages.query().findFlag("likes"));
    }

    @DELETE
    @Path("/UserItems/{itemId}/Rating")
    public UserItemDataDto unrate(@PathParam("itemId") String itemId) {
        return rate(acting.fromQuery(), itemId, Optional.empty());
    }

    @POST
    @Path("/Users/{userId}/Items/{itemId}/Rating")
    public UserItemDataDto rateAs(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return rate(acting.named(userId), itemId, pages.query().findFlag("likes"));
    }

    @DELETE
    @Path("/Users/{userId}/Items/{itemId}/Rating")
    public UserItemDataDto unrateAs(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return rate(acting.named(userId), itemId, Optional.empty());
    }

    /** Of a folder: everything in it that the user may see. */
    private UserItemDataDto markPlayed(User user, String itemId, boolean played) {
        ItemCard card = pages.get(user, itemId);
        Optional<Instant> when = Conversions.findMoment(pages.query(), "datePlayed");
        if (card.isFolder()) {
            ListQuery below = ListQuery.ALL
                    .with(
                            new Filter.Under(card.id(), true),
                            new Filter.Is(Filter.Trait.FOLDER, false),
                            new Filter.Is(Filter.Trait.VIRTUAL, false))
                    .uncounted();
            List<ItemId> ids = pages.catalog().list(Viewer.of(user), below).cards().stream()
                    .map(ItemCard::id)
                    .toList();
            states.markAllPlayed(user.id(), ids, played, when);
        } else if (when.isPresent()) {
            states.markAllPlayed(user.id(), List.of(card.id()), played, when);
        } else {
            states.markPlayed(user.id(), card.id(), played);
        }
        return dto(user, card);
    }

    private UserItemDataDto markFavorite(User user, String itemId, boolean favorite) {
        ItemCard card = pages.get(user, itemId);
        states.markFavorite(user.id(), card.id(), favorite);
        return dto(user, card);
    }

    private UserItemDataDto rate(User user, String itemId, Optional<Boolean> likes) {
        ItemCard card = pages.get(user, itemId);
        states.rate(user.id(), card.id(), likes);
        return dto(user, card);
    }

    private UserItemDataDto update(User user, String itemId, Update update) {
        ItemCard card = pages.get(user, itemId);
        if ((update.playbackPositionTicks() != null && update.playbackPositionTicks() < 0)
                || (update.playCount() != null && update.playCount() < 0)) {
            throw QueryParameters.invalid("PlaybackPositionTicks, PlayCount", "-", "at least 0");
        }
        states.change(
                user.id(),
                card.id(),
                new PlayStates.Change(
                        Optional.ofNullable(update.playbackPositionTicks()).map(Ticks::toDuration),
                        Optional.ofNullable(update.playCount()),
                        Optional.ofNullable(update.played()),
                        Optional.ofNullable(update.isFavorite()),
                        Optional.ofNullable(update.likes()),
                        Optional.ofNullable(update.rating()),
                        Optional.ofNullable(update.lastPlayedDate())));
        return dto(user, card);
    }

    private UserItemDataDto dto(User user, ItemCard card) {
        Optional<Parts.Tally> tally = PageFactReader.isTallied(card.kind())
                ? Optional.ofNullable(parts.tallies(Viewer.of(user), List.of(card.id()))
                        .getOrDefault(card.id(), new Parts.Tally(0, 0)))
                : Optional.empty();
        return UserItemDataDto.of(
                card.id(), states.get(user.id(), card.id()), card.file().runtime(), tally);
    }
}
