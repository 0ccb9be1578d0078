package io.physalia.jellyfin.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.ItemQuery;
import io.physalia.library.ItemQuery.Sort;
import io.physalia.library.Items;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemQueriesTest {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";

    private static ItemQuery read(String query) {
        return ItemQueries.read(QueryParameters.parse(query));
    }

    @Test
    void theWebClientsLibraryGrid() {
        ItemQuery query =
                read("SortBy=SortName,ProductionYear&SortOrder=Ascending&IncludeItemTypes=Movie&Recursive=true"
                        + "&Fields=PrimaryImageAspectRatio&StartIndex=100&ParentId=" + LIBRARY + "&Limit=100");
        assertThat(query.parent()).contains(new ItemId(LIBRARY));
        assertThat(query.recursive()).isTrue();
        assertThat(query.kinds()).containsExactly(ItemKind.MOVIE);
        assertThat(query.sorts())
                .containsExactly(new Sort(Sort.Key.SORT_NAME, false), new Sort(Sort.Key.PRODUCTION_YEAR, false));
        assertThat(query.startIndex()).isEqualTo(100);
        assertThat(query.limit()).hasValue(100);
    }

    @Test
    void withoutAnythingTheRootIsListed() {
        assertThat(read("").parent()).contains(Items.ROOT);
        assertThat(read("").recursive()).isFalse();
        assertThat(read("recursive=true").parent()).isEmpty();
    }

    @Test
    void idsAreFoundAnywhere() {
        ItemQuery query = read("ids=" + LIBRARY + "," + LIBRARY.replace('0', 'f'));
        assertThat(query.ids()).hasSize(2);
        assertThat(query.parent()).isEmpty();
    }

    @Test
    void ordersBelongToKeysByPosition() {
        assertThat(read("sortBy=DateCreated,SortName,Smell&sortOrder=Descending")
                        .sorts())
                .containsExactly(new Sort(Sort.Key.CREATED, true), new Sort(Sort.Key.SORT_NAME, true));
        assertThat(read("sortBy=DateCreated&sortBy=SortName&sortOrder=Descending&sortOrder=Ascending")
                        .sorts())
                .containsExactly(new Sort(Sort.Key.CREATED, true), new Sort(Sort.Key.SORT_NAME, false));
    }

    @Test
    void unknownKindsAreSkippedAndMediaTypesMeanKinds() {
        assertThat(read("includeItemTypes=Movie,Hologram").kinds()).containsExactly(ItemKind.MOVIE);
        assertThat(read("mediaTypes=Video").kinds()).contains(ItemKind.MOVIE, ItemKind.EPISODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=-1", "startIndex=-5", "limit=x", "ids=1", "parentId=zzz", "limit=99999999999"})
    void nonsenseIsRefused(String query) {
        assertThatThrownBy(() -> read(query)).isInstanceOf(Failure.class).hasMessageContaining("expected");
    }
}
