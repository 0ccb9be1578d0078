package io.physalia.jellyfin.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.database.TestDatabases;
import io.physalia.identity.User;
import io.physalia.identity.UserConfiguration;
import io.physalia.identity.UserPolicy;
import io.physalia.library.CatalogFixture;
import io.physalia.library.GeneratedLibrary;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Latest;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.Shows;
import io.physalia.library.catalog.Viewer;
import io.physalia.library.chapter.ChapterImages;
import io.physalia.playback.ResumeRules;
import io.physalia.playback.store.StoredPlayStates;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jooq.impl.CallbackExecuteListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A call takes as many SQL statements for a long page as for a short one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsTest {
    /** The ids of a page by play state, and play state. */
    private static final int MOST_KNOWN = 2;

    private final AtomicInteger statements = new AtomicInteger();
    private CatalogFixture world;
    private PageFactReader reader;
    private User user;

    @SuppressWarnings("NullAway.Init")
    StatementsTest() {}

    @BeforeAll
    void fill(@TempDir Path directory) {
        world = CatalogFixture.open(TestDatabases.sqlite(directory.resolve("data")), directory);
        world.fill(new GeneratedLibrary.Amount(60, 40, 4, 20, 2, 3));
        reader = new PageFactReader(
                world.parts(),
                new StoredPlayStates(world.database(), () -> ResumeRules.DEFAULT, InstantSource.system()),
                world.catalog(),
                new ChapterImages(world.database(), InstantSource.system()),
                world.facts());
        user = new User(
                world.user(),
                "somebody",
                true,
                UserPolicy.DEFAULT,
                UserConfiguration.DEFAULT,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        world.database()
                .read(sql -> sql.configuration()
                        .set(new CallbackExecuteListener().onExecuteStart(_ -> statements.incrementAndGet())));
    }

    @AfterAll
    void close() {
        world.close();
    }

    /** Nothing is known from before but what a folder is, which comes from a cache of its own. */
    private int countAnew(IntFunction<List<ItemCard>> call, int limit, ItemFields fields) {
        assertThat(call.apply(limit)).isNotEmpty();
        world.forgetKept();
        return count(call, limit, fields);
    }

    /** All is known; though what was forgotten once may be forgotten once more, when the bus tells of it. */
    private int countKnown(IntFunction<List<ItemCard>> call, int limit, ItemFields fields) {
        int known = count(call, limit, fields);
        for (int again = 0; again < 20 && known > MOST_KNOWN; again++) {
            known = count(call, limit, fields);
        }
        return known;
    }

    private int count(IntFunction<List<ItemCard>> call, int limit, ItemFields fields) {
        statements.set(0);
        List<ItemCard> cards = call.apply(limit);
        assertThat(cards).hasSize(limit);
        reader.readOfViewer(user, cards, fields);
        reader.readOfItems(user, cards, fields);
        return statements.get();
    }

    /** @param most where nothing is known from before; where all is, what the user has to do with the items is asked for all the same */
    private void isConstant(IntFunction<List<ItemCard>> call, int most) {
        for (ItemFields fields : List.of(ItemFields.USUAL, ItemFields.ALL)) {
            int small = countAnew(call, 2, fields);
            assertThat(countAnew(call, 30, fields))
                    .isEqualTo(small)
                    .isLessThanOrEqualTo(fields.all() ? most + 14 : most);
            assertThat(countKnown(call, 2, fields)).isLessThanOrEqualTo(MOST_KNOWN);
            assertThat(countKnown(call, 30, fields)).isLessThanOrEqualTo(MOST_KNOWN);
        }
    }

    private List<ItemCard> list(ItemKind kind, int limit, Filter... filters) {
        ListQuery query =
                ListQuery.ALL.with(filters).with(new Filter.Kinds(Set.of(kind))).limitedTo(limit);
        Catalog.Page page = world.catalog().list(Viewer.of(user), query);
        assertThat(page.total()).isGreaterThanOrEqualTo(limit);
        return page.cards();
    }

    @Test
    void pagesOfFilmsSeriesAndTracks() {
        // The page's ids, its cards, the total, play state and pictures; folders have their tallies, music its artists
        // and gains.
        isConstant(
                limit -> list(
                        ItemKind.MOVIE, limit, new Filter.Under(world.films().id(), true)),
                5);
        isConstant(
                limit -> list(
                        ItemKind.SERIES, limit, new Filter.Under(world.shows().id(), true)),
                6);
        isConstant(limit -> list(ItemKind.AUDIO, limit), 7);
        isConstant(limit -> list(ItemKind.MUSIC_ALBUM, limit), 8);
        isConstant(limit -> list(ItemKind.PERSON, limit), 5);
    }

    @Test
    void latestAndNextUp() {
        Latest latest = new Latest(world.catalog());
        isConstant(
                limit ->
                        latest
                                .list(Viewer.of(user), List.of(new Filter.Kinds(Set.of(ItemKind.EPISODE))), limit, true)
                                .stream()
                                .map(Latest.Entry::card)
                                .toList(),
                6);
        for (ItemCard episode : list(ItemKind.EPISODE, 160)) {
            if (episode.place().index().equals(Optional.of(1))
                    && episode.place().parentIndex().equals(Optional.of(1))) {
                world.markPlayed(user.id(), episode.id(), Instant.EPOCH);
            }
        }
        Shows shows = new Shows(world.catalog());
        isConstant(
                limit -> shows.nextUp(
                                Viewer.of(user),
                                new Shows.Wanted(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        true,
                                        true,
                                        false,
                                        0,
                                        OptionalInt.of(limit)))
                        .cards(),
                4);
    }

    private List<ItemCard> page(ListQuery query, int from, int limit) {
        return world.catalog()
                .list(Viewer.of(user), query.from(from).limitedTo(limit))
                .cards();
    }

    @Test
    void laterPagesSearchesAndNames() {
        ListQuery films = ListQuery.ALL.with(new Filter.Kinds(Set.of(ItemKind.MOVIE)));
        // The order of the whole list, the page's cards, play state and pictures.
        isConstant(limit -> page(films, 1, limit), 4);
        isConstant(
                limit -> page(films.sortedBy(new ListQuery.Sort(ListQuery.Sort.Key.COMMUNITY_RATING, true)), 1, limit),
                4);
        isConstant(limit -> page(films.with(new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false)), 1, limit), 4);
        Filter.Found any = new Filter.Found(List.of(new Filter.Found.Alternatives("", Set.of())), "any");
        isConstant(
                limit -> page(
                        films.with(any).sortedBy(new ListQuery.Sort(ListQuery.Sort.Key.RELEVANCE, false)), 0, limit),
                4);
        isConstant(
                limit -> page(
                        ListQuery.ALL.with(
                                new Filter.Kinds(Set.of(ItemKind.PERSON)),
                                new Filter.NamedBy(
                                        ItemKind.PERSON,
                                        Set.of(),
                                        List.of(new Filter.Under(world.films().id(), true)))),
                        0,
                        limit),
                4);
    }

    @Test
    void resume() {
        List<ItemCard> films = list(ItemKind.MOVIE, 60);
        films.subList(0, 40).forEach(film -> world.markBegun(user.id(), film.id(), Instant.EPOCH));
        ListQuery begun = ListQuery.ALL
                .with(new Filter.IsToViewer(Filter.ViewerTrait.RESUMABLE, true))
                .sortedBy(new ListQuery.Sort(ListQuery.Sort.Key.DATE_PLAYED, true));
        isConstant(limit -> page(begun, 0, limit), 5);
    }
}
