package io.physalia.library.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.library.ItemId;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.CloseableDSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final String ROWS = "with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)"
            + " select substr('f0000000000000000000000000' || (100000 + i), 1) from n";

    private static Listing listing(int size) {
        try (CloseableDSLContext sql = DSL.using("jdbc:sqlite::memory:")) {
            return Listing.read(sql.resultQuery(ROWS, size));
        }
    }

    private static List<ItemId> ids(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> ("f0000000000000000000000000" + (100_000 + i)))
                .map(ItemId::new)
                .toList();
    }

    @Test
    void aPageIsAPartInTheSameOrder() {
        Listing listing = listing(1_000);
        assertThat(listing.size()).isEqualTo(1_000);
        assertThat(listing.page(0, 3)).isEqualTo(ids(1, 3));
        assertThat(listing.page(500, 200)).isEqualTo(ids(501, 700));
        assertThat(listing.page(0, Integer.MAX_VALUE)).isEqualTo(ids(1, 1_000));
    }

    @Test
    void behindTheEndThereIsNothing() {
        Listing listing = listing(10);
        assertThat(listing.page(8, 5)).isEqualTo(ids(9, 10));
        assertThat(listing.page(10, 5)).isEmpty();
        assertThat(listing.page(Integer.MAX_VALUE, 5)).isEmpty();
        assertThat(listing.page(3, 0)).isEmpty();
    }

    @Test
    void aLongerListIsNotKept() {
        assertThat(listing(Listing.MOST).isTooLong()).isFalse();
        assertThat(listing(Listing.MOST).size()).isEqualTo(Listing.MOST);
        assertThat(listing(Listing.MOST + 1).isTooLong()).isTrue();
        assertThat(listing(Listing.MOST + 1).size()).isZero();
    }
}
