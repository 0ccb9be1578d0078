package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.USERS;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.identity.UserId;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.Viewer;
import io.physalia.library.catalog.Visibility;
import io.physalia.library.scan.TestScanner;
import io.physalia.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The library of 100,000 items that {@code ./physalia bench} measures. The first argument is the directory of the data, the second what to do:
 *
 * <ul>
 *   <li>{@code fill <database>} writes it into a database, with what its users have watched
 *   <li>{@code files <directory>} makes a tree of as many files
 *   <li>{@code scan <database> <directory> <times>} scans the tree and tells what each scan has found and how long it took
 * </ul>
 *
 * A database is a URL, or {@code -} for SQLite.
 */
public final class LargeLibrary {
    private static final GeneratedLibrary.Amount LARGE = new GeneratedLibrary.Amount(20_000, 1_500, 26, 1_900, 2, 9);

    private LargeLibrary() {}

    public static void main(String[] args) throws IOException {
        switch (args[1]) {
            case "fill" -> fill(config(args), Path.of(args[0]));
            case "files" -> make(Path.of(args[2]));
            case "scan" -> scan(config(args), Path.of(args[3]), Integer.parseInt(args[4]));
            default -> throw new IllegalArgumentException(args[1] + " (expected: fill, files or scan)");
        }
        System.exit(0);
    }

    private static DatabaseConfig config(String[] args) {
        Optional<String> url = args[2].equals("-") ? Optional.empty() : Optional.of(args[2]);
        return new DatabaseConfig(url, Path.of(args[0]), Duration.ofSeconds(5));
    }

    private static void fill(DatabaseConfig config, Path data) throws IOException {
        try (CatalogFixture world =
                CatalogFixture.open(config, Files.createDirectories(data.resolveSibling("media")))) {
            long start = System.nanoTime();
            world.fill(LARGE);
            System.out.println("written " + LARGE.items() + " " + millisSince(start));
            List<String> users = world.database()
                    .read(sql -> sql.select(USERS.ID).from(USERS).fetch(USERS.ID));
            users.forEach(user -> watch(world, new UserId(user)));
            describePictures(world.database());
            if (world.database().isSqlite()) {
                world.database().write(sql -> sql.execute("analyze"));
            } else {
                world.database().optimize();
            }
        }
    }

    /** There are no files for the server to look at: as if it had. */
    private static void describePictures(Database database) {
        database.write(sql -> sql.update(ITEM_IMAGES)
                .set(ITEM_IMAGES.WIDTH, 1000)
                .set(ITEM_IMAGES.HEIGHT, 1500)
                .set(ITEM_IMAGES.BLURHASH, "L6PZfSi_.AyE_3t7t7R**0o#DgR4")
                .execute());
    }

    /** Somebody who has watched a good deal: 300 series in part, 2,000 films, 40 half-way. */
    private static void watch(CatalogFixture world, UserId user) {
        Random random = new Random(7);
        List<ItemCard> films = list(world, ItemKind.MOVIE, 3_040);
        for (ItemCard series : list(world, ItemKind.SERIES, 300)) {
            Filter own =
                    new Filter.OneOf(Filter.Text.SERIES_ID, Set.of(series.id().value()));
            List<ItemCard> episodes = list(world, ItemKind.EPISODE, 100, own);
            for (ItemCard episode : episodes.subList(0, random.nextInt(episodes.size()))) {
                world.markPlayed(user, episode.id(), Instant.EPOCH.plusSeconds(random.nextInt(1_000_000)));
            }
        }
        films.subList(0, 2_000).forEach(film -> world.markPlayed(user, film.id(), Instant.EPOCH));
        films.subList(3_000, 3_040)
                .forEach(
                        film -> world.markBegun(user, film.id(), Instant.EPOCH.plusSeconds(random.nextInt(1_000_000))));
    }

    private static List<ItemCard> list(CatalogFixture world, ItemKind kind, int limit, Filter... filters) {
        ListQuery query = ListQuery.ALL
                .with(filters)
                .with(new Filter.Kinds(Set.of(kind)))
                .sortedBy(new ListQuery.Sort(
                        kind == ItemKind.EPISODE ? ListQuery.Sort.Key.AIRED : ListQuery.Sort.Key.NAME, false))
                .limitedTo(limit)
                .uncounted();
        return world.catalog()
                .list(new Viewer(world.user(), Visibility.ALL), query)
                .cards();
    }

    private static void scan(DatabaseConfig config, Path files, int times) {
        try (Database database = Database.open(config)) {
            LibraryChanges changes =
                    new LibraryChanges(new LocalBus(), new Revisions(database, Set::of, System::nanoTime));
            Libraries libraries = new StoredLibraries(database, changes, InstantSource.system());
            List<Library> all = List.of(
                    library(libraries, "Films on disk", CollectionType.MOVIES, files.resolve("films")),
                    library(libraries, "Shows on disk", CollectionType.TV_SHOWS, files.resolve("shows")),
                    library(libraries, "Music on disk", CollectionType.MUSIC, files.resolve("music")));
            TestScanner scanner = TestScanner.of(
                    database,
                    libraries,
                    new StoredItems(database, changes, System::nanoTime),
                    new StoredItemStore(database, changes, InstantSource.system()),
                    changes,
                    _ -> new MediaInfo(
                            "matroska", Duration.ofMinutes(9), Duration.ZERO, 1, 1, List.of(), List.of(), Map.of()));
            for (int round = 0; round < times; round++) {
                long start = System.nanoTime();
                int added = 0;
                int unchanged = 0;
                for (Library library : all) {
                    ScanReport report = scanner.scan(library.id()).join();
                    added += report.added();
                    unchanged += report.unchanged();
                }
                System.out.println("scanned " + added + " " + unchanged + " " + millisSince(start));
            }
            scanner.close();
        }
    }

    private static Library library(Libraries libraries, String name, CollectionType type, Path files) {
        return libraries.findByName(name).orElseGet(() -> libraries.add(name, type, List.of(files), "{}"));
    }

    /** As many files as the library has, of one byte each. */
    private static void make(Path files) throws IOException {
        for (int film = 0; film < LARGE.films(); film++) {
            String name = "Film " + film + " (" + (1950 + film % 70) + ")";
            put(files.resolve("films").resolve(name), name + ".mkv");
        }
        for (int series = 0; series < LARGE.series(); series++) {
            for (int i = 0; i < LARGE.episodesPerSeries(); i++) {
                Path season = files.resolve("shows").resolve("Show " + series).resolve("Season " + (1 + i % 2));
                put(season, "Show " + series + " S0" + (1 + i % 2) + "E" + (1 + i / 2) + ".mkv");
            }
        }
        for (int artist = 0; artist < LARGE.artists(); artist++) {
            for (int album = 0; album < LARGE.albumsPerArtist(); album++) {
                Path folder = files.resolve("music").resolve("Band " + artist).resolve("Album " + album);
                for (int track = 1; track <= LARGE.tracksPerAlbum(); track++) {
                    put(folder, track + " - Song " + track + ".flac");
                }
            }
        }
    }

    private static void put(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(name), new byte[1]);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
