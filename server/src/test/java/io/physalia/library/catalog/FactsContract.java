package io.physalia.library.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.database.DatabaseConfig;
import io.physalia.identity.UserId;
import io.physalia.library.Artwork;
import io.physalia.library.CatalogFixture;
import io.physalia.library.GeneratedLibrary;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.PlaylistShares;
import io.physalia.library.catalog.ListQuery.Sort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is said of items, on a real database: it is kept, and right after every change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FactsContract {
    private CatalogFixture world;
    private Viewer viewer;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    FactsContract() {}

    @BeforeAll
    void fill(@TempDir Path directory) {
        world = CatalogFixture.open(config(directory.resolve("data")), directory);
        world.fill(new GeneratedLibrary.Amount(20, 3, 4, 2, 1, 3));
        viewer = new Viewer(world.user(), Visibility.ALL);
    }

    @AfterAll
    void close() {
        world.close();
    }

    private List<ItemCard> list(ItemKind kind, int limit) {
        return world.catalog()
                .list(
                        viewer,
                        ListQuery.ALL
                                .with(new Filter.Kinds(Set.of(kind)))
                                .sortedBy(new Sort(Sort.Key.NAME, false))
                                .limitedTo(limit))
                .cards();
    }

    @Test
    void cardsAndValuesFollowAnEdit() {
        ItemId film = list(ItemKind.MOVIE, 3).get(1).id();
        Set<Filter.ValueType> genres = Set.of(Filter.ValueType.GENRE);
        assertThat(world.parts().values(List.of(film), genres)).containsKey(film);
        assertThat(world.parts().overviews(List.of(film)).get(film)).isNotEqualTo("Told anew.");
        world.edits()
                .edit(
                        film,
                        metadata -> metadata.toBuilder()
                                .name("Another name")
                                .overview(Optional.of("Told anew."))
                                .genres(List.of("Told anew"))
                                .build());
        assertThat(world.catalog().get(viewer, film).name()).isEqualTo("Another name");
        assertThat(list(ItemKind.MOVIE, 20)).extracting(ItemCard::name).contains("Another name");
        assertThat(world.parts().overviews(List.of(film))).isEqualTo(Map.of(film, "Told anew."));
        assertThat(world.parts().documents(List.of(film), true).values())
                .extracting(Parts.Document::overview)
                .containsExactly(Optional.of("Told anew."));
        assertThat(world.parts()
                        .values(List.of(film), genres)
                        .getOrDefault(film, Map.of())
                        .getOrDefault(Filter.ValueType.GENRE, List.of()))
                .extracting(Parts.Value::name)
                .containsExactly("Told anew");
    }

    @Test
    void picturesFollowWhoeverChangesThem() {
        ItemId film = list(ItemKind.MOVIE, 3).get(2).id();
        world.parts().artwork(List.of(film));
        Artwork logo = Artwork.found("Logo", 0, Path.of("/pictures/logo.png"), Instant.ofEpochMilli(7));
        world.store().writeArtwork(film, "Logo", List.of(logo));
        assertThat(world.parts().artwork(List.of(film)).get(film)).contains(logo);
        world.store().writeArtwork(film, "Logo", List.of());
        assertThat(world.parts().artwork(List.of(film)).getOrDefault(film, List.of()))
                .doesNotContain(logo);
    }

    @Test
    void whatIsRemovedIsNoLongerListedOrFound() {
        ItemCard film = list(ItemKind.MOVIE, 20).getLast();
        assertThat(world.catalog().find(viewer, film.id())).contains(film);
        world.store().remove(world.films().id(), List.of(film.id()));
        assertThat(world.catalog().find(viewer, film.id())).isEmpty();
        assertThat(world.catalog().listById(viewer, List.of(film.id()))).isEmpty();
        assertThat(list(ItemKind.MOVIE, 20)).extracting(ItemCard::id).doesNotContain(film.id());
    }

    @Test
    void talliesAreEachViewersOwnAndFollowWhatIsPlayed() {
        ItemCard series = list(ItemKind.SERIES, 1).getFirst();
        Viewer other = new Viewer(world.addUser("other"), Visibility.ALL);
        ItemId episode = world.catalog()
                .list(
                        viewer,
                        ListQuery.ALL
                                .with(new Filter.Kinds(Set.of(ItemKind.EPISODE)), new Filter.Under(series.id(), true))
                                .limitedTo(1))
                .cards()
                .getFirst()
                .id();
        Parts.Tally untouched = tally(viewer, series);
        assertThat(untouched.leaves()).isPositive();
        assertThat(untouched.played()).isZero();
        assertThat(tally(other, series)).isEqualTo(untouched);
        world.markPlayed(viewer.user(), episode, Instant.EPOCH);
        assertThat(tally(viewer, series)).isEqualTo(new Parts.Tally(untouched.leaves(), 1));
        assertThat(tally(other, series)).isEqualTo(untouched);
        world.store().remove(world.shows().id(), List.of(episode));
        assertThat(tally(viewer, series)).isEqualTo(new Parts.Tally(untouched.leaves() - 1, 0));
    }

    private Parts.Tally tally(Viewer by, ItemCard series) {
        return world.parts().tallies(by, List.of(series.id())).getOrDefault(series.id(), new Parts.Tally(0, 0));
    }

    @Test
    void aPlaylistIsShownToThoseWhoMaySeeItWhoeverHasReadItBefore() {
        UserId owner = world.addUser("owner");
        ItemId playlist = world.lists().create("Mine", ItemKind.PLAYLIST, "Video");
        world.shares().put(playlist, new PlaylistShares.Sharing(Optional.of(owner), false, List.of()));
        assertThat(world.catalog().find(new Viewer(owner, Visibility.ALL), playlist))
                .isPresent();
        assertThat(world.catalog().find(viewer, playlist)).isEmpty();
        List<PlaylistShares.Share> shares = List.of(new PlaylistShares.Share(viewer.user(), false));
        world.shares().put(playlist, new PlaylistShares.Sharing(Optional.of(owner), false, shares));
        assertThat(world.catalog().find(viewer, playlist)).isPresent();
    }

    @Test
    void aClosedLibraryIsClosedWhoeverHasReadItBefore() {
        ItemCard film = list(ItemKind.MOVIE, 1).getFirst();
        String library = world.films().id().value();
        Visibility closed =
                new Visibility(Optional.empty(), Set.of(library), OptionalInt.empty(), Set.of(), Set.of(), Set.of());
        Visibility rated = new Visibility(
                Optional.empty(), Set.of(), OptionalInt.empty(), Set.of(ItemKind.MOVIE), Set.of(), Set.of("absent"));
        assertThat(world.catalog().find(viewer, film.id())).isPresent();
        assertThat(world.catalog().find(new Viewer(viewer.user(), closed), film.id()))
                .isEmpty();
        assertThat(world.catalog().find(new Viewer(viewer.user(), rated), film.id()))
                .isEmpty();
    }
}
