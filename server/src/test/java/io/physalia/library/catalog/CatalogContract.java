package io.physalia.library.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.database.DatabaseConfig;
import io.physalia.identity.UserId;
import io.physalia.library.CatalogFixture;
import io.physalia.library.GeneratedLibrary;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.OfficialRatings;
import io.physalia.library.catalog.ListQuery.Sort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Lists of a small generated library, on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatalogContract {
    private CatalogFixture world;
    private Viewer all;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    CatalogContract() {}

    @BeforeAll
    void fill(@TempDir Path directory) {
        world = CatalogFixture.open(config(directory.resolve("data")), directory);
        world.fill(new GeneratedLibrary.Amount(60, 5, 12, 4, 2, 5));
        all = new Viewer(world.user(), Visibility.ALL);
    }

    @AfterAll
    void close() {
        world.close();
    }

    private Catalog.Page list(Filter... filters) {
        return world.catalog().list(all, ListQuery.ALL.with(filters));
    }

    private static Filter kinds(ItemKind... kinds) {
        return new Filter.Kinds(Set.of(kinds));
    }

    private Parts.Value value(ItemCard card, Filter.ValueType type) {
        return world.parts()
                .values(List.of(card.id()), Set.of(type))
                .getOrDefault(card.id(), Map.of())
                .getOrDefault(type, List.of())
                .getFirst();
    }

    @Test
    void aPageHasItsPartAndTheTotal() {
        ListQuery query = ListQuery.ALL.with(kinds(ItemKind.MOVIE)).sortedBy(new Sort(Sort.Key.NAME, false));
        Catalog.Page whole = world.catalog().list(all, query);
        Catalog.Page page = world.catalog().list(all, query.from(10).limitedTo(5));
        assertThat(whole.cards()).hasSize(60);
        assertThat(page.total()).isEqualTo(60);
        assertThat(page.cards()).isEqualTo(whole.cards().subList(10, 15));
        assertThat(world.catalog().list(all, query.limitedTo(0)).total()).isEqualTo(60);
        assertThat(world.catalog().list(all, query.from(100).limitedTo(5)).total())
                .isEqualTo(60);
    }

    @Test
    void everySortKeyOrders() {
        for (Sort.Key key : Sort.Key.values()) {
            for (boolean descending : List.of(true, false)) {
                ListQuery query = ListQuery.ALL
                        .with(kinds(ItemKind.MOVIE, ItemKind.EPISODE, ItemKind.AUDIO))
                        .sortedBy(new Sort(key, descending), new Sort(Sort.Key.NAME, descending))
                        .limitedTo(7);
                assertThat(world.catalog().list(all, query).cards())
                        .as("%s", key)
                        .hasSize(7);
            }
        }
        assertThat(world.catalog()
                        .list(
                                all,
                                ListQuery.ALL
                                        .with(kinds(ItemKind.MOVIE))
                                        .sortedBy(new Sort(Sort.Key.COMMUNITY_RATING, true)))
                        .cards())
                .extracting(card -> -card.release().communityRating().orElse(0.0))
                .isSorted();
    }

    @Test
    void everyFilterIsAnswered() {
        ItemId series = list(kinds(ItemKind.SERIES)).cards().getFirst().id();
        ItemCard film = list(kinds(ItemKind.MOVIE)).cards().getFirst();
        Parts.Value genre = value(film, Filter.ValueType.GENRE);
        assertThat(list(new Filter.Under(series, true), kinds(ItemKind.EPISODE)).total())
                .isEqualTo(12);
        assertThat(list(new Filter.Under(series, false)).total()).isEqualTo(2);
        assertThat(list(new Filter.Under(world.films().id(), true)).total()).isEqualTo(60);
        assertThat(list(new Filter.Values(
                                Filter.ValueType.GENRE, Set.of(genre.name().toUpperCase(java.util.Locale.ROOT))))
                        .cards())
                .contains(film);
        assertThat(list(new Filter.ValueIds(Set.of(Filter.ValueType.GENRE), Set.of(genre.id())))
                        .cards())
                .contains(film);
        assertThat(list(new Filter.NotValueIds(Set.of(Filter.ValueType.GENRE), Set.of(genre.id())))
                        .cards())
                .doesNotContain(film);
        ItemId person = world.parts()
                .people(List.of(film.id()))
                .getOrDefault(film.id(), List.of())
                .getFirst()
                .person();
        assertThat(list(new Filter.People(Set.of(person), Set.of("Director"))).cards())
                .contains(film);
        assertThat(list(new Filter.People(Set.of(person), Set.of("Writer"))).cards())
                .isEmpty();
        assertThat(list(new Filter.Years(Set.of(film.release().year().orElse(0))))
                        .cards())
                .contains(film);
        assertThat(list(new Filter.HasProviderId("tmdb", true), kinds(ItemKind.MOVIE))
                        .total())
                .isEqualTo(60);
        assertThat(list(new Filter.HasImage(Set.of("Primary")), kinds(ItemKind.MOVIE))
                        .total())
                .isEqualTo(60);
        assertThat(list(new Filter.Languages("Subtitle", Set.of("ger")), kinds(ItemKind.MOVIE))
                        .total())
                .isEqualTo(60);
        assertThat(list(new Filter.HasExtra(Set.of("Trailer"), true)).cards()).isEmpty();
        assertThat(list(new Filter.Names(Optional.of(film.sortName()), Optional.empty(), Optional.empty()))
                        .cards())
                .contains(film);
        assertThat(list(new Filter.Range(Filter.Measure.COMMUNITY_RATING, OptionalDouble.of(5), OptionalDouble.empty()))
                        .cards())
                .isNotEmpty()
                .allMatch(card -> card.release().communityRating().orElse(0.0) >= 5);
        for (Filter.Trait trait : Filter.Trait.values()) {
            int yes = list(new Filter.Is(trait, true), kinds(ItemKind.MOVIE)).total();
            int no = list(new Filter.Is(trait, false), kinds(ItemKind.MOVIE)).total();
            assertThat(yes + no).as("%s", trait).isEqualTo(60);
        }
        for (Filter.ViewerTrait trait : Filter.ViewerTrait.values()) {
            int yes = list(new Filter.IsToViewer(trait, true), kinds(ItemKind.MOVIE, ItemKind.SERIES))
                    .total();
            int no = list(new Filter.IsToViewer(trait, false), kinds(ItemKind.MOVIE, ItemKind.SERIES))
                    .total();
            assertThat(yes + no).as("%s", trait).isEqualTo(65);
        }
        for (Filter.Text text : Filter.Text.values()) {
            assertThat(list(new Filter.OneOf(text, Set.of("no such thing"))).cards())
                    .isEmpty();
        }
        assertThat(list(new Filter.AdjacentTo(film.id())).total()).isBetween(2, 3);
    }

    @Test
    void namesAreFoundWithoutAccentsAndWithSlips() {
        ItemCard film = list(kinds(ItemKind.MOVIE)).cards().stream()
                .filter(card -> card.name().split(" ")[0].length() >= 6)
                .findFirst()
                .orElseThrow();
        String word = film.name().split(" ")[0];
        String slip = word.substring(0, 2) + word.charAt(3) + word.charAt(2) + word.substring(4);
        for (String typed :
                List.of(word, word.toUpperCase(java.util.Locale.ROOT), word.substring(0, 4), slip, film.name())) {
            assertThat(list(world.search().find(typed), kinds(ItemKind.MOVIE)).cards())
                    .as("%s for %s", typed, film.name())
                    .contains(film);
        }
        assertThat(world.catalog()
                        .list(
                                all,
                                ListQuery.ALL
                                        .with(world.search().find(film.name()))
                                        .sortedBy(new Sort(Sort.Key.RELEVANCE, false)))
                        .cards()
                        .getFirst())
                .isEqualTo(film);
        assertThat(list(world.search().find("xyzzyqqq")).cards()).isEmpty();
    }

    @Test
    void theNextEpisodeFollowsTheLastOneWatched() {
        Shows shows = new Shows(world.catalog());
        UserId user = world.addUser("watcher");
        Viewer viewer = new Viewer(user, Visibility.ALL);
        ItemId series = list(kinds(ItemKind.SERIES)).cards().getFirst().id();
        List<ItemCard> episodes = world.catalog()
                .list(
                        viewer,
                        ListQuery.ALL
                                .with(kinds(ItemKind.EPISODE), new Filter.Under(series, true))
                                .sortedBy(new Sort(Sort.Key.AIRED, false)))
                .cards();
        Shows.Wanted any = new Shows.Wanted(
                Optional.empty(), Optional.empty(), Optional.empty(), true, true, false, 0, OptionalInt.of(10));
        Shows.Wanted this1 = new Shows.Wanted(
                Optional.of(series), Optional.empty(), Optional.empty(), true, true, false, 0, OptionalInt.of(10));
        assertThat(shows.nextUp(viewer, any).cards()).isEmpty();
        assertThat(shows.nextUp(viewer, this1).cards()).containsExactly(episodes.getFirst());
        world.markPlayed(user, episodes.get(5).id(), Instant.EPOCH.plusSeconds(100));
        assertThat(episodes.get(6).place().parentIndex()).contains(2);
        assertThat(shows.nextUp(viewer, any).cards()).containsExactly(episodes.get(6));
        assertThat(shows.nextUp(viewer, this1).total()).isEqualTo(1);
        Map<ItemId, Parts.Tally> tallies = world.parts().tallies(new Viewer(user, Visibility.ALL), List.of(series));
        assertThat(tallies.get(series)).isEqualTo(new Parts.Tally(12, 1));
    }

    @Test
    void latestEpisodesOfOneSeriesAreOneEntry() {
        List<Latest.Entry> latest =
                new Latest(world.catalog()).list(all, List.of(kinds(ItemKind.EPISODE, ItemKind.MOVIE)), 20, true);
        assertThat(latest).hasSize(20);
        assertThat(latest.getFirst().card().kind()).isEqualTo(ItemKind.SERIES);
        assertThat(latest.getFirst().children()).isGreaterThan(1);
        assertThat(latest.getLast().card().kind()).isEqualTo(ItemKind.MOVIE);
    }

    @Test
    void genresPeopleAndYearsAreListedByTheirBearers() {
        Filter ofFilms = new Filter.NamedBy(
                ItemKind.GENRE,
                Set.of(Filter.ValueType.GENRE),
                List.of(new Filter.Under(world.films().id(), true)));
        assertThat(list(kinds(ItemKind.GENRE), ofFilms).cards())
                .isNotEmpty()
                .extracting(ItemCard::name)
                .isSorted();
        Filter ofMusic = new Filter.NamedBy(
                ItemKind.GENRE,
                Set.of(Filter.ValueType.GENRE),
                List.of(new Filter.Under(world.music().id(), true)));
        assertThat(list(kinds(ItemKind.GENRE), ofMusic).cards()).isEmpty();
        assertThat(list(
                                kinds(ItemKind.PERSON),
                                new Filter.NamedBy(
                                        ItemKind.PERSON,
                                        Set.of(),
                                        List.of(new Filter.Under(world.shows().id(), true))))
                        .cards())
                .hasSize(30);
        assertThat(list(
                                kinds(ItemKind.YEAR),
                                new Filter.NamedBy(
                                        ItemKind.YEAR,
                                        Set.of(),
                                        List.of(new Filter.Under(world.music().id(), true))))
                        .cards())
                .extracting(ItemCard::name)
                .containsExactly("1970", "1971", "1972", "1973");
    }

    @Test
    void facetsAreWhatThereIs() {
        Facets facets = new Facets(world.catalog());
        List<Filter> films = List.of(new Filter.Under(world.films().id(), true));
        assertThat(facets.values(all, films, Filter.ValueType.GENRE))
                .extracting(Parts.Value::name)
                .hasSizeBetween(10, 18)
                .isSorted()
                .contains("Drama");
        assertThat(facets.values(
                        all,
                        List.of(new Filter.Under(world.shows().id(), true), kinds(ItemKind.EPISODE)),
                        Filter.ValueType.GENRE))
                .isEmpty();
        assertThat(facets.ratings(all, films)).contains("PG");
        assertThat(facets.years(all, films)).isSorted().isNotEmpty();
        assertThat(facets.languages(all, films, "Audio")).containsExactly("eng");
        assertThat(facets.kinds(all, List.of()))
                .containsEntry(ItemKind.MOVIE, 60)
                .containsEntry(ItemKind.EPISODE, 60);
    }

    @Test
    void editsGoBeforeWhatAScanFinds() {
        ItemCard film = list(kinds(ItemKind.MOVIE)).cards().getLast();
        world.edits()
                .edit(
                        film.id(),
                        metadata -> metadata.toBuilder()
                                .name("Edited by hand")
                                .genres(List.of("Genre of its own"))
                                .build());
        assertThat(list(new Filter.Values(Filter.ValueType.GENRE, Set.of("genre of its own")))
                        .cards())
                .extracting(ItemCard::name)
                .containsExactly("Edited by hand");
        assertThat(list(world.search().find("edited hand")).cards())
                .extracting(ItemCard::id)
                .containsExactly(film.id());
        world.edits()
                .edit(
                        film.id(),
                        metadata -> metadata.toBuilder()
                                .name(film.name())
                                .genres(List.of())
                                .build());
    }

    @Test
    void similarFilmsShareSomething() {
        ItemCard film = list(kinds(ItemKind.MOVIE)).cards().getFirst();
        assertThat(new Kin(world.catalog(), world.parts())
                        .similar(all, film.id(), Set.of(ItemKind.MOVIE), List.of(), 10))
                .hasSize(10)
                .doesNotContain(film);
    }

    /** Which way they are found is a matter of how many there are, and not of what is found. */
    @Test
    void similarFilmsAreTheSameWhetherTheOrdersOfTheirGenresAreKept() {
        Kin asking = new Kin(world.catalog(), world.parts(), Integer.MAX_VALUE);
        Kin keeping = new Kin(world.catalog(), world.parts(), 0);
        for (ItemCard film : list(kinds(ItemKind.MOVIE)).cards().subList(0, 20)) {
            List<ItemCard> asked = asking.similar(all, film.id(), Set.of(ItemKind.MOVIE), List.of(), 60);
            List<ItemCard> kept = keeping.similar(all, film.id(), Set.of(ItemKind.MOVIE), List.of(), 60);
            assertThat(kept).isNotEmpty().doesNotContain(film).containsExactlyInAnyOrderElementsOf(asked);
            assertThat(inCommon(film, kept))
                    .isEqualTo(inCommon(film, asked))
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    /** What each of some films shares with one, by weight. */
    private List<Integer> inCommon(ItemCard film, List<ItemCard> others) {
        Map<Filter.ValueType, List<Parts.Value>> own = values(film);
        Set<ItemId> people = people(film);
        return others.stream()
                .map(other -> 6
                                * (int) people(other).stream()
                                        .filter(people::contains)
                                        .count()
                        + values(other).entrySet().stream()
                                .mapToInt(each -> (each.getKey() == Filter.ValueType.GENRE ? 4 : 3)
                                        * (int) each.getValue().stream()
                                                .filter(own.getOrDefault(each.getKey(), List.of())::contains)
                                                .count())
                                .sum())
                .toList();
    }

    private Map<Filter.ValueType, List<Parts.Value>> values(ItemCard film) {
        return world.parts()
                .values(List.of(film.id()), Set.of(Filter.ValueType.values()))
                .getOrDefault(film.id(), Map.of());
    }

    private Set<ItemId> people(ItemCard film) {
        return world.parts().people(List.of(film.id())).getOrDefault(film.id(), List.of()).stream()
                .map(Parts.Part::person)
                .collect(Collectors.toSet());
    }

    @Test
    void aViewerSeesOpenLibrariesRatingsAndTagsOnly() {
        Viewer filmsOnly = new Viewer(
                world.user(),
                new Visibility(
                        Optional.of(Set.of(world.films().id().value())),
                        Set.of(),
                        OptionalInt.empty(),
                        Set.of(),
                        Set.of(),
                        Set.of()));
        assertThat(world.catalog()
                        .list(filmsOnly, ListQuery.ALL.with(kinds(ItemKind.EPISODE)))
                        .cards())
                .isEmpty();
        assertThat(world.catalog()
                        .list(filmsOnly, ListQuery.ALL.with(kinds(ItemKind.MOVIE)))
                        .total())
                .isEqualTo(60);
        Viewer child = new Viewer(
                world.user(),
                new Visibility(
                        Optional.empty(),
                        Set.of(),
                        OptionalInt.of(OfficialRatings.last(10)),
                        Set.of(ItemKind.MOVIE),
                        Set.of(),
                        Set.of()));
        assertThat(world.catalog()
                        .list(child, ListQuery.ALL.with(kinds(ItemKind.MOVIE)))
                        .cards())
                .isNotEmpty()
                .allMatch(card -> Set.of("G", "PG")
                        .contains(card.release().officialRating().orElse("")));
        ItemCard film = list(kinds(ItemKind.MOVIE)).cards().getFirst();
        String tag = value(film, Filter.ValueType.TAG).name();
        Viewer blocked = new Viewer(
                world.user(),
                new Visibility(Optional.empty(), Set.of(), OptionalInt.empty(), Set.of(), Set.of(tag), Set.of()));
        assertThat(world.catalog().find(blocked, film.id())).isEmpty();
        Viewer allowed = new Viewer(
                world.user(),
                new Visibility(Optional.empty(), Set.of(), OptionalInt.empty(), Set.of(), Set.of(), Set.of(tag)));
        assertThat(world.catalog().find(allowed, film.id())).contains(film);
        assertThat(world.catalog()
                        .list(allowed, ListQuery.ALL.with(kinds(ItemKind.AUDIO)))
                        .cards())
                .isEmpty();
    }

    @Test
    void boxSetsStandForTheirFilms() {
        List<ItemCard> films = list(kinds(ItemKind.MOVIE)).cards().subList(3, 5);
        ItemId set = world.lists().create("A set", ItemKind.BOX_SET, "Unknown");
        world.lists().add(set, films.stream().map(ItemCard::id).toList(), 0, false);
        assertThat(list(new Filter.Under(set, false)).cards()).containsExactlyInAnyOrderElementsOf(films);
        Catalog.Page collapsed = world.catalog()
                .list(all, ListQuery.ALL.with(kinds(ItemKind.MOVIE)).collapsed());
        assertThat(collapsed.total()).isEqualTo(59);
        assertThat(collapsed.cards())
                .extracting(ItemCard::id)
                .contains(set)
                .doesNotContain(films.getFirst().id());
        world.lists().remove(set, Set.of(films.getFirst().id().value()));
        assertThat(world.lists().list(set)).hasSize(1);
        world.lists().delete(set);
        assertThat(list(kinds(ItemKind.MOVIE)).total()).isEqualTo(60);
    }
}
