package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Item;
import io.physalia.library.ItemKind;
import io.physalia.library.ItemQuery;
import io.physalia.library.Items;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;

/** Libraries and items, as lists and one by one. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ItemResource {
    private static final List<ItemKind> PLAYABLE =
            List.of(ItemKind.MOVIE, ItemKind.VIDEO, ItemKind.MUSIC_VIDEO, ItemKind.EPISODE, ItemKind.AUDIO);

    private final VisibleItems items;
    private final ItemDtos dtos;
    private final ActingUser acting;
    private final Request request;

    ItemResource(VisibleItems items, ItemDtos dtos, ActingUser acting, Request request) {
        this.items = items;
        this.dtos = dtos;
        this.acting = acting;
        this.request = request;
    }

    @GET
    @Path("/UserViews")
    public QueryResult<BaseItemDto> views() {
        return views(acting.fromQuery());
    }

    @GET
    @Path("/Users/{userId}/Views")
    public QueryResult<BaseItemDto> viewsOf(@PathParam("userId") String userId) {
        return views(acting.named(userId));
    }

    @GET
    @Path("/Items")
    public QueryResult<BaseItemDto> list() {
        return list(acting.fromQuery());
    }

    @GET
    @Path("/Users/{userId}/Items")
    public QueryResult<BaseItemDto> listOf(@PathParam("userId") String userId) {
        return list(acting.named(userId));
    }

    @GET
    @Path("/Items/Latest")
    public List<BaseItemDto> latest() {
        return latest(acting.fromQuery());
    }

    @GET
    @Path("/Users/{userId}/Items/Latest")
    public List<BaseItemDto> latestOf(@PathParam("userId") String userId) {
        return latest(acting.named(userId));
    }

    @GET
    @Path("/Items/{itemId}")
    public BaseItemDto get(@PathParam("itemId") String itemId) {
        return get(acting.fromQuery(), itemId);
    }

    @GET
    @Path("/Users/{userId}/Items/{itemId}")
    public BaseItemDto getOf(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        return get(acting.named(userId), itemId);
    }

    @GET
    @Path("/Users/{userId}/Items/Root")
    public BaseItemDto rootOf(@PathParam("userId") String userId) {
        User user = acting.named(userId);
        return dtos.full(user, items.get(user, Items.ROOT));
    }

    private BaseItemDto get(User user, String itemId) {
        return dtos.full(user, items.get(user, itemId));
    }

    private QueryResult<BaseItemDto> views(User user) {
        ItemQuery libraries = ItemQuery.ALL
                .withParent(Items.ROOT)
                .withRecursive(false)
                .withKinds(List.of(ItemKind.COLLECTION_FOLDER));
        return result(user, items.query(user, libraries), ItemFields.of(List.of("DisplayPreferencesId", "ParentId")));
    }

    private QueryResult<BaseItemDto> list(User user) {
        QueryParameters query = request.query();
        return result(user, items.query(user, ItemQueries.read(query)), ItemFields.of(query.list("fields")));
    }

    private List<BaseItemDto> latest(User user) {
        QueryParameters query = request.query();
        ItemQuery wanted = ItemQueries.read(query)
                .withRecursive(true)
                .withSorts(List.of(new ItemQuery.Sort(ItemQuery.Sort.Key.CREATED, true)));
        if (wanted.kinds().isEmpty()) {
            wanted = wanted.withKinds(PLAYABLE);
        }
        if (wanted.limit().isEmpty()) {
            wanted = wanted.withLimit(20);
        }
        List<Item> found = items.query(user, wanted).items();
        return dtos.list(user, found, ItemFields.of(query.list("fields")));
    }

    private QueryResult<BaseItemDto> result(User user, Items.Page page, ItemFields fields) {
        return new QueryResult<>(dtos.list(user, page.items(), fields), page.total(), page.startIndex());
    }
}
