package io.physalia.library.catalog;

import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import io.physalia.identity.UserId;
import io.physalia.library.CatalogFixture;
import io.physalia.library.GeneratedLibrary;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.ListQuery.Sort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Measures a library of 100,000 items with 8 clients. Not a test: run by hand, with {@code sqlite} or {@code postgres}. What clients wait for beside it is
 * the writing of JSON. A second argument is the number of rounds, a third the directory of an earlier run on SQLite, to go on with what is there.
 */
public final class LibraryLoad {
    private static final int CLIENTS = 8;
    private static final GeneratedLibrary.Amount LARGE = new GeneratedLibrary.Amount(20_000, 1_500, 26, 1_900, 2, 9);

    private final CatalogFixture world;
    private final Viewer viewer;
    private final List<ItemId> films;
    private final List<ItemId> series;
    private final List<String> names;

    private LibraryLoad(CatalogFixture world) {
        this.world = world;
        this.viewer = new Viewer(world.user(), Visibility.ALL);
        List<ItemCard> all = list(ItemKind.MOVIE, 20_000);
        this.films = all.stream().map(ItemCard::id).toList();
        this.names = all.stream().map(ItemCard::name).toList();
        this.series = list(ItemKind.SERIES, 5_000).stream().map(ItemCard::id).toList();
    }

    private List<ItemCard> list(ItemKind kind, int limit) {
        return world.catalog()
                .list(
                        viewer,
                        ListQuery.ALL
                                .with(new Filter.Kinds(Set.of(kind)))
                                .limitedTo(limit)
                                .uncounted())
                .cards();
    }

    public static void main(String[] args) throws Exception {
        Path directory = args.length > 2 ? Path.of(args[2]) : Files.createTempDirectory("physalia-load");
        boolean sqlite = args.length == 0 || args[0].equals("sqlite");
        DatabaseConfig config = sqlite ? TestDatabases.sqlite(directory) : TestDatabases.postgres(directory);
        try (CatalogFixture world = CatalogFixture.open(config, directory)) {
            if (args.length < 3) {
                Instant start = Instant.now();
                world.fill(LARGE);
                System.out.printf(
                        "%d items written in %d s%n",
                        LARGE.items(), Duration.between(start, Instant.now()).toSeconds());
                world.database().write(sql -> sql.execute("analyze"));
            }
            new LibraryLoad(world).run(args.length > 1 ? Integer.parseInt(args[1]) : 40, args.length < 3);
        }
        System.exit(0);
    }

    private void run(int rounds, boolean fresh) throws Exception {
        if (fresh) {
            watch(world.user());
        }
        Map<String, Consumer<Random>> calls = new LinkedHashMap<>();
        calls.put(
                "films by name",
                random -> page(
                        ItemKind.MOVIE,
                        Sort.Key.NAME,
                        100,
                        random,
                        world.films().id()));
        calls.put(
                "films by rating",
                random -> page(
                        ItemKind.MOVIE,
                        Sort.Key.COMMUNITY_RATING,
                        100,
                        random,
                        world.films().id()));
        calls.put(
                "films, all libraries",
                random -> facts(world.catalog()
                        .list(
                                viewer,
                                ListQuery.ALL
                                        .with(new Filter.Kinds(Set.of(ItemKind.MOVIE)))
                                        .from(random.nextInt(15_000))
                                        .limitedTo(100))
                        .cards()));
        calls.put(
                "series by name",
                random -> page(
                        ItemKind.SERIES,
                        Sort.Key.NAME,
                        100,
                        random,
                        world.shows().id()));
        calls.put(
                "tracks by album",
                random -> page(
                        ItemKind.AUDIO,
                        Sort.Key.ALBUM,
                        200,
                        random,
                        world.music().id()));
        calls.put("unplayed films", random -> filtered(new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false)));
        calls.put("films of a genre", random -> filtered(new Filter.Values(Filter.ValueType.GENRE, Set.of("Drama"))));
        calls.put("latest films", random -> latest(world.films().id(), ItemKind.MOVIE));
        calls.put("latest episodes", random -> latest(world.shows().id(), ItemKind.EPISODE));
        calls.put("latest music", random -> latest(world.music().id(), ItemKind.AUDIO));
        calls.put(
                "resume",
                random -> facts(world.catalog()
                        .list(
                                viewer,
                                ListQuery.ALL
                                        .with(
                                                new Filter.IsToViewer(Filter.ViewerTrait.RESUMABLE, true),
                                                new Filter.OneOf(Filter.Text.MEDIA_TYPE, Set.of("Video")))
                                        .sortedBy(new Sort(Sort.Key.DATE_PLAYED, true))
                                        .limitedTo(12))
                        .cards()));
        calls.put(
                "next up",
                random -> facts(new Shows(world.catalog())
                        .nextUp(
                                viewer,
                                new Shows.Wanted(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        true,
                                        false,
                                        0,
                                        OptionalInt.of(24)))
                        .cards()));
        calls.put("search", random -> search(word(random)));
        calls.put("search, mistyped", random -> search(mistyped(word(random), random)));
        calls.put("film page", random -> detail(films.get(random.nextInt(films.size()))));
        calls.put("series page", random -> detail(series.get(random.nextInt(series.size()))));
        calls.put(
                "similar",
                random -> facts(new Kin(world.catalog())
                        .similar(
                                viewer,
                                films.get(random.nextInt(films.size())),
                                Set.of(ItemKind.MOVIE),
                                List.of(),
                                12)));
        calls.put(
                "episodes of a series",
                random -> facts(world.catalog()
                        .list(
                                viewer,
                                ListQuery.ALL
                                        .with(
                                                new Filter.Kinds(Set.of(ItemKind.EPISODE)),
                                                new Filter.OneOf(
                                                        Filter.Text.SERIES_ID,
                                                        Set.of(series.get(random.nextInt(series.size()))
                                                                .value())))
                                        .sortedBy(new Sort(Sort.Key.AIRED, false)))
                        .cards()));
        calls.put(
                "persons",
                random -> world.catalog()
                        .list(
                                viewer,
                                ListQuery.ALL
                                        .with(new Filter.Kinds(Set.of(ItemKind.PERSON)))
                                        .limitedTo(100)));
        calls.put(
                "genres of a library",
                random -> world.catalog()
                        .list(
                                viewer,
                                ListQuery.ALL.with(
                                        new Filter.Kinds(Set.of(ItemKind.GENRE)),
                                        new Filter.NamedBy(
                                                ItemKind.GENRE,
                                                Set.of(Filter.ValueType.GENRE),
                                                List.of(new Filter.Under(
                                                        world.films().id(), true))))));
        calls.put(
                "album artists",
                random -> world.catalog()
                        .list(
                                viewer,
                                ListQuery.ALL
                                        .with(
                                                new Filter.Kinds(Set.of(ItemKind.MUSIC_ARTIST)),
                                                new Filter.NamedBy(
                                                        ItemKind.MUSIC_ARTIST,
                                                        Set.of(Filter.ValueType.ALBUM_ARTIST),
                                                        List.of(new Filter.Under(
                                                                world.music().id(), true))))
                                        .limitedTo(100)));
        calls.put(
                "filters",
                random -> new Facets(world.catalog())
                        .values(viewer, List.of(new Filter.Under(world.films().id(), true)), Filter.ValueType.GENRE));
        calls.put("counts", random -> new Facets(world.catalog()).kinds(viewer, List.of()));
        for (Map.Entry<String, Consumer<Random>> call : calls.entrySet()) {
            measure("warm-up", call.getValue(), Math.max(2, rounds / 8), false);
            measure(call.getKey(), call.getValue(), rounds, true);
        }
    }

    private static void measure(String name, Consumer<Random> call, int rounds, boolean told) throws Exception {
        List<Callable<long[]>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(client);
            clients.add(() -> {
                long[] nanos = new long[rounds];
                for (int i = 0; i < rounds; i++) {
                    long begin = System.nanoTime();
                    call.accept(random);
                    nanos[i] = System.nanoTime() - begin;
                }
                return nanos;
            });
        }
        List<Long> all = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<long[]> done : executor.invokeAll(clients)) {
                Arrays.stream(done.get()).forEach(all::add);
            }
        }
        if (told) {
            all.sort(null);
            System.out.printf(
                    "%-24s median %6.1f ms   p95 %6.1f ms%n",
                    name, all.get(all.size() / 2) / 1e6, all.get(all.size() * 95 / 100) / 1e6);
        }
    }

    /** A user who has watched a good deal: 300 series in part, 2,000 films, 40 half-way. */
    private void watch(UserId user) {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            List<ItemCard> episodes = world.catalog()
                    .list(
                            viewer,
                            ListQuery.ALL
                                    .with(
                                            new Filter.Kinds(Set.of(ItemKind.EPISODE)),
                                            new Filter.OneOf(
                                                    Filter.Text.SERIES_ID,
                                                    Set.of(series.get(i).value())))
                                    .sortedBy(new Sort(Sort.Key.AIRED, false)))
                    .cards();
            for (ItemCard episode : episodes.subList(0, random.nextInt(episodes.size()))) {
                world.markPlayed(user, episode.id(), Instant.EPOCH.plusSeconds(random.nextInt(1_000_000)));
            }
        }
        films.subList(0, 2_000).forEach(id -> world.markPlayed(user, id, Instant.EPOCH));
        films.subList(3_000, 3_040)
                .forEach(id -> world.markBegun(user, id, Instant.EPOCH.plusSeconds(random.nextInt(1_000_000))));
    }

    /** What the answer to a list reads beyond its cards. */
    private void facts(List<ItemCard> cards) {
        List<ItemId> ids = cards.stream().map(ItemCard::id).toList();
        world.states(viewer.user(), ids);
        world.parts().artwork(ids);
        List<ItemId> folders =
                cards.stream().filter(ItemCard::isFolder).map(ItemCard::id).toList();
        if (!folders.isEmpty()) {
            world.parts().tallies(viewer.user(), folders);
        }
        if (cards.stream().anyMatch(card -> card.kind().isMusic())) {
            world.parts().values(ids);
        }
    }

    private void page(ItemKind kind, Sort.Key key, int limit, Random random, ItemId library) {
        ListQuery query = ListQuery.ALL
                .with(new Filter.Under(library, true), new Filter.Kinds(Set.of(kind)))
                .sortedBy(new Sort(key, false), new Sort(Sort.Key.NAME, false))
                .from(100 * random.nextInt(10))
                .limitedTo(limit);
        facts(world.catalog().list(viewer, query).cards());
    }

    private void filtered(Filter filter) {
        ListQuery query = ListQuery.ALL
                .with(new Filter.Under(world.films().id(), true), new Filter.Kinds(Set.of(ItemKind.MOVIE)), filter)
                .sortedBy(new Sort(Sort.Key.NAME, false))
                .limitedTo(100);
        facts(world.catalog().list(viewer, query).cards());
    }

    private void latest(ItemId library, ItemKind kind) {
        List<Filter> filters = List.of(
                new Filter.Under(library, true),
                new Filter.Kinds(Set.of(kind)),
                new Filter.IsToViewer(Filter.ViewerTrait.PLAYED, false));
        facts(new Latest(world.catalog())
                .list(viewer, filters, 16, true).stream()
                        .map(Latest.Entry::card)
                        .toList());
    }

    private void search(String term) {
        ListQuery query = ListQuery.ALL
                .with(
                        new Filter.Kinds(Set.of(ItemKind.MOVIE, ItemKind.SERIES, ItemKind.EPISODE, ItemKind.PERSON)),
                        world.search().find(term))
                .sortedBy(new Sort(Sort.Key.RELEVANCE, false))
                .limitedTo(100);
        facts(world.catalog().list(viewer, query).cards());
    }

    private String word(Random random) {
        return names.get(random.nextInt(names.size())).split(" ")[random.nextInt(2)];
    }

    private static String mistyped(String word, Random random) {
        int at = 1 + random.nextInt(Math.max(1, word.length() - 2));
        return word.substring(0, at) + 'q' + word.substring(at + 1);
    }

    private void detail(ItemId id) {
        List<ItemCard> cards = world.catalog().listById(viewer, List.of(id));
        facts(cards);
        List<ItemId> ids = List.of(id);
        world.parts().values(ids);
        world.parts().people(ids);
        world.parts().providerIds(ids);
        world.parts().documents(ids, true);
        world.parts().versions(ids);
        world.parts().parts(ids);
        world.parts().extras(ids);
        world.parts().children(ids);
    }
}
