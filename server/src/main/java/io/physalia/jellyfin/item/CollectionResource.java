package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Permission;
import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Items;
import io.physalia.library.MemberLists;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Box sets that people put together. */
@Path("/Collections")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class CollectionResource {
    private final MemberLists lists;
    private final Catalog catalog;
    private final Items items;
    private final Request request;

    CollectionResource(MemberLists lists, Catalog catalog, Items items, Request request) {
        this.lists = lists;
        this.items = items;
        this.catalog = catalog;
        this.request = request;
    }

    record Created(ItemId id) {}

    @POST
    public Created create() {
        User user = curator();
        String name = request.query().getText("name");
        List<ItemId> members = visible(user);
        ItemId id = lists.create(name, ItemKind.BOX_SET, "Unknown");
        lists.add(id, members, 0, false);
        return new Created(id);
    }

    @POST
    @Path("/{collectionId}/Items")
    public void add(@PathParam("collectionId") String collectionId) {
        User user = curator();
        lists.add(collection(user, collectionId), visible(user), Integer.MAX_VALUE, false);
    }

    @DELETE
    @Path("/{collectionId}/Items")
    public void remove(@PathParam("collectionId") String collectionId) {
        User user = curator();
        ItemId collection = collection(user, collectionId);
        List<ItemId> seen = visible(user);
        // What is not there any more may go, what is hidden stays.
        Set<String> ids = named().stream()
                .filter(id -> seen.contains(id) || items.find(id).isEmpty())
                .map(ItemId::value)
                .collect(Collectors.toSet());
        lists.remove(collection, ids);
    }

    private User curator() {
        User user = request.user();
        if (!Permission.COLLECTION_MANAGEMENT.isGivenBy(user.policy())) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not change collections");
        }
        return user;
    }

    private ItemId collection(User user, String id) {
        ItemCard card = catalog.get(Viewer.of(user), ItemPages.id(id));
        if (card.kind() != ItemKind.BOX_SET) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "the item is no collection");
        }
        return card.id();
    }

    /** What the request names and the user may see. */
    private List<ItemId> visible(User user) {
        return catalog.listById(Viewer.of(user), named()).stream()
                .map(ItemCard::id)
                .toList();
    }

    private List<ItemId> named() {
        return request.query().list("ids").stream()
                .map(text -> new ItemId(Ids.parse("ids", text)))
                .toList();
    }
}
