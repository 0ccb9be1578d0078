package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.library.ItemEdits;
import io.physalia.library.ItemId;
import io.physalia.library.PlaylistShares;
import io.physalia.library.PlaylistShares.Share;
import io.physalia.library.PlaylistShares.Sharing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Playlists: their owner and those the owner lets may change them; who may see them, sees them. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PlaylistResource {
    private final PlaylistDesk desk;
    private final MemberPages members;
    private final PlaylistShares shares;
    private final ItemEdits edits;
    private final Users users;
    private final ActingUser acting;
    private final ItemPages pages;

    PlaylistResource(
            PlaylistDesk desk,
            MemberPages members,
            PlaylistShares shares,
            ItemEdits edits,
            Users users,
            ActingUser acting,
            ItemPages pages) {
        this.desk = desk;
        this.members = members;
        this.shares = shares;
        this.edits = edits;
        this.users = users;
        this.acting = acting;
        this.pages = pages;
    }

    /** Somebody a playlist is shared with. */
    record Permission(String userId, boolean canEdit) {
        static Permission of(Share share) {
            return new Permission(share.user().value(), share.canEdit());
        }

        Share share() {
            return new Share(new UserId(Ids.parse("UserId", userId)), canEdit);
        }
    }

    record Changes(
            @Nullable String name,
            @Nullable List<String> ids,
            @Nullable String userId,
            @Nullable String mediaType,
            @Nullable List<Permission> users,
            @Nullable Boolean isPublic) {}

    record UserChanges(@Nullable Boolean canEdit) {}

    record Created(ItemId id) {}

    record PlaylistDto(boolean openAccess, List<Permission> shares, List<ItemId> itemIds) {}

    /** The body goes before the query; older clients send the query only. */
    @POST
    @Path("/Playlists")
    public Created create(@Nullable Changes body) {
        Changes asked = body == null ? new Changes(null, null, null, null, null, null) : body;
        User user = acting.named(
                Optional.ofNullable(asked.userId()).or(() -> pages.query().findText("userId")));
        String name =
                Optional.ofNullable(asked.name()).orElseGet(() -> pages.query().getText("name"));
        List<String> ids = asked.ids() == null ? pages.query().list("ids") : asked.ids();
        String mediaType = Optional.ofNullable(asked.mediaType())
                .or(() -> pages.query().findText("mediaType"))
                .orElse("");
        ItemId id = desk.create(user, name, mediaType, parsed(ids));
        List<Permission> shared = asked.users() == null ? List.of() : asked.users();
        shares.put(id, new Sharing(Optional.of(user.id()), Boolean.TRUE.equals(asked.isPublic()), known(shared)));
        return new Created(id);
    }

    private List<Share> known(List<Permission> permissions) {
        return permissions.stream()
                .map(Permission::share)
                .filter(share -> users.find(share.user()).isPresent())
                .toList();
    }

    private static List<ItemId> parsed(List<String> ids) {
        return ids.stream().map(text -> new ItemId(Ids.parse("ids", text))).toList();
    }

    @GET
    @Path("/Playlists/{playlistId}")
    public PlaylistDto get(@PathParam("playlistId") String playlistId) {
        ItemId id = ItemPages.id(playlistId);
        User user = acting.fromQuery();
        Sharing sharing = desk.visible(user, id);
        return new PlaylistDto(
                sharing.open(), sharing.shares().stream().map(Permission::of).toList(), members.listIds(user, id));
    }

    @POST
    @Path("/Playlists/{playlistId}")
    public void update(@PathParam("playlistId") String playlistId, Changes changes) {
        ItemId id = ItemPages.id(playlistId);
        User user = acting.fromQuery();
        Sharing sharing = desk.editable(user, id);
        if (changes.name() != null && !changes.name().isBlank()) {
            String name = changes.name().strip();
            edits.edit(id, metadata -> metadata.toBuilder().name(name).build());
        }
        if (changes.ids() != null) {
            members.lists().replace(id, desk.expanded(user, parsed(changes.ids())));
        }
        if (changes.users() != null || changes.isPublic() != null) {
            desk.owned(user, id);
            shares.put(
                    id,
                    new Sharing(
                            sharing.owner(),
                            changes.isPublic() == null ? sharing.open() : changes.isPublic(),
                            changes.users() == null ? sharing.shares() : known(changes.users())));
        }
    }

    @GET
    @Path("/Playlists/{playlistId}/Items")
    public QueryResult<BaseItemDto> items(@PathParam("playlistId") String playlistId) {
        User user = acting.fromQuery();
        ItemId id = ItemPages.id(playlistId);
        desk.visible(user, id);
        return members.list(user, id);
    }

    @POST
    @Path("/Playlists/{playlistId}/Items")
    public void add(@PathParam("playlistId") String playlistId) {
        User user = acting.fromQuery();
        ItemId id = ItemPages.id(playlistId);
        desk.editable(user, id);
        int position = pages.query().findInteger("position").orElse(Integer.MAX_VALUE);
        members.lists().add(id, desk.expanded(user, parsed(pages.query().list("ids"))), position, true);
    }

    @DELETE
    @Path("/Playlists/{playlistId}/Items")
    public void remove(@PathParam("playlistId") String playlistId) {
        ItemId id = ItemPages.id(playlistId);
        desk.editable(acting.fromQuery(), id);
        members.lists().remove(id, Set.copyOf(pages.query().list("entryIds")));
    }

    @POST
    @Path("/Playlists/{playlistId}/Items/{itemId}/Move/{newIndex}")
    public void move(
            @PathParam("playlistId") String playlistId,
            @PathParam("itemId") String itemId,
            @PathParam("newIndex") String newIndex) {
        ItemId id = ItemPages.id(playlistId);
        desk.editable(acting.fromQuery(), id);
        if (!newIndex.matches("\\d{1,9}")) {
            throw io.physalia.jellyfin.wire.QueryParameters.invalid(
                    "newIndex", newIndex, "a whole number of at least 0");
        }
        members.lists().move(id, itemId, Integer.parseInt(newIndex));
    }

    @GET
    @Path("/Playlists/{playlistId}/Users")
    public List<Permission> users(@PathParam("playlistId") String playlistId) {
        ItemId id = ItemPages.id(playlistId);
        return desk.owned(acting.fromQuery(), id).shares().stream()
                .map(Permission::of)
                .toList();
    }

    @GET
    @Path("/Playlists/{playlistId}/Users/{userId}")
    public Permission user(@PathParam("playlistId") String playlistId, @PathParam("userId") String userId) {
        User sender = acting.fromQuery();
        UserId who = new UserId(Ids.parse("userId", userId));
        Sharing sharing = desk.visible(sender, ItemPages.id(playlistId));
        boolean maySay = sharing.isOwner(sender.id())
                || sender.id().equals(who)
                || sender.policy().isAdministrator();
        if (!maySay) {
            throw new Failure(FailureCode.FORBIDDEN, "only the playlist's owner may see that");
        }
        if (sharing.isOwner(who)) {
            return new Permission(who.value(), true);
        }
        return sharing.shares().stream()
                .filter(share -> share.user().equals(who))
                .map(Permission::of)
                .findFirst()
                .orElseThrow(
                        () -> new Failure(FailureCode.ITEM_NOT_FOUND, "the playlist is not shared with this user"));
    }

    @POST
    @Path("/Playlists/{playlistId}/Users/{userId}")
    public void share(
            @PathParam("playlistId") String playlistId, @PathParam("userId") String userId, UserChanges changes) {
        ItemId id = ItemPages.id(playlistId);
        Sharing sharing = desk.owned(acting.fromQuery(), id);
        UserId who = users.get(new UserId(Ids.parse("userId", userId))).id();
        List<Share> all = new ArrayList<>(sharing.shares());
        all.removeIf(share -> share.user().equals(who));
        all.add(new Share(who, Boolean.TRUE.equals(changes.canEdit())));
        shares.put(id, new Sharing(sharing.owner(), sharing.open(), all));
    }

    @DELETE
    @Path("/Playlists/{playlistId}/Users/{userId}")
    public void unshare(@PathParam("playlistId") String playlistId, @PathParam("userId") String userId) {
        ItemId id = ItemPages.id(playlistId);
        User sender = acting.fromQuery();
        UserId who = new UserId(Ids.parse("userId", userId));
        Sharing sharing = sender.id().equals(who) ? desk.visible(sender, id) : desk.owned(sender, id);
        List<Share> all = new ArrayList<>(sharing.shares());
        if (!all.removeIf(share -> share.user().equals(who))) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "the playlist is not shared with this user");
        }
        shares.put(id, new Sharing(sharing.owner(), sharing.open(), all));
    }
}
