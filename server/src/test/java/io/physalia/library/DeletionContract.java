package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.scan.TestScanner;
import io.physalia.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes from the disk with an item, and what does not. */
@SuppressWarnings("NullAway.Init")
abstract class DeletionContract {
    @TempDir
    Path directory;

    private Database database;
    private LibraryChanges changes;
    private Libraries libraries;
    private ItemStore store;
    private TestScanner scanner;
    private ItemRemover remover;
    private Path root;

    abstract DatabaseConfig config(Path directory);

    @BeforeEach
    void open() throws IOException {
        database = Database.open(config(directory.resolve("data")));
        changes = new LibraryChanges(new LocalBus(), new Revisions(database, Set::of, System::nanoTime));
        libraries = new StoredLibraries(database, changes, InstantSource.system());
        store = new StoredItemStore(database, changes, InstantSource.system());
        scanner = TestScanner.of(
                database,
                libraries,
                new StoredItems(database, changes, System::nanoTime),
                store,
                changes,
                _ -> new MediaInfo(
                        "matroska", Duration.ofMinutes(90), Duration.ZERO, 5, 1000, List.of(), List.of(), Map.of()));
        remover = new ItemRemover(database, libraries, store, changes, Files::deleteIfExists);
        root = Files.createDirectory(directory.resolve("media"));
    }

    @AfterEach
    void close() {
        scanner.close();
        database.close();
    }

    private void put(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "media");
        }
    }

    private Library scanned(CollectionType type, String folder) {
        Library library = libraries.add(folder + " " + type, type, List.of(root.resolve(folder)), "{}");
        scanner.scan(library.id()).join();
        return library;
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            Set<String> files = new TreeSet<>();
            walk.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                    .forEach(path -> files.add(root.relativize(path).toString()));
            return files;
        }
    }

    /** The item at a path. */
    private ItemId at(String path) {
        return database.read(sql -> sql.select(ITEMS.ID)
                .from(ITEMS)
                .where(ITEMS.PATH.eq(root.resolve(path).toString()))
                .fetchSingle(row -> new ItemId(row.value1())));
    }

    private boolean isKnown(ItemId id) {
        return database.read(sql -> sql.fetchExists(ITEMS, ITEMS.ID.eq(id.value())));
    }

    private void takes(ItemId item, String... gone) throws IOException {
        Set<String> expected = files();
        Set<String> missing = new TreeSet<>(List.of(gone));
        assertThat(expected).containsAll(missing);
        expected.removeAll(missing);
        remover.delete(item);
        assertThat(files()).isEqualTo(expected);
        assertThat(isKnown(item)).isFalse();
    }

    private void isRefused(ItemId item, FailureCode code) throws IOException {
        Set<String> before = files();
        assertThatThrownBy(() -> remover.delete(item))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
        assertThat(files()).isEqualTo(before);
        assertThat(isKnown(item)).isTrue();
    }

    @Test
    void aFilmTakesTheDirectoryThatIsItsOwn() throws IOException {
        String own = "films/Film (2000)/";
        put(own + "Film (2000).mkv", own + "poster.jpg", own + "Film (2000).en.srt", own + "trailers/first.mkv");
        put("films/Other (2001)/Other.mkv", "films/loose.txt");
        scanned(CollectionType.MOVIES, "films");
        takes(
                at(own + "Film (2000).mkv"),
                own + "Film (2000).mkv",
                own + "poster.jpg",
                own + "Film (2000).en.srt",
                own + "trailers/first.mkv");
        assertThat(root.resolve(own)).doesNotExist();
        assertThat(isKnown(at("films/Other (2001)/Other.mkv"))).isTrue();
    }

    @Test
    void aFilmAmongOthersTakesWhatIsNamedAfterItAndNoMore() throws IOException {
        put("films/Film.mkv", "films/Film.en.srt", "films/Film-poster.jpg", "films/Film.nfo", "films/Film-trailer.mkv");
        put("films/Film.trickplay/320/0.jpg", "films/Film.mka");
        put("films/Film 2.mkv", "films/Film 2.en.srt", "films/Film 2.nfo", "films/Film-2.avi", "films/Film-2.srt");
        put("films/Film.Noir.mkv", "films/Film.Noir.en.srt", "films/Film-notes.txt", "films/poster.jpg");
        scanned(CollectionType.MOVIES, "films");
        takes(
                at("films/Film.mkv"),
                "films/Film.mkv",
                "films/Film.en.srt",
                "films/Film-poster.jpg",
                "films/Film.nfo",
                "films/Film-trailer.mkv",
                "films/Film.trickplay/320/0.jpg",
                "films/Film.mka");
    }

    @Test
    void aDirectoryThatIsNamedForSomethingElseStays() throws IOException {
        put("films/Comedies/Film.mkv", "films/Comedies/Film.srt", "films/Comedies/list.pdf");
        put("films/Broken (2001)/Broken (2001).mkv", "films/Broken (2001)/sample-of-another.avi");
        scanned(CollectionType.MOVIES, "films");
        takes(at("films/Comedies/Film.mkv"), "films/Comedies/Film.mkv", "films/Comedies/Film.srt");
    }

    @Test
    void aVersionLeavesTheOthers() throws IOException {
        String own = "films/Film (2000)/Film (2000) - ";
        put(own + "1080p.mkv", own + "1080p.srt", own + "720p.mkv", own + "720p.srt", "films/Film (2000)/poster.jpg");
        scanned(CollectionType.MOVIES, "films");
        takes(at(own + "720p.mkv"), own + "720p.mkv", own + "720p.srt");
        takes(at(own + "1080p.mkv"), own + "1080p.mkv", own + "1080p.srt", "films/Film (2000)/poster.jpg");
    }

    @Test
    void partsGoTogether() throws IOException {
        put("films/Film-cd1.mkv", "films/Film-cd2.mkv", "films/Film-cd1.srt", "films/Film.nfo", "films/Filmed.mkv");
        scanned(CollectionType.MOVIES, "films");
        ItemId second = at("films/Film-cd2.mkv");
        takes(
                at("films/Film-cd1.mkv"),
                "films/Film-cd1.mkv",
                "films/Film-cd2.mkv",
                "films/Film-cd1.srt",
                "films/Film.nfo");
        assertThat(isKnown(second)).isFalse();
    }

    @Test
    void aCopiedDiscGoesWhole() throws IOException {
        put("films/Disc (2000)/BDMV/STREAM/00001.m2ts", "films/Disc (2000)/BDMV/index.bdmv", "films/Disc (2000)/a.jpg");
        put("films/Other.mkv");
        scanned(CollectionType.MOVIES, "films");
        takes(
                at("films/Disc (2000)/BDMV/STREAM/00001.m2ts"),
                "films/Disc (2000)/BDMV/STREAM/00001.m2ts",
                "films/Disc (2000)/BDMV/index.bdmv",
                "films/Disc (2000)/a.jpg");
    }

    @Test
    void anEpisodeASeasonAndASeries() throws IOException {
        String season = "shows/Show/Season 1/";
        put(season + "Show S01E01.mkv", season + "Show S01E01.srt", season + "Show S01E01-thumb.jpg");
        put(season + "Show S01E02.mkv", season + "Show S01E10.mkv", season + "Show S02E01.mkv", season + "poster.jpg");
        put("shows/Show/Season 2/Show S02E02.mkv", "shows/Show/tvshow.nfo", "shows/Another/Another S01E01.mkv");
        scanned(CollectionType.TV_SHOWS, "shows");
        takes(
                at(season + "Show S01E01.mkv"),
                season + "Show S01E01.mkv",
                season + "Show S01E01.srt",
                season + "Show S01E01-thumb.jpg");
        // An episode of another season lies there: it stays.
        takes(at("shows/Show/Season 1"), season + "Show S01E02.mkv", season + "Show S01E10.mkv", season + "poster.jpg");
        takes(
                at("shows/Show"),
                season + "Show S02E01.mkv",
                "shows/Show/Season 2/Show S02E02.mkv",
                "shows/Show/tvshow.nfo");
        assertThat(root.resolve("shows/Show")).doesNotExist();
        assertThat(files()).containsExactly("shows/Another/Another S01E01.mkv");
    }

    @Test
    void aSeasonWithoutAFolderDeletesNothing() throws IOException {
        put("shows/Show/Show S01E01.mkv", "shows/Show/Season 1/notes.txt");
        scanned(CollectionType.TV_SHOWS, "shows");
        ItemId season = ItemKind.SEASON.idOf(root.resolve("shows/Show/Season 1").toString());
        isRefused(season, FailureCode.FORBIDDEN);
    }

    @Test
    void anAlbumLeavesTheAlbumsBelowItAndAnArtistWhatLiesElsewhere() throws IOException {
        put("music/Band/First/1.mp3", "music/Band/First/1.lrc", "music/Band/First/cover.jpg");
        put("music/Band/First/Bonus/1.mp3", "music/Band/First/Bonus/cover.jpg");
        put("music/Band/Third/1.mp3", "more/Band/Second/1.mp3", "more/Solo/Alone/1.mp3");
        Library library = scanned(CollectionType.MUSIC, "music");
        takes(at("music/Band/First"), "music/Band/First/1.mp3", "music/Band/First/1.lrc", "music/Band/First/cover.jpg");
        libraries.addPath(library.id(), root.resolve("more"));
        scanner.scan(library.id()).join();
        ItemId artist = ByName.artist("Band");
        boolean isFirst = database.read(sql ->
                sql.fetchExists(ITEMS, ITEMS.PATH.eq(root.resolve("music/Band").toString())));
        remover.delete(artist);
        assertThat(files())
                .contains("more/Solo/Alone/1.mp3", (isFirst ? "more/Band/Second" : "music/Band/Third") + "/1.mp3")
                .doesNotContain((isFirst ? "music/Band/Third" : "more/Band/Second") + "/1.mp3");
        assertThat(isKnown(artist)).as("for its other folder").isTrue();
    }

    @Test
    void anotherLibrarysFolderStaysWhole() throws IOException {
        put("shows/Show/Show S01E01.mkv", "shows/Show/kids/Film (2000)/Film (2000).mkv", "shows/Show/kids/notes.txt");
        scanned(CollectionType.MOVIES, "shows/Show/kids");
        scanned(CollectionType.TV_SHOWS, "shows");
        takes(at("shows/Show"), "shows/Show/Show S01E01.mkv");
        assertThat(isKnown(at("shows/Show/kids/Film (2000)/Film (2000).mkv"))).isTrue();
    }

    @Test
    void whatALinkPointsToStays() throws IOException {
        put("elsewhere/film.mkv", "elsewhere/Show/Show S01E01.mkv", "elsewhere/Linked (2000)/Linked (2000).mkv");
        put("shows/Real/Real S01E01.mkv", "films/Other.mkv");
        Files.createSymbolicLink(root.resolve("films/Film.mkv"), root.resolve("elsewhere/film.mkv"));
        Files.createSymbolicLink(root.resolve("films/Linked (2000)"), root.resolve("elsewhere/Linked (2000)"));
        Files.createSymbolicLink(root.resolve("shows/Show"), root.resolve("elsewhere/Show"));
        Files.createSymbolicLink(root.resolve("shows/Real/extra"), root.resolve("elsewhere/Linked (2000)"));
        scanned(CollectionType.MOVIES, "films");
        scanned(CollectionType.TV_SHOWS, "shows");
        takes(at("films/Film.mkv"), "films/Film.mkv");
        isRefused(at("films/Linked (2000)/Linked (2000).mkv"), FailureCode.FORBIDDEN);
        takes(at("shows/Real"), "shows/Real/Real S01E01.mkv", "shows/Real/extra");
        takes(at("shows/Show"), "shows/Show");
        assertThat(files()).filteredOn(name -> name.startsWith("elsewhere")).hasSize(3);
    }

    @Test
    void aFolderThatIsAwayTakesNothingAlong() throws IOException {
        put("films/Film.mkv");
        scanned(CollectionType.MOVIES, "films");
        ItemId film = at("films/Film.mkv");
        Files.move(root.resolve("films"), root.resolve("away"));
        isRefused(film, FailureCode.STORAGE_UNAVAILABLE);
        Files.createDirectory(root.resolve("films"));
        isRefused(film, FailureCode.STORAGE_UNAVAILABLE);
        put("films/something.txt");
        // The folder is there and the film is not: it is just forgotten.
        takes(film);
    }

    @Test
    void nothingOutsideTheLibrarysFoldersGoes() throws IOException {
        put("films/Film.mkv", "outside/Film.mkv");
        Library library = scanned(CollectionType.MOVIES, "films");
        ItemId film = at("films/Film.mkv");
        for (String path : List.of("outside/Film.mkv", "films/../outside/Film.mkv", "films", ".")) {
            database.write(sql -> sql.update(ITEMS)
                    .set(ITEMS.PATH, root.resolve(path).toString())
                    .where(ITEMS.ID.eq(film.value()))
                    .execute());
            isRefused(film, FailureCode.FORBIDDEN);
        }
        isRefused(library.id(), FailureCode.FORBIDDEN);
    }

    @Test
    void anItemWhoseFileCannotBeDeletedStays() throws IOException {
        put("shows/Show/Show S01E01.mkv", "shows/Show/Show S01E02.mkv");
        scanned(CollectionType.TV_SHOWS, "shows");
        ItemRemover failing = new ItemRemover(database, libraries, store, changes, path -> {
            throw new java.nio.file.AccessDeniedException(path.toString());
        });
        ItemId series = at("shows/Show");
        assertThatThrownBy(() -> failing.delete(series))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE))
                .hasMessageContaining("Show S01E01.mkv");
        assertThat(isKnown(series)).isTrue();
        assertThat(isKnown(at("shows/Show/Show S01E01.mkv"))).isTrue();
    }
}
