package io.physalia.library.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.DatabaseConfig;
import io.physalia.identity.UserId;
import io.physalia.library.CatalogFixture;
import io.physalia.library.GeneratedLibrary;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.LibraryChanges;
import io.physalia.library.OfficialRatings;
import io.physalia.library.PlaylistShares;
import io.physalia.library.Revisions;
import io.physalia.library.catalog.ListQuery.Sort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is searched for, on a real database: the index of words finds what the database finds, in the same order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FoundContract {
    private static final Sort BY_RELEVANCE = new Sort(Sort.Key.RELEVANCE, false);
    private static final int MANY = 10_000;

    private CatalogFixture world;
    private UserId other;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    FoundContract() {}

    @BeforeAll
    void fill(@TempDir Path directory) {
        world = CatalogFixture.open(config(directory.resolve("data")), directory);
        world.fill(new GeneratedLibrary.Amount(80, 6, 12, 5, 2, 5));
        other = world.addUser("another");
        List<ItemCard> films = list(new Filter.Kinds(Set.of(ItemKind.MOVIE)));
        for (int i = 0; i < 10; i++) {
            // Among what has such words, there are some lists that are not everybody's.
            ItemId list = world.lists().create(films.get(i).name(), ItemKind.PLAYLIST, "Video");
            UserId owner = i % 2 == 0 ? world.user() : other;
            world.shares().put(list, new PlaylistShares.Sharing(Optional.of(owner), i % 5 == 0, List.of()));
            world.markPlayed(world.user(), films.get(2 * i).id(), Instant.ofEpochSecond(i));
        }
    }

    @AfterAll
    void close() {
        world.close();
    }

    private List<ItemCard> list(Filter... filters) {
        Viewer all = new Viewer(world.user(), Visibility.ALL);
        return world.catalog().list(all, ListQuery.ALL.with(filters)).cards();
    }

    private List<Viewer> viewers() {
        Set<String> films = Set.of(world.films().id().value());
        List<ItemId> some = list(new Filter.Kinds(Set.of(ItemKind.MOVIE))).stream()
                .map(ItemCard::id)
                .toList();
        String tag = world.parts().values(some, Set.of(Filter.ValueType.TAG)).values().stream()
                .flatMap(values -> values.getOrDefault(Filter.ValueType.TAG, List.of()).stream())
                .findFirst()
                .orElseThrow()
                .name();
        OptionalInt any = OptionalInt.empty();
        return List.of(
                new Viewer(world.user(), Visibility.ALL),
                new Viewer(other, Visibility.ALL),
                new Viewer(other, new Visibility(Optional.of(films), Set.of(), any, Set.of(), Set.of(), Set.of())),
                new Viewer(world.user(), new Visibility(Optional.empty(), films, any, Set.of(), Set.of(), Set.of())),
                new Viewer(
                        other,
                        new Visibility(
                                Optional.empty(),
                                Set.of(),
                                OptionalInt.of(OfficialRatings.last(10)),
                                Set.of(),
                                Set.of(),
                                Set.of())),
                new Viewer(other, new Visibility(Optional.empty(), Set.of(), any, Set.of(), Set.of(tag), Set.of())));
    }

    private List<List<Filter>> filters() {
        ItemId series =
                list(new Filter.Kinds(Set.of(ItemKind.SERIES))).getFirst().id();
        return List.of(
                List.of(),
                List.of(new Filter.Kinds(Set.of(ItemKind.MOVIE))),
                List.of(new Filter.Kinds(Set.of())),
                List.of(new Filter.Kinds(
                        Set.of(ItemKind.MOVIE, ItemKind.SERIES, ItemKind.EPISODE, ItemKind.PERSON, ItemKind.PLAYLIST))),
                List.of(new Filter.Kinds(Set.of(ItemKind.PERSON))),
                List.of(new Filter.Kinds(Set.of(ItemKind.MUSIC_ARTIST))),
                List.of(new Filter.Kinds(Set.of(ItemKind.MUSIC_ARTIST, ItemKind.AUDIO, ItemKind.GENRE))),
                List.of(new Filter.NotKinds(Set.of(ItemKind.MOVIE, ItemKind.AUDIO))),
                List.of(new Filter.OneOf(Filter.Text.MEDIA_TYPE, Set.of("Video"))),
                List.of(new Filter.Is(Filter.Trait.VIRTUAL, false)),
                List.of(new Filter.Is(Filter.Trait.FOLDER, true)),
                List.of(new Filter.Under(world.shows().id(), true)),
                List.of(new Filter.Under(world.films().id(), true), new Filter.Kinds(Set.of(ItemKind.MOVIE))),
                List.of(new Filter.Under(series, true)),
                List.of(new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false)),
                List.of(
                        new Filter.Kinds(Set.of(ItemKind.MOVIE)),
                        new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, true)),
                List.of(
                        new Filter.Kinds(Set.of(ItemKind.PERSON)),
                        new Filter.NamedBy(ItemKind.PERSON, Set.of(), List.of())));
    }

    private List<String> terms() {
        Random random = new Random(11);
        List<String> terms = new ArrayList<>(List.of("a", "ka", "ban ka", "4", "!", "the"));
        List<ItemCard> all = list();
        for (int i = 0; i < 10; i++) {
            String name = all.get(random.nextInt(all.size())).name();
            String word = name.split(" ")[0];
            terms.add(i % 4 == 0 ? name : word.substring(0, Math.min(word.length(), 1 + random.nextInt(6))));
            terms.add(word.length() < 4 ? word : word.substring(0, 2) + 'q' + word.substring(3));
        }
        return terms;
    }

    private FoundLists lists(Optional<WordIndex> index) {
        return new FoundLists(
                world.database(),
                world.items(),
                () -> index,
                (viewer, filters) -> world.catalog().ask(viewer, filters, (_, condition) -> condition));
    }

    private LibraryChanges changes() {
        return new LibraryChanges(new LocalBus(), new Revisions(world.database(), Set::of, System::nanoTime));
    }

    private WordIndex index() {
        return world.database().read(sql -> WordIndex.read(sql, MANY));
    }

    @Test
    void theIndexFindsWhatTheDatabaseFinds() {
        FoundLists lists = lists(Optional.of(index()));
        int found = 0;
        int asked = 0;
        for (String term : terms()) {
            for (List<Filter> filters : filters()) {
                ListQuery query = ListQuery.ALL
                        .with(filters.toArray(Filter[]::new))
                        .with(world.search().find(term))
                        .sortedBy(BY_RELEVANCE);
                for (Viewer viewer : viewers()) {
                    Optional<Listing> listing = lists.find(viewer, query);
                    List<ItemId> expected =
                            world.catalog().listing(viewer, query).page(0, MANY);
                    asked++;
                    if (listing.isPresent()) {
                        found += expected.isEmpty() ? 0 : 1;
                        assertThat(listing.get().page(0, MANY))
                                .as("%s for %s with %s", term, viewer, filters)
                                .isEqualTo(expected);
                        assertThat(listing.get().size()).isEqualTo(expected.size());
                    }
                }
            }
        }
        assertThat(found).as("of %d", asked).isGreaterThan(asked / 4);
    }

    @Test
    void whatItCannotAnswerIsLeftToTheDatabase() {
        Viewer viewer = viewers().getFirst();
        ListQuery query = ListQuery.ALL.with(world.search().find("ka")).sortedBy(BY_RELEVANCE);
        FoundLists lists = lists(Optional.of(index()));
        assertThat(lists.find(viewer, query)).isPresent();
        assertThat(lists.find(viewer, query.collapsed())).isEmpty();
        assertThat(lists.find(viewer, query.sortedBy(new Sort(Sort.Key.CREATED, false))))
                .isEmpty();
        assertThat(lists.find(
                        viewer, query.with(new Filter.Ids(Set.of(world.films().id())))))
                .isEmpty();
        assertThat(lists.find(
                        viewer,
                        ListQuery.ALL.with(new Filter.Found(List.of(), "")).sortedBy(BY_RELEVANCE)))
                .as("a term without a word")
                .isEmpty();
        assertThat(lists(Optional.empty()).find(viewer, query)).isEmpty();
        WordIndex tooLarge = world.database().read(sql -> WordIndex.read(sql, 10));
        assertThat(tooLarge.isTooLarge()).isTrue();
        assertThat(lists(Optional.of(tooLarge)).find(viewer, query)).isEmpty();
    }

    @Test
    @Timeout(30)
    void itIsReadWhenLibrariesHaveBeenLeftAloneForAWhile() throws Exception {
        AtomicLong now = new AtomicLong();
        LibraryChanges changes = changes();
        Search search = new Search(
                world.database(),
                changes,
                new Revisions(world.database(), Set::of, now::get),
                now::get,
                Long.MAX_VALUE);
        awaitIndex(search);
        changes.written();
        for (int i = 0; i < 20; i++) {
            assertThat(search.index()).as("right after a change").isEmpty();
            Thread.sleep(10);
        }
        now.addAndGet(TimeUnit.SECONDS.toNanos(6));
        awaitIndex(search);
    }

    private static void awaitIndex(Search search) throws InterruptedException {
        while (search.index().isEmpty()) {
            Thread.sleep(5);
        }
    }
}
