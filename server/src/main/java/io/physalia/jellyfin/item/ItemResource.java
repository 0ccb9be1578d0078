package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Items;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
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
import java.util.stream.Collectors;

/** Items, as lists and one by one. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ItemResource {
    private final ItemPages pages;
    private final Items items;
    private final MemberPages members;
    private final ActingUser acting;

    ItemResource(ItemPages pages, Items items, MemberPages members, ActingUser acting) {
        this.pages = pages;
        this.items = items;
        this.members = members;
        this.acting = acting;
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
    @Path("/Trailers")
    public QueryResult<BaseItemDto> trailers() {
        User user = acting.fromQuery();
        ListQuery trailers = ListQuery.ALL
                .with(new FilterReader(pages.query()).read().toArray(Filter[]::new))
                .with(place().toArray(Filter[]::new))
                .with(new Filter.Kinds(Set.of(ItemKind.TRAILER)))
                .sortedBy(SortKeys.read(pages.query()).toArray(Sort[]::new));
        return pages.list(user, ListQueries.paged(trailers, pages.query()));
    }

    /** Where to look, or at what only. */
    private List<Filter> place() {
        List<Filter> filters = new ArrayList<>();
        pages.query().findId("parentId").ifPresent(parent -> filters.add(new Filter.Under(new ItemId(parent), true)));
        Set<ItemId> ids = pages.query().list("ids").stream()
                .map(text -> new ItemId(Ids.parse("ids", text)))
                .collect(Collectors.toSet());
        if (!ids.isEmpty()) {
            filters.add(new Filter.Ids(ids));
        }
        return filters;
    }

    @GET
    @Path("/UserItems/Resume")
    public QueryResult<BaseItemDto> resume() {
        return resume(acting.fromQuery());
    }

    @GET
    @Path("/Users/{userId}/Items/Resume")
    public QueryResult<BaseItemDto> resumeOf(@PathParam("userId") String userId) {
        return resume(acting.named(userId));
    }

    @GET
    @Path("/Items/Root")
    public BaseItemDto root() {
        return root(acting.fromQuery());
    }

    @GET
    @Path("/Users/{userId}/Items/Root")
    public BaseItemDto rootOf(@PathParam("userId") String userId) {
        return root(acting.named(userId));
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
    @Path("/Items/{itemId}/Ancestors")
    public List<BaseItemDto> ancestors(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        List<ItemId> above = new ArrayList<>();
        Optional<ItemId> next = pages.get(user, itemId).parent();
        while (next.isPresent() && !above.contains(next.get())) {
            above.add(next.get());
            next = items.find(next.get()).flatMap(Item::parent);
        }
        List<BaseItemDto> written =
                new ArrayList<>(pages.write(user, pages.catalog().listById(Viewer.of(user), above)));
        written.add(root(user));
        return written;
    }

    /** The box sets that an item is in. */
    @GET
    @Path("/Items/{itemId}/Collections")
    public QueryResult<BaseItemDto> collections(@PathParam("itemId") String itemId) {
        User user = acting.fromQuery();
        List<ItemCard> sets =
                pages
                        .catalog()
                        .listById(
                                Viewer.of(user),
                                members.lists()
                                        .listOwners(pages.get(user, itemId).id()))
                        .stream()
                        .filter(card -> card.kind() == ItemKind.BOX_SET)
                        .toList();
        return Conversions.page(pages.write(user, sets), pages.query());
    }

    private QueryResult<BaseItemDto> list(User user) {
        Optional<ItemId> parent = pages.query().findId("parentId").map(ItemId::new);
        boolean isPlaylist = parent.flatMap(items::find)
                .filter(item -> item.kind() == ItemKind.PLAYLIST)
                .flatMap(item -> pages.catalog().find(Viewer.of(user), item.id()))
                .isPresent();
        boolean isPlain = pages.query().list("sortBy").isEmpty()
                && pages.query().list("ids").isEmpty()
                && pages.query().list("includeItemTypes").isEmpty();
        return isPlaylist && isPlain && parent.isPresent()
                ? members.list(user, parent.get())
                : pages.list(user, pages.read());
    }

    private QueryResult<BaseItemDto> resume(User user) {
        List<Filter> filters = new ArrayList<>(new FilterReader(pages.query()).read());
        pages.query().findId("parentId").ifPresent(parent -> filters.add(new Filter.Under(new ItemId(parent), true)));
        filters.add(new Filter.IsToViewer(Filter.ViewerTrait.RESUMABLE, true));
        filters.add(new Filter.Is(Filter.Trait.FOLDER, false));
        pages.query()
                .findText("searchTerm")
                .ifPresent(term -> filters.add(pages.search().find(term)));
        ListQuery begun =
                ListQuery.ALL.with(filters.toArray(Filter[]::new)).sortedBy(new Sort(Sort.Key.DATE_PLAYED, true));
        return pages.list(user, ListQueries.paged(begun, pages.query()));
    }

    private BaseItemDto get(User user, String itemId) {
        ItemId id = ItemPages.id(itemId);
        return id.equals(Items.ROOT) ? root(user) : pages.full(user, pages.get(user, itemId));
    }

    private BaseItemDto root(User user) {
        return pages.full(user, RootCard.of(items.get(Items.ROOT)));
    }
}
