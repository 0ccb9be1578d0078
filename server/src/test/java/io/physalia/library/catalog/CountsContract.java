package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.LIBRARIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.database.DatabaseConfig;
import io.physalia.library.CatalogFixture;
import io.physalia.library.CollectionType;
import io.physalia.library.GeneratedLibrary;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.OfficialRatings;
import io.physalia.library.catalog.ListQuery.Sort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of items, on a real database: they are right after every change, and count what the viewer may see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CountsContract {
    private static final Filter FILMS = new Filter.Kinds(Set.of(ItemKind.MOVIE));

    private CatalogFixture world;
    private Viewer all;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    CountsContract() {}

    @BeforeAll
    void fill(@TempDir Path directory) {
        world = CatalogFixture.open(config(directory.resolve("data")), directory);
        world.fill(new GeneratedLibrary.Amount(20, 3, 4, 2, 1, 3));
        all = new Viewer(world.user(), Visibility.ALL);
    }

    @AfterAll
    void close() {
        world.close();
    }

    /** The total that comes with a page which does not hold all. */
    private int total(Viewer viewer, Filter... filters) {
        ListQuery query = ListQuery.ALL
                .with(filters)
                .sortedBy(new Sort(Sort.Key.NAME, false))
                .limitedTo(1);
        return world.catalog().list(viewer, query).total();
    }

    private List<ItemCard> films() {
        return world.catalog().list(all, ListQuery.ALL.with(FILMS)).cards();
    }

    @Test
    void totalsFollowEveryChange() {
        Facets facets = new Facets(world.catalog());
        List<Filter> inFilms = List.of(new Filter.Under(world.films().id(), true), FILMS);
        ItemCard film = films().getFirst();
        assertThat(total(all, FILMS)).isEqualTo(20);
        assertThat(facets.kinds(all, List.of())).containsEntry(ItemKind.MOVIE, 20);
        assertThat(facets.values(all, inFilms, Filter.ValueType.GENRE))
                .extracting(Parts.Value::name)
                .doesNotContain("Of its own");
        world.edits()
                .edit(
                        film.id(),
                        metadata -> metadata.toBuilder()
                                .genres(List.of("Of its own"))
                                .productionYear(OptionalInt.of(1901))
                                .build());
        assertThat(facets.values(all, inFilms, Filter.ValueType.GENRE))
                .extracting(Parts.Value::name)
                .contains("Of its own");
        assertThat(facets.years(all, inFilms)).contains(1901);
        world.store().remove(world.films().id(), List.of(film.id()));
        assertThat(total(all, FILMS)).isEqualTo(19);
        assertThat(facets.kinds(all, List.of())).containsEntry(ItemKind.MOVIE, 19);
        assertThat(facets.years(all, inFilms)).doesNotContain(1901);
        new GeneratedLibrary(world.store(), 42)
                .fill(world.films(), world.shows(), world.music(), new GeneratedLibrary.Amount(20, 0, 0, 0, 0, 0));
        assertThat(total(all, FILMS)).isEqualTo(20);
    }

    @Test
    void whatIsUnplayedIsCountedForEachViewerAndAtOnce() {
        Filter unplayed = new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false);
        Viewer other = new Viewer(world.addUser("other"), Visibility.ALL);
        assertThat(total(all, FILMS, unplayed)).isEqualTo(20);
        world.markPlayed(all.user(), films().get(3).id(), Instant.EPOCH);
        world.markPlayed(all.user(), films().get(5).id(), Instant.EPOCH);
        assertThat(total(all, FILMS, unplayed)).isEqualTo(18);
        assertThat(total(all, FILMS, new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, true)))
                .isEqualTo(2);
        assertThat(total(other, FILMS, unplayed)).isEqualTo(20);
    }

    @Test
    void nobodyIsGivenWhatAnotherMaySee() {
        Visibility closed = new Visibility(
                Optional.of(Set.of(world.shows().id().value())),
                Set.of(),
                OptionalInt.empty(),
                Set.of(),
                Set.of(),
                Set.of());
        assertThat(total(all, FILMS)).isEqualTo(20);
        assertThat(total(new Viewer(all.user(), closed), FILMS)).isZero();
    }

    /** Page for page with a total, so that the order of all is known after the first. */
    private List<ItemId> pages(Viewer viewer, ListQuery query) {
        List<ItemId> all = new ArrayList<>();
        for (int from = 0; ; from += 3) {
            Catalog.Page page = world.catalog().list(viewer, query.from(from).limitedTo(3));
            page.cards().forEach(card -> all.add(card.id()));
            if (from + 3 >= page.total()) {
                assertThat(all).hasSize(page.total()).doesNotHaveDuplicates();
                return all;
            }
        }
    }

    @Test
    void pagesPutTogetherAreTheWholeListInEveryOrder() {
        for (Sort.Key key : Sort.Key.values()) {
            ListQuery query = ListQuery.ALL.with(FILMS).sortedBy(new Sort(key, true), new Sort(Sort.Key.NAME, true));
            List<ItemId> whole = world.catalog().list(all, query).cards().stream()
                    .map(ItemCard::id)
                    .toList();
            if (key != Sort.Key.RANDOM) {
                assertThat(pages(all, query)).as("%s", key).isEqualTo(whole);
            }
        }
    }

    @Test
    void pagesFollowEveryChange() {
        Viewer viewer = new Viewer(world.addUser("pager"), Visibility.ALL);
        ListQuery unplayed = ListQuery.ALL
                .with(FILMS, new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false))
                .sortedBy(new Sort(Sort.Key.NAME, false));
        List<ItemId> before = new ArrayList<>(pages(viewer, unplayed));
        assertThat(before).hasSize(20);
        world.markPlayed(viewer.user(), before.removeFirst(), Instant.EPOCH);
        assertThat(pages(viewer, unplayed)).isEqualTo(before);
        ItemId last = before.removeLast();
        world.edits()
                .edit(
                        last,
                        metadata -> metadata.toBuilder()
                                .name("0")
                                .forcedSortName(Optional.of("0"))
                                .build());
        before.addFirst(last);
        assertThat(pages(viewer, unplayed)).isEqualTo(before);
    }

    @Test
    void aPageOfWhatWasClosedMeanwhileIsEmpty() {
        ListQuery second = ListQuery.ALL
                .with(FILMS)
                .sortedBy(new Sort(Sort.Key.NAME, false))
                .from(5)
                .limitedTo(5);
        assertThat(world.catalog().list(all, second).cards()).hasSize(5);
        Visibility closed = new Visibility(
                Optional.of(Set.of(world.shows().id().value())),
                Set.of(),
                OptionalInt.empty(),
                Set.of(),
                Set.of(),
                Set.of());
        assertThat(world.catalog().list(new Viewer(all.user(), closed), second).cards())
                .isEmpty();
    }

    private ItemCard rated(String rating) {
        return films().stream()
                .filter(card -> card.release().officialRating().equals(Optional.of(rating)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void foldersCountWhatTheViewerMaySee() {
        ItemCard adult = rated("R");
        ItemCard children = rated("G");
        ItemId set = world.lists().create("A set", ItemKind.BOX_SET, "Unknown");
        world.lists().add(set, List.of(adult.id(), children.id()), 0, false);
        Viewer child = new Viewer(
                all.user(),
                new Visibility(
                        Optional.empty(),
                        Set.of(),
                        OptionalInt.of(OfficialRatings.last(10)),
                        Set.of(),
                        Set.of(),
                        Set.of()));
        ItemId series = world.catalog()
                .list(all, ListQuery.ALL.with(new Filter.Kinds(Set.of(ItemKind.SERIES))))
                .cards()
                .getFirst()
                .id();
        Viewer unrated = new Viewer(
                all.user(),
                new Visibility(
                        Optional.empty(), Set.of(), OptionalInt.empty(), Set.of(), Set.of(), Set.of("no such tag")));
        assertThat(world.parts().tallies(all, List.of(set))).containsEntry(set, new Parts.Tally(2, 0));
        assertThat(world.parts().children(all, List.of(set))).containsEntry(set, 2);
        assertThat(world.parts().tallies(child, List.of(set))).containsEntry(set, new Parts.Tally(1, 0));
        assertThat(world.parts().children(child, List.of(set))).containsEntry(set, 1);
        assertThat(world.parts().tallies(all, List.of(series))).containsEntry(series, new Parts.Tally(4, 0));
        assertThat(world.parts().children(all, List.of(series))).containsEntry(series, 2);
        assertThat(world.parts().tallies(unrated, List.of(series))).isEmpty();
        assertThat(world.parts().children(unrated, List.of(series))).isEmpty();
        world.lists().delete(set);
    }

    @Test
    void theFirstListsMadeAtTheSameMomentLieInOneLibrary() throws Exception {
        Callable<ItemId> make = () -> world.lists().create("Mine", ItemKind.PLAYLIST, "Video");
        List<ItemId> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ItemId> list : threads.invokeAll(Collections.nCopies(8, make))) {
                made.add(list.get());
            }
        }
        assertThat(made).doesNotHaveDuplicates().hasSize(8);
        String type = CollectionType.PLAYLISTS.typeName();
        assertThat(world.database().<Integer>read(sql -> sql.fetchCount(LIBRARIES, LIBRARIES.COLLECTION_TYPE.eq(type))))
                .isEqualTo(1);
        made.forEach(world.lists()::delete);
    }
}
