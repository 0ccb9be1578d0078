package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.library.CollectionType;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Items;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Latest;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A user's libraries, and what is new in them. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ViewResource {
    private static final Set<ItemKind> LEAVES = Set.of(
            ItemKind.MOVIE,
            ItemKind.VIDEO,
            ItemKind.MUSIC_VIDEO,
            ItemKind.EPISODE,
            ItemKind.AUDIO,
            ItemKind.AUDIO_BOOK,
            ItemKind.BOOK,
            ItemKind.PHOTO);

    private final ItemPages pages;
    private final Libraries libraries;
    private final ActingUser acting;

    ViewResource(ItemPages pages, Libraries libraries, ActingUser acting) {
        this.pages = pages;
        this.libraries = libraries;
        this.acting = acting;
    }

    /** A library that may be shown with others as one. */
    record GroupingOption(String name, String id) {}

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
    @Path("/UserViews/GroupingOptions")
    public List<GroupingOption> groupingOptions() {
        return cards(acting.fromQuery(), true).stream()
                .map(card -> new GroupingOption(card.name(), card.id().value()))
                .toList();
    }

    @GET
    @Path("/Users/{userId}/GroupingOptions")
    public List<GroupingOption> groupingOptionsOf(@PathParam("userId") String userId) {
        return cards(acting.named(userId), true).stream()
                .map(card -> new GroupingOption(card.name(), card.id().value()))
                .toList();
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

    private QueryResult<BaseItemDto> views(User user) {
        boolean hidden = pages.query().findFlag("includeHidden").orElse(false);
        ItemFields fields = pages.fields().with("DisplayPreferencesId", "ParentId", "DateCreated", "Etag");
        return QueryResult.of(pages.write(user, cards(user, hidden), fields));
    }

    /** In the order that the user has chosen, the others by name. */
    private List<ItemCard> cards(User user, boolean withHidden) {
        List<String> order = plain(user.configuration().orderedViews());
        Set<String> hidden =
                withHidden ? Set.of() : Set.copyOf(plain(user.configuration().myMediaExcludes()));
        ListQuery query = ListQuery.ALL.with(
                new Filter.Under(Items.ROOT, false), new Filter.Kinds(Set.of(ItemKind.COLLECTION_FOLDER)));
        List<ItemCard> cards =
                new ArrayList<>(pages.catalog().list(Viewer.of(user), query).cards());
        cards.removeIf(card -> hidden.contains(card.id().value()));
        cards.sort(Comparator.comparingInt(card -> {
            int place = order.indexOf(card.id().value());
            return place < 0 ? Integer.MAX_VALUE : place;
        }));
        return cards;
    }

    private static List<String> plain(Collection<String> ids) {
        return ids.stream()
                .flatMap(id -> ItemId.find(id).stream())
                .map(ItemId::value)
                .toList();
    }

    private List<BaseItemDto> latest(User user) {
        Optional<ItemId> parent = pages.query().findId("parentId").map(ItemId::new);
        Set<ItemKind> kinds = FilterReader.kinds(pages.query(), "includeItemTypes");
        boolean isMusic = parent.flatMap(libraries::find)
                .map(library -> library.type() == CollectionType.MUSIC)
                .orElse(kinds.equals(Set.of(ItemKind.AUDIO)));
        List<Filter> filters = new ArrayList<>();
        filters.add(new Filter.Kinds(kinds.isEmpty() ? LEAVES : kinds));
        filters.add(new Filter.Is(Filter.Trait.VIRTUAL, false));
        parent.ifPresentOrElse(
                id -> filters.add(new Filter.Under(id, true)),
                () -> excluded(user).forEach(id -> filters.add(new Filter.NotUnder(id))));
        pages.query()
                .findFlag("isPlayed")
                .or(() -> user.configuration().hidePlayedInLatest() && !isMusic ? Optional.of(false) : Optional.empty())
                .ifPresent(played -> filters.add(new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, played)));
        int limit = Conversions.atLeastZero("limit", pages.query(), 20);
        boolean grouped = pages.query().findFlag("groupItems").orElse(true);
        List<Latest.Entry> entries =
                new Latest(pages.catalog()).list(Viewer.of(user), filters, Math.min(limit, 500), grouped);
        List<BaseItemDto> written =
                pages.write(user, entries.stream().map(Latest.Entry::card).toList());
        List<BaseItemDto> counted = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            int children = entries.get(i).children();
            BaseItemDto dto = written.get(i);
            counted.add(children == 0 ? dto : dto.with(dto.core().withChildCount(children)));
        }
        return counted;
    }

    private Set<ItemId> excluded(User user) {
        Set<ItemId> excluded = new HashSet<>();
        Set<String> named = Set.copyOf(plain(user.configuration().latestItemsExcludes()));
        for (Library library : libraries.list()) {
            if (named.contains(library.id().value())) {
                excluded.add(library.id());
            }
        }
        return excluded;
    }
}
