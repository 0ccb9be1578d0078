package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import io.physalia.library.catalog.Shows;
import io.physalia.library.catalog.Viewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Series: their seasons and episodes, what comes next, and what is still to come. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ShowResource {
    private final ItemPages pages;
    private final ActingUser acting;

    ShowResource(ItemPages pages, ActingUser acting) {
        this.pages = pages;
        this.acting = acting;
    }

    @GET
    @Path("/Shows/NextUp")
    public QueryResult<BaseItemDto> nextUp() {
        User user = acting.fromQuery();
        QueryParameters query = pages.query();
        Shows.Wanted wanted = new Shows.Wanted(
                query.findId("seriesId").map(ItemId::new),
                query.findId("parentId").map(ItemId::new),
                Conversions.findMoment(query, "nextUpDateCutoff"),
                query.findFlag("enableResumable").orElse(true),
                !query.findFlag("disableFirstEpisode").orElse(false),
                query.findFlag("enableRewatching").orElse(false),
                Conversions.atLeastZero("startIndex", query, 0),
                query.findInteger("limit").isPresent()
                        ? OptionalInt.of(Conversions.atLeastZero("limit", query, 0))
                        : OptionalInt.empty());
        return pages.page(user, new Shows(pages.catalog()).nextUp(Viewer.of(user), wanted));
    }

    @GET
    @Path("/Shows/Upcoming")
    public QueryResult<BaseItemDto> upcoming() {
        double today = Clock.systemUTC().instant().minus(Duration.ofDays(1)).toEpochMilli();
        List<Filter> filters = new ArrayList<>(List.of(
                new Filter.Kinds(Set.of(ItemKind.EPISODE)),
                new Filter.Range(Filter.Measure.PREMIERE_MS, OptionalDouble.of(today), OptionalDouble.empty())));
        pages.query().findId("parentId").ifPresent(parent -> filters.add(new Filter.Under(new ItemId(parent), true)));
        ListQuery coming = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .sortedBy(new Sort(Sort.Key.PREMIERE, false), new Sort(Sort.Key.AIRED, false));
        return pages.list(acting.fromQuery(), ListQueries.paged(coming, pages.query()));
    }

    @GET
    @Path("/Shows/{seriesId}/Seasons")
    public QueryResult<BaseItemDto> seasons(@PathParam("seriesId") String seriesId) {
        User user = acting.fromQuery();
        ItemCard series = pages.get(user, seriesId);
        QueryParameters query = pages.query();
        List<Filter> filters = new ArrayList<>(List.of(
                new Filter.Kinds(Set.of(ItemKind.SEASON)),
                new Filter.OneOf(Filter.Text.SERIES_ID, Set.of(series.id().value()))));
        query.findFlag("isSpecialSeason").ifPresent(special -> filters.add(special ? specials() : regular()));
        missing(user, filters);
        query.findId("adjacentTo").ifPresent(id -> filters.add(new Filter.AdjacentTo(new ItemId(id))));
        ListQuery seasons =
                ListQuery.ALL.with(filters.toArray(Filter[]::new)).sortedBy(new Sort(Sort.Key.INDEX, false));
        return pages.list(user, seasons);
    }

    @GET
    @Path("/Shows/{seriesId}/Episodes")
    public QueryResult<BaseItemDto> episodes(@PathParam("seriesId") String seriesId) {
        User user = acting.fromQuery();
        ItemCard series = pages.get(user, seriesId);
        QueryParameters query = pages.query();
        List<Filter> filters = new ArrayList<>(List.of(
                new Filter.Kinds(Set.of(ItemKind.EPISODE)),
                new Filter.OneOf(Filter.Text.SERIES_ID, Set.of(series.id().value()))));
        query.findId("seasonId")
                .ifPresentOrElse(
                        id -> filters.add(new Filter.OneOf(Filter.Text.SEASON_ID, Set.of(id))),
                        () -> query.findInteger("season").ifPresent(season -> filters.add(number(season))));
        missing(user, filters);
        query.findId("adjacentTo").ifPresent(id -> filters.add(new Filter.AdjacentTo(new ItemId(id))));
        List<Sort> sorts = SortKeys.read(query);
        ListQuery episodes = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .sortedBy(sorts.isEmpty() ? new Sort[] {new Sort(Sort.Key.AIRED, false)} : sorts.toArray(Sort[]::new));
        if (query.findId("startItemId").isEmpty()) {
            return pages.list(user, ListQueries.paged(episodes, query));
        }
        ItemId start = new ItemId(query.getId("startItemId"));
        List<ItemCard> from = pages.catalog().list(Viewer.of(user), episodes).cards().stream()
                .dropWhile(card -> !card.id().equals(start))
                .toList();
        QueryResult<ItemCard> page = Conversions.page(from, query);
        return new QueryResult<>(pages.write(user, page.items()), page.totalRecordCount(), page.startIndex());
    }

    /** Unless somebody asks, episodes that are not there are for those who want to see them. */
    private void missing(User user, List<Filter> filters) {
        pages.query()
                .findFlag("isMissing")
                .ifPresentOrElse(value -> filters.add(new Filter.Is(Filter.Trait.VIRTUAL, value)), () -> {
                    if (!user.configuration().displayMissingEpisodes()) {
                        filters.add(new Filter.Is(Filter.Trait.VIRTUAL, false));
                    }
                });
    }

    private static Filter number(int season) {
        Filter.Measure measure = Filter.Measure.PARENT_INDEX_NUMBER;
        return new Filter.Range(measure, OptionalDouble.of(season), OptionalDouble.of(season));
    }

    private static Filter specials() {
        return new Filter.Range(Filter.Measure.INDEX_NUMBER, OptionalDouble.of(0), OptionalDouble.of(0));
    }

    private static Filter regular() {
        return new Filter.Range(Filter.Measure.INDEX_NUMBER, OptionalDouble.of(1), OptionalDouble.empty());
    }
}
