package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.ItemQuery.Sort;
import io.physalia.library.scan.TestScanner;
import io.physalia.media.Keyframes;
import io.physalia.media.MediaInfo;
import io.physalia.media.TestFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries, items and scans, on a real database and real files. */
abstract class LibraryContract {
    @TempDir
    static Path shared = Path.of("");

    private static Path film = Path.of("");

    @TempDir
    Path directory = Path.of("");

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger probed = new AtomicInteger();
    private Function<Path, MediaInfo> prober = path -> {
        probed.incrementAndGet();
        return TestFfmpeg.prober().probe(path);
    };
    private Database database;
    private LibraryChanges changes;
    private DatabaseConfig config;
    private Items items;
    private Libraries libraries;
    private TestScanner scanner;
    private Path root;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    LibraryContract() {}

    @BeforeAll
    static void makeFilm() {
        film = TestFfmpeg.film(shared.resolve("film.mkv"));
    }

    @BeforeEach
    void open() throws IOException {
        config = config(directory.resolve("data"));
        database = Database.open(config);
        changes = new LibraryChanges(new LocalBus(), new Revisions(database, Set::of, System::nanoTime));
        items = new StoredItems(database, changes, nanoTime::get);
        libraries = new StoredLibraries(database, changes, InstantSource.system());
        scanner = TestScanner.of(
                database,
                libraries,
                items,
                new StoredItemStore(database, changes, InstantSource.system()),
                changes,
                path -> prober.apply(path));
        root = Files.createDirectory(directory.resolve("films"));
    }

    @AfterEach
    void close() {
        scanner.close();
        database.close();
    }

    private Path put(String name) {
        try {
            Path target = root.resolve(name);
            Files.createDirectories(target.getParent() == null ? root : target.getParent());
            return Files.copy(film, target);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Library films() {
        return libraries.add("Films", CollectionType.MOVIES, List.of(root), "{}");
    }

    private ScanReport scan(Library library) {
        ScanReport report = scanner.scan(library.id()).join();
        // The news of a change travels on its own thread; the caches are old enough anyway.
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        return report;
    }

    private List<String> names() {
        return query(ItemQuery.ALL.withKinds(Set.of(ItemKind.MOVIE))).stream()
                .map(Item::name)
                .toList();
    }

    private List<Item> query(ItemQuery query) {
        return items.query(query).items();
    }

    // Upgrades

    /** The next release's migration has run, and pods of this one still serve. */
    @Test
    void itemsAreReadFromATableThatANewerProgramHasWidened() {
        put("Heat (1995).mkv");
        scan(films());
        ItemQuery all = ItemQuery.ALL.withKinds(Set.of(ItemKind.MOVIE));
        List<Item> before = query(all);
        assertThat(before)
                .singleElement()
                .satisfies(film -> assertThat(film.media()).isPresent());
        database.write(sql -> sql.execute("alter table items add column of_tomorrow integer not null default 0"));
        assertThat(query(all)).isEqualTo(before);
    }

    // Libraries

    @Test
    void aLibraryIsAddedFoundRenamedAndRemoved() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Library library = libraries.add(" Films ", CollectionType.MOVIES, List.of(root, other, root), "{\"a\":1}");
        assertThat(library.name()).isEqualTo("Films");
        assertThat(library.paths()).containsExactly(root, other);
        assertThat(library.optionsJson()).isEqualTo("{\"a\":1}");
        assertThat(libraries.list()).containsExactly(library);
        assertThat(libraries.find(library.id())).contains(library);
        assertThat(libraries.findByName("FILMS")).contains(library);

        Item folder = items.get(library.id());
        assertThat(folder.kind()).isEqualTo(ItemKind.COLLECTION_FOLDER);
        assertThat(folder.parent()).contains(Items.ROOT);
        assertThat(query(ItemQuery.ALL.withParent(Items.ROOT).withRecursive(false)))
                .extracting(Item::name)
                .containsExactly("Films");
        assertThat(items.countChildren(Items.ROOT, false)).isEqualTo(1);
        assertThat(items.get(Items.ROOT).kind()).isEqualTo(ItemKind.USER_ROOT_FOLDER);

        Library renamed = libraries.rename(library.id(), "Movies");
        assertThat(renamed.id()).isEqualTo(library.id());
        assertThat(libraries.setOptions(library.id(), "{}").optionsJson()).isEqualTo("{}");
        Library again = libraries.add("Films", CollectionType.MIXED, List.of(), "{}");
        assertThat(again.id()).isNotEqualTo(library.id());

        libraries.remove(library.id());
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(libraries.find(library.id())).isEmpty();
        assertThat(items.find(library.id())).isEmpty();
        assertFails(FailureCode.ITEM_NOT_FOUND, () -> libraries.remove(library.id()));
    }

    @Test
    void wrongNamesAndPathsAreRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        films();
        assertFails(FailureCode.NAME_TAKEN, () -> libraries.add("FILMS", CollectionType.MUSIC, List.of(), "{}"));
        for (String name : List.of("", "  ", "a\nb", "x".repeat(129))) {
            assertFails(
                    FailureCode.INVALID_PARAMETER, () -> libraries.add(name, CollectionType.MUSIC, List.of(), "{}"));
        }
        for (Path path : List.of(file, Path.of("relative"), root.resolve("none"))) {
            assertFails(
                    FailureCode.INVALID_PARAMETER,
                    () -> libraries.add("Other", CollectionType.MUSIC, List.of(path), "{}"));
        }
        assertThat(libraries.list()).hasSize(1);
    }

    // Scans

    @Test
    void aScanFindsFilmsAndReadsThem() {
        Path path = put("The Film (2010) [tmdbid-7]/The Film (2010).mkv");
        put("Loose.1999.720p.mkv");
        put("Comedies/Only One.mkv");
        put(".hidden/x.mkv");
        put("Extras/x.mkv");
        put("The Film (2010) [tmdbid-7]/trailers/x.mkv");
        Library library = films();

        ScanReport report = scan(library);

        assertThat(report.problems()).isEmpty();
        // With the trailer.
        assertThat(report.added()).isEqualTo(4);
        assertThat(names()).containsExactly("The Film", "Loose", "Only One");
        Item item = items.get(ItemKind.MOVIE.idOf(path.toString()));
        assertThat(item.name()).isEqualTo("The Film");
        assertThat(item.productionYear()).hasValue(2010);
        assertThat(item.providerIds()).isEqualTo(Map.of("Tmdb", "7"));
        assertThat(item.parent()).contains(library.id());
        assertThat(item.library()).contains(library.id());
        assertThat(item.path()).contains(path);
        assertThat(item.container()).isEqualTo("matroska,webm");
        assertThat(item.media()).contains(TestFfmpeg.prober().probe(path));
        assertThat(item.runtime()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(100));
        assertThat(item.isFolder()).isFalse();
    }

    @Test
    void aSecondScanReadsOnlyWhatChanged() throws IOException {
        Path changed = put("Changed.mkv");
        put("Same.mkv");
        Library library = films();
        scan(library);
        Item before = items.get(ItemKind.MOVIE.idOf(changed.toString()));
        assertThat(probed).hasValue(2);

        ScanReport nothing = scan(library);
        assertThat(List.of(nothing.added(), nothing.updated(), nothing.unchanged(), nothing.removed()))
                .containsExactly(0, 0, 2, 0);
        assertThat(probed).hasValue(2);

        Files.setLastModifiedTime(changed, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        put("New.mkv");
        ScanReport report = scan(library);
        assertThat(List.of(report.added(), report.updated(), report.unchanged(), report.removed()))
                .containsExactly(1, 1, 1, 0);
        assertThat(probed).hasValue(4);
        Item after = items.get(before.id());
        assertThat(after.modified()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(after.created()).isEqualTo(before.created());
    }

    @Test
    void aFilmThatNoLongerLiesAloneIsRenamedWithoutBeingReadAgain() {
        put("The Film (2010)/bd-rip.mkv");
        Library library = films();
        scan(library);
        assertThat(names()).containsExactly("The Film");
        put("The Film (2010)/other.mkv");
        scan(library);
        assertThat(names()).containsExactlyInAnyOrder("bd-rip", "other");
        assertThat(probed).hasValue(2);
    }

    @Test
    void whatIsGoneIsRemoved() throws IOException {
        Path gone = put("a/Gone.mkv");
        put("Stays.mkv");
        Library library = films();
        scan(library);
        Files.delete(gone);
        assertThat(scan(library).removed()).isEqualTo(1);
        assertThat(names()).containsExactly("Stays");
        assertThat(items.find(ItemKind.MOVIE.idOf(gone.toString()))).isEmpty();
    }

    @Test
    void aShareThatIsDownEmptiesNothing() throws IOException {
        put("One.mkv");
        put("Two.mkv");
        Library library = films();
        scan(library);
        Path away = directory.resolve("away");

        Files.move(root, away);
        ScanReport missing = scan(library);
        assertThat(missing.removed()).isZero();
        assertThat(missing.problems()).singleElement().asString().contains("is not there");
        Files.createDirectory(root);
        ScanReport empty = scan(library);
        assertThat(empty.removed()).isZero();
        assertThat(empty.problems()).singleElement().asString().contains("is empty");
        assertThat(names()).containsExactly("One", "Two");

        Files.delete(root);
        Files.move(away, root);
        assertThat(scan(library).unchanged()).isEqualTo(2);
        assertThat(probed).hasValue(2);
    }

    @Test
    void oneOfTwoRootsBeingDownConcernsOnlyIt() throws IOException {
        Path second = Files.createDirectory(directory.resolve("second"));
        Path there = Files.copy(film, second.resolve("There.mkv"));
        put("Away.mkv");
        Path gone = put("Gone.mkv");
        Library library = libraries.add("Films", CollectionType.MOVIES, List.of(root, second), "{}");
        scan(library);
        Files.delete(there);
        Files.copy(film, second.resolve("New.mkv"));
        Files.delete(gone);
        Files.move(root, directory.resolve("away"));
        ScanReport report = scan(library);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(names()).containsExactly("Away", "Gone", "New");
    }

    @Test
    void badFilesAreSkippedWithAWarningAndHarmNothing() throws IOException {
        put("Good.mkv");
        Files.createFile(root.resolve("Empty.mkv"));
        Files.writeString(root.resolve("Text.mkv"), "not a film\n".repeat(100));
        Files.createSymbolicLink(root.resolve("Dangling.mkv"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("loop"), root);
        put("it's \"odd\" \n ünïcödé 🎬/-i (2001).mkv");
        ScanReport report = scan(films());
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.problems()).hasSize(3);
        assertThat(String.join("\n", report.problems())).contains("Empty.mkv", "Text.mkv", "Dangling.mkv");
        assertThat(names()).containsExactlyInAnyOrder("Good", "i");
    }

    @Test
    void aFileThatTurnsBadKeepsItsItem() throws IOException {
        Path path = put("Film.mkv");
        Library library = films();
        scan(library);
        Files.writeString(path, "overwritten by accident");
        ScanReport report = scan(library);
        assertThat(report.problems()).hasSize(1);
        assertThat(names()).containsExactly("Film");
    }

    @Test
    void aDirectoryWithAnIgnoreFileIsLeftOut() throws IOException {
        put("Kept.mkv");
        put("private/Secret.mkv");
        Library library = films();
        scan(library);
        assertThat(names()).containsExactly("Kept", "Secret");
        Files.createFile(root.resolve("private/.ignore"));
        scan(library);
        assertThat(names()).containsExactly("Kept");
    }

    @Test
    void aRemovedPathTakesItsItemsAlong() throws IOException {
        Path second = Files.createDirectory(directory.resolve("films_2%"));
        Files.copy(film, second.resolve("Second.mkv"));
        put("First.mkv");
        Library library = libraries.add("Films", CollectionType.MOVIES, List.of(root, second), "{}");
        scan(library);
        libraries.removePath(library.id(), root);
        assertThat(names()).containsExactly("Second");
        assertFails(FailureCode.ITEM_NOT_FOUND, () -> libraries.removePath(library.id(), root));
        assertThat(libraries.addPath(library.id(), root).paths()).containsExactly(second, root);
    }

    @Test
    void theSameFileInTwoLibrariesStaysWithTheFirst() {
        put("Film.mkv");
        Library first = films();
        scan(first);
        Library second = libraries.add("Again", CollectionType.MOVIES, List.of(root), "{}");
        ScanReport report = scan(second);
        assertThat(report.problems()).singleElement().asString().contains("another library");
        assertThat(items.countChildren(first.id(), true)).isEqualTo(1);
        libraries.remove(first.id());
        assertThat(scan(second).added()).isEqualTo(1);
    }

    @Test
    void directoriesOfHomeVideosAreFolders() throws IOException {
        put("2020/Summer/Beach.mkv");
        put("2020/Party.mkv");
        put("Cat.mkv");
        Library library = libraries.add("Home", CollectionType.HOME_VIDEOS, List.of(root), "{}");
        scan(library);
        ItemQuery direct = ItemQuery.ALL.withParent(library.id()).withRecursive(false);
        assertThat(query(direct)).extracting(Item::name).containsExactly("2020", "Cat");
        Item year = query(direct).getFirst();
        assertThat(year.isFolder()).isTrue();
        assertThat(query(ItemQuery.ALL.withParent(year.id())))
                .extracting(Item::name)
                .containsExactly("Beach", "Party", "Summer");
        assertThat(items.countChildren(year.id(), false)).isEqualTo(2);
        assertThat(items.countChildren(library.id(), true)).isEqualTo(5);

        Files.delete(root.resolve("2020/Summer/Beach.mkv"));
        scan(library);
        assertThat(query(ItemQuery.ALL.withParent(year.id())))
                .extracting(Item::name)
                .containsExactly("Party");
    }

    @Test
    void requestsDuringAScanShareOneScanAfterIt() throws InterruptedException {
        put("Film.mkv");
        Library library = films();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Function<Path, MediaInfo> real = prober;
        prober = path -> {
            started.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return real.apply(path);
        };
        CompletableFuture<ScanReport> first = scanner.scan(library.id());
        started.await();
        assertThat(scanner.listProgress()).containsExactly(new ScanProgress(library.id(), 1, 0, false));
        put("Late.mkv");
        CompletableFuture<ScanReport> second = scanner.scan(library.id());
        CompletableFuture<ScanReport> third = scanner.scan(library.id());
        goOn.countDown();
        assertThat(first.join().added()).isEqualTo(1);
        assertThat(second.join()).isSameAs(third.join());
        assertThat(second.join().added()).isEqualTo(1);
        assertThat(probed).hasValue(2);
        assertThat(scanner.listProgress()).isEmpty();
    }

    @Test
    void removingTheLibraryEndsItsScan() {
        put("A.mkv");
        put("B.mkv");
        Library library = films();
        Function<Path, MediaInfo> real = prober;
        prober = path -> {
            libraries.find(library.id()).ifPresent(_ -> {
                try {
                    libraries.remove(library.id());
                } catch (Failure _) {
                    // The other probe was faster.
                }
            });
            return real.apply(path);
        };
        assertThat(scan(library).added()).isZero();
        assertThat(items.query(ItemQuery.ALL).total()).isZero();
        assertThat(scan(library).problems()).containsExactly("there is no such library");
    }

    // Queries

    @Test
    void queriesFilterSortAndPage() {
        List<String> names = List.of("The Ant (2003)", "Bee 2 (2001)", "Bee 10 (2002)", "Čmelák (2001)");
        names.forEach(name -> put(name + ".mkv"));
        Library library = films();
        scan(library);
        ItemQuery all = ItemQuery.ALL.withParent(library.id());
        assertThat(query(all)).extracting(Item::name).containsExactly("The Ant", "Bee 2", "Bee 10", "Čmelák");
        assertThat(query(all.withSorts(List.of(new Sort(Sort.Key.SORT_NAME, true)))))
                .extracting(Item::name)
                .containsExactly("Čmelák", "Bee 10", "Bee 2", "The Ant");
        assertThat(query(all.withSorts(List.of(new Sort(Sort.Key.PRODUCTION_YEAR, true)))))
                .extracting(Item::name)
                .containsExactly("The Ant", "Bee 10", "Bee 2", "Čmelák");
        assertThat(query(all.withSorts(List.of(new Sort(Sort.Key.RANDOM, false)))))
                .hasSize(4);

        Items.Page page = items.query(all.withStartIndex(1).withLimit(2));
        assertThat(page.items()).extracting(Item::name).containsExactly("Bee 2", "Bee 10");
        assertThat(page.total()).isEqualTo(4);
        assertThat(page.startIndex()).isEqualTo(1);
        assertThat(items.query(all.withLimit(0))).isEqualTo(new Items.Page(List.of(), 4, 0));
        assertThat(items.query(all.withStartIndex(9)).items()).isEmpty();

        assertThat(query(all.withSearchTerm("CMEL"))).extracting(Item::name).containsExactly("Čmelák");
        assertThat(query(all.withSearchTerm("%"))).isEmpty();
        assertThat(query(all.withSearchTerm("bee"))).hasSize(2);
        assertThat(query(all.withKinds(Set.of(ItemKind.SERIES)))).isEmpty();
        assertThat(query(ItemQuery.ALL.withExcludedKinds(Set.of(ItemKind.MOVIE))))
                .hasSize(1);
        ItemId ant = query(all).getFirst().id();
        assertThat(query(ItemQuery.ALL.withIds(List.of(ant, new ItemId("0".repeat(32))))))
                .extracting(Item::id)
                .containsExactly(ant);
        assertThat(query(all.withLibraries(Set.of()))).isEmpty();
        assertThat(query(all.withLibraries(Set.of(library.id())))).hasSize(4);
        assertThat(query(ItemQuery.ALL.withParent(Items.ROOT))).hasSize(5);
        assertThat(query(ItemQuery.ALL.withParent(ant))).isEmpty();
    }

    @Test
    void aKnownItemStandsWhileTheDatabaseIsDown() {
        Path path = put("Film.mkv");
        scan(films());
        ItemId id = ItemKind.MOVIE.idOf(path.toString());
        Database other = Database.open(config);
        Items podWithoutDatabase = new StoredItems(other, changes, nanoTime::get);
        assertThat(podWithoutDatabase.find(id)).isPresent();
        other.close();
        nanoTime.addAndGet(Duration.ofHours(3).toNanos());
        assertThat(podWithoutDatabase.get(id).path()).contains(path);
        assertFails(FailureCode.DATABASE_UNAVAILABLE, () -> podWithoutDatabase.find(new ItemId("0".repeat(32))));
    }

    @Test
    void aScanWithoutADatabaseSaysSo() {
        put("Film.mkv");
        Library library = films();
        scan(library);
        database.close();
        assertThat(scan(library).problems()).singleElement().asString().contains("database");
    }

    @Test
    void keyframesAreReadOnceForOneStateOfAFile() {
        Keyframes first = new Keyframes(Keyframes.ALGORITHM_VERSION, new long[] {0, 2_002_000_000L, Long.MAX_VALUE});
        Keyframes none = new Keyframes(Keyframes.ALGORITHM_VERSION, new long[0]);
        FilmKeyframes here = new FilmKeyframes(database, nanoTime::get);
        assertThat(here.get("film", "v1", () -> first)).isEqualTo(first);
        assertThat(here.get("film", "v1", LibraryContract::notAgain)).isEqualTo(first);
        FilmKeyframes there = new FilmKeyframes(database, nanoTime::get);
        assertThat(there.get("film", "v1", LibraryContract::notAgain)).isEqualTo(first);
        assertThat(there.get("film", "v2", () -> none)).isEqualTo(none);
        assertThat(new FilmKeyframes(database, nanoTime::get).get("film", "v2", LibraryContract::notAgain))
                .isEqualTo(none);
    }

    @Test
    void keyframesOfAnotherAlgorithmAreReadAgain() {
        KeyframeStore store = new KeyframeStore(database);
        store.put("film", "v1", new Keyframes(Keyframes.ALGORITHM_VERSION + 1, new long[0]));
        assertThat(store.find("film", "v1")).isEmpty();
    }

    @Test
    void keyframesAreReadWithoutADatabaseToo() {
        FilmKeyframes keyframes = new FilmKeyframes(database, nanoTime::get);
        database.close();
        Keyframes read = new Keyframes(Keyframes.ALGORITHM_VERSION, new long[] {1});
        assertThat(keyframes.get("film", "v1", () -> read)).isEqualTo(read);
        assertThat(keyframes.get("film", "v1", LibraryContract::notAgain)).isEqualTo(read);
        assertFails(
                FailureCode.NOT_MEDIA,
                () -> keyframes.get("bad", "v1", () -> {
                    throw new Failure(FailureCode.NOT_MEDIA, "no");
                }));
    }

    private static Keyframes notAgain() {
        throw new AssertionError("the file was read again");
    }

    @Test
    void itemsWithoutAYearOrMediaAreStoredToo() {
        Library library = films();
        Item folder = items.get(library.id());
        assertThat(folder.productionYear()).isEqualTo(OptionalInt.empty());
        assertThat(folder.media()).isEqualTo(Optional.empty());
    }

    private static void assertFails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
