package io.physalia.jellyfin.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Items;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueriesTest {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final ItemId PARENT = new ItemId(LIBRARY);

    private static ListQuery read(String query) {
        return ListQueries.read(QueryParameters.parse(query), term -> new Filter.Found(List.of(), term));
    }

    @Test
    void theWebClientsLibraryGrid() {
        ListQuery query =
                read("SortBy=SortName,ProductionYear&SortOrder=Ascending&IncludeItemTypes=Movie&Recursive=true"
                        + "&Fields=PrimaryImageAspectRatio&StartIndex=100&ParentId=" + LIBRARY + "&Limit=100");
        assertThat(query.filters())
                .containsExactly(new Filter.Under(PARENT, true), new Filter.Kinds(Set.of(ItemKind.MOVIE)));
        assertThat(query.sorts())
                .containsExactly(new Sort(Sort.Key.NAME, false), new Sort(Sort.Key.PRODUCTION_YEAR, false));
        assertThat(query.startIndex()).isEqualTo(100);
        assertThat(query.limit()).hasValue(100);
        assertThat(query.counted()).isTrue();
    }

    @Test
    void withoutAnythingTheRootIsListed() {
        assertThat(read("").filters()).containsExactly(new Filter.Under(Items.ROOT, false));
        assertThat(read("recursive=true").filters()).isEmpty();
    }

    @Test
    void idsAreFoundAnywhere() {
        ItemId other = new ItemId(LIBRARY.replace('0', 'f'));
        assertThat(read("ids=" + LIBRARY + "," + other).filters())
                .containsExactly(new Filter.Ids(Set.of(PARENT, other)));
    }

    @Test
    void listsOfBoxSetsIgnoreTheParent() {
        assertThat(read("parentId=" + LIBRARY + "&includeItemTypes=BoxSet").filters())
                .containsExactly(new Filter.Kinds(Set.of(ItemKind.BOX_SET)));
    }

    @Test
    void whereThereIsNoTelevisionNothingIsFoundOfIt() {
        assertThat(read("recursive=true&includeItemTypes=LiveTvProgram").filters())
                .containsExactly(new Filter.Kinds(Set.of()));
        assertThat(read("recursive=true&includeItemTypes=LiveTvProgram,Movie").filters())
                .containsExactly(new Filter.Kinds(Set.of(ItemKind.MOVIE)));
        assertThat(read("recursive=true&includeItemTypes=Ghost").filters()).isEmpty();
    }

    @Test
    void whoContributesIsNotWhoseAlbumItIs() {
        assertThat(read("recursive=true&contributingArtistIds=" + LIBRARY).filters())
                .containsExactly(
                        new Filter.ValueIds(Set.of(Filter.ValueType.ARTIST), Set.of(PARENT)),
                        new Filter.NotValueIds(Set.of(Filter.ValueType.ALBUM_ARTIST), Set.of(PARENT)));
    }

    @Test
    void ordersBelongToKeysByPosition() {
        assertThat(read("sortBy=DateCreated,SortName,Smell&sortOrder=Descending")
                        .sorts())
                .containsExactly(new Sort(Sort.Key.CREATED, true), new Sort(Sort.Key.NAME, true));
        assertThat(read("sortBy=DateCreated&sortBy=SortName&sortOrder=Descending&sortOrder=Ascending")
                        .sorts())
                .containsExactly(new Sort(Sort.Key.CREATED, true), new Sort(Sort.Key.NAME, false));
    }

    @Test
    void aSearchIsSortedByHowWellItFits() {
        assertThat(read("recursive=true&searchTerm=abc").sorts()).containsExactly(new Sort(Sort.Key.RELEVANCE, false));
        assertThat(read("recursive=true&searchTerm=abc&sortBy=Name").sorts())
                .containsExactly(new Sort(Sort.Key.TITLE, false));
    }

    @Test
    void filtersAreRead() {
        assertThat(read("recursive=true&filters=IsUnplayed,IsFavorite,Nonsense&genres=A%7CB,C&isHd=true&years=1999,x"
                                + "&nameStartsWith=%C3%89t&minCommunityRating=7.5&includeItemTypes=Movie,Hologram")
                        .filters())
                .contains(
                        new Filter.Kinds(Set.of(ItemKind.MOVIE)),
                        new Filter.Values(Filter.ValueType.GENRE, Set.of("A", "B,C")),
                        new Filter.Years(Set.of(1999)),
                        new Filter.Is(Filter.Trait.HD, true),
                        new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false),
                        new Filter.IsToViewer(Filter.ViewerTrait.FAVORITE, true),
                        new Filter.Names(Optional.of("et"), Optional.empty(), Optional.empty()))
                .hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=-1",
                "startIndex=-5",
                "limit=x",
                "ids=1",
                "parentId=zzz",
                "limit=99999999999",
                "minPremiereDate=yesterday",
                "genreIds=comedy"
            })
    void nonsenseIsRefused(String query) {
        assertThatThrownBy(() -> read(query)).isInstanceOf(Failure.class).hasMessageContaining("expected");
    }
}
