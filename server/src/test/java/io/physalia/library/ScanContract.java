package io.physalia.library;

import static io.physalia.database.schema.Tables.CHAPTER_IMAGES;
import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.ITEM_LINKS;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_PROVIDER_IDS;
import static io.physalia.database.schema.Tables.ITEM_SIDECARS;
import static io.physalia.database.schema.Tables.ITEM_VALUES;
import static io.physalia.database.schema.Tables.KEYFRAMES;
import static io.physalia.database.schema.Tables.LOUDNESS;
import static io.physalia.database.schema.Tables.SUBTITLE_TRACKS;
import static io.physalia.database.schema.Tables.USERS;
import static io.physalia.database.schema.Tables.USER_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.failure.Failure;
import io.physalia.library.scan.TestScanner;
import io.physalia.media.MediaInfo;
import io.physalia.media.TestFfmpeg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scans read and write, on a real database and real files. */
abstract class ScanContract {
    @TempDir
    static Path shared = Path.of("");

    private static Path film = Path.of("");
    private static Path song = Path.of("");
    private static Path opus = Path.of("");
    private static Path picture = Path.of("");

    @TempDir
    Path directory = Path.of("");

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger probed = new AtomicInteger();
    private final AtomicInteger copies = new AtomicInteger();
    private volatile Consumer<Path> beforeProbe = _ -> {};
    private Database database;
    private LibraryChanges changes;
    private Libraries libraries;
    private TestScanner scanner;
    private Path root;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    ScanContract() {}

    @BeforeAll
    static void makeMedia() {
        film = shared.resolve("film.mkv");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x36:r=10:d=1",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-metadata",
                "title=Inside",
                "file:" + film));
        picture = shared.resolve("cover.png");
        TestFfmpeg.run(List.of(
                "-f", "lavfi", "-i", "color=red:s=16x9:d=1", "-frames:v", "1", "-update", "1", "file:" + picture));
        song = shared.resolve("song.flac");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                "-i",
                "file:" + picture,
                "-map",
                "0",
                "-map",
                "1",
                "-disposition:v",
                "attached_pic",
                "file:" + song));
        opus = shared.resolve("song.opus");
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                "-c:a",
                "libopus",
                "-metadata",
                "title=In Ogg",
                "-metadata",
                "artist=A",
                "file:" + opus));
    }

    @BeforeEach
    void open() throws IOException {
        database = Database.open(config(directory.resolve("data")));
        changes = new LibraryChanges(new LocalBus(), new Revisions(database, Set::of, System::nanoTime));
        libraries = new StoredLibraries(database, changes, InstantSource.system());
        scanner = TestScanner.of(
                database,
                libraries,
                new StoredItems(database, changes, nanoTime::get),
                new StoredItemStore(database, changes, InstantSource.system()),
                changes,
                this::probe);
        root = Files.createDirectory(directory.resolve("media"));
    }

    @AfterEach
    void close() {
        scanner.close();
        database.close();
    }

    private MediaInfo probe(Path path) {
        beforeProbe.accept(path);
        probed.incrementAndGet();
        return TestFfmpeg.prober().probe(path);
    }

    private Path put(Path media, String name) {
        try {
            Path target = root.resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(media, target);
            // No two films are equal in size and time.
            return Files.setLastModifiedTime(
                    target, FileTime.fromMillis(1_700_000_000_000L + 1000L * copies.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) {
        try {
            Path target = root.resolve(name);
            Files.createDirectories(target.getParent());
            return Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A song with tags: {@code title=…}. */
    private void song(String name, String... tags) {
        Path target = root.resolve(name);
        try {
            Files.createDirectories(target.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new java.util.ArrayList<>(List.of("-i", "file:" + song, "-map", "0", "-c", "copy"));
        for (String tag : tags) {
            arguments.addAll(List.of("-metadata", tag));
        }
        arguments.add("file:" + target);
        TestFfmpeg.run(arguments);
    }

    private Library library(CollectionType type, String options) {
        return libraries.add("Library", type, List.of(root), options);
    }

    private ScanReport scan(Library library) {
        ScanReport report = scanner.scan(library.id()).join();
        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());
        return report;
    }

    private Record row(ItemKind kind, String name) {
        return database.read(sql -> sql.selectFrom(ITEMS)
                .where(ITEMS.KIND.eq(kind.typeName()), ITEMS.NAME.eq(name))
                .fetchSingle());
    }

    private List<String> names(ItemKind kind) {
        return database.read(sql -> sql.select(ITEMS.NAME)
                .from(ITEMS)
                .where(ITEMS.KIND.eq(kind.typeName()), ITEMS.LIBRARY_ID.isNotNull())
                .orderBy(ITEMS.SORT_NAME)
                .fetch(ITEMS.NAME));
    }

    private List<String> values(Record item, String type) {
        return database.read(sql -> sql.select(ITEM_VALUES.NAME)
                .from(ITEM_VALUES)
                .where(ITEM_VALUES.ITEM_ID.eq(item.get(ITEMS.ID)), ITEM_VALUES.VALUE_TYPE.eq(type))
                .orderBy(ITEM_VALUES.POSITION)
                .fetch(ITEM_VALUES.NAME));
    }

    private Map<String, String> ids(Record item) {
        return database.read(sql -> sql.select(ITEM_PROVIDER_IDS.PROVIDER, ITEM_PROVIDER_IDS.VALUE)
                .from(ITEM_PROVIDER_IDS)
                .where(ITEM_PROVIDER_IDS.ITEM_ID.eq(item.get(ITEMS.ID)))
                .fetchMap(ITEM_PROVIDER_IDS.PROVIDER, ITEM_PROVIDER_IDS.VALUE));
    }

    private List<String> images(Record item) {
        return database.read(sql -> sql.selectFrom(ITEM_IMAGES)
                .where(ITEM_IMAGES.ITEM_ID.eq(item.get(ITEMS.ID)))
                .orderBy(ITEM_IMAGES.IMAGE_TYPE, ITEM_IMAGES.IMAGE_INDEX)
                .fetch(image -> image.get(ITEM_IMAGES.IMAGE_TYPE) + " "
                        + Path.of(image.get(ITEM_IMAGES.PATH)).getFileName()));
    }

    private int count(Table<?> table, Condition... conditions) {
        return database.read(sql -> sql.fetchCount(table, conditions));
    }

    /** A film or episode that somebody has watched. */
    private void watch(Record item) {
        database.write(sql -> {
            sql.insertInto(USERS)
                    .set(USERS.ID, "a".repeat(32))
                    .set(USERS.NAME, "a")
                    .set(USERS.NAME_KEY, "a")
                    .set(USERS.POLICY, "{}")
                    .set(USERS.CONFIGURATION, "{}")
                    .set(USERS.CREATED_MS, 0L)
                    .onConflictDoNothing()
                    .execute();
            return sql.insertInto(USER_DATA)
                    .set(USER_DATA.USER_ID, "a".repeat(32))
                    .set(USER_DATA.ITEM_ID, item.get(ITEMS.ID))
                    .set(USER_DATA.PLAYED, true)
                    .execute();
        });
    }

    private List<String> watched() {
        return database.read(sql -> sql.select(ITEMS.PATH)
                .from(USER_DATA)
                .join(ITEMS)
                .on(ITEMS.ID.eq(USER_DATA.ITEM_ID))
                .where(USER_DATA.PLAYED.isTrue())
                .orderBy(ITEMS.PATH)
                .fetch(row -> root.relativize(Path.of(row.value1())).toString()));
    }

    /** They can be shown and downloaded, and nothing tries to read them. */
    @Test
    void imagesOfDiscsAreFilmsThatNobodyLooksInto() {
        put(picture, "Disc (1999).iso");
        put(picture, "Floppy (1989)/Floppy (1989).img");
        Library library = library(CollectionType.MOVIES, "{}");
        assertThat(scan(library).problems()).isEmpty();
        assertThat(probed).hasValue(0);
        List<String> names = database.read(sql -> sql.select(ITEMS.NAME)
                .from(ITEMS)
                .where(ITEMS.KIND.eq(ItemKind.MOVIE.typeName()), ITEMS.VIDEO_TYPE.eq("Iso"))
                .orderBy(ITEMS.NAME)
                .fetch(ITEMS.NAME));
        assertThat(names).containsExactly("Disc", "Floppy");
        assertThat(scan(library).unchanged()).isEqualTo(2);
    }

    /** However long the next file takes to read. */
    @Test
    void whatIsReadCanBeSeenWhileTheRestIsNot() {
        put(film, "Film A (2000).mkv");
        put(film, "Film B (2001).mkv");
        put(film, "Slow (2002).mkv");
        AtomicInteger seen = new AtomicInteger();
        beforeProbe = path -> {
            if (path.endsWith("Slow (2002).mkv")) {
                seen.set(awaitFilms(2));
            }
        };
        assertThat(scan(library(CollectionType.MOVIES, "{}")).problems()).isEmpty();
        assertThat(seen).hasValue(2);
    }

    /** How many films there are at last, if there are not as many as are waited for. */
    private int awaitFilms(int wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int films = 0;
        while (films < wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            films = database.read(sql -> sql.fetchCount(ITEMS, ITEMS.KIND.eq(ItemKind.MOVIE.typeName())));
        }
        return films;
    }

    @Test
    void anNfoGoesBeforeTheName() throws IOException {
        put(film, "Film (2010)/Film (2010).mkv");
        put(picture, "Film (2010)/poster.png");
        write("Film (2010)/Film (2010).en.forced.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        Path nfo = write("Film (2010)/Film (2010).nfo", """
                <?xml version="1.0" encoding="UTF-8"?>
                <movie><title>The Real Title</title><year>2011</year><genre>Drama / Crime</genre>
                <actor><name>Somebody</name><role>Hero</role></actor><director>Someone</director>
                <uniqueid type="imdb">tt0000001</uniqueid><mpaa>PG-13</mpaa></movie>
                """);
        Library library = library(CollectionType.MOVIES, "{}");
        assertThat(scan(library).problems()).isEmpty();
        Record item = row(ItemKind.MOVIE, "The Real Title");
        assertThat(item.get(ITEMS.PRODUCTION_YEAR)).isEqualTo(2011);
        assertThat(item.get(ITEMS.OFFICIAL_RATING)).isEqualTo("PG-13");
        assertThat(values(item, "Genre")).containsExactly("Drama", "Crime");
        assertThat(ids(item)).isEqualTo(Map.of("Imdb", "tt0000001"));
        assertThat(images(item)).containsExactly("Primary poster.png");
        assertThat(count(ITEM_PEOPLE, ITEM_PEOPLE.ITEM_ID.eq(item.get(ITEMS.ID))))
                .isEqualTo(2);
        assertThat(count(ITEM_SIDECARS, ITEM_SIDECARS.LANGUAGE.eq("eng"), ITEM_SIDECARS.IS_FORCED.isTrue()))
                .isEqualTo(1);

        // A new text is read, the film is not.
        Files.writeString(nfo, "<movie><title>Another Title</title></movie>");
        ScanReport report = scan(library);
        assertThat(List.of(report.added(), report.updated(), report.unchanged()))
                .containsExactly(0, 1, 0);
        assertThat(names(ItemKind.MOVIE)).containsExactly("Another Title");
        assertThat(probed).hasValue(1);
    }

    /** The film's, or that of its version in a file of its name. */
    private ItemId filmId(String name) {
        return database.read(sql -> sql.select(ITEMS.ID)
                .from(ITEMS)
                .where(ITEMS.NAME.eq(name), ITEMS.PATH.like("%/" + name + ".mkv"))
                .fetchSingle(row -> new ItemId(row.value1())));
    }

    private List<String> listed() {
        return database.read(sql -> sql.select(ITEMS.NAME)
                .from(ITEMS)
                .where(ITEMS.KIND.eq(ItemKind.MOVIE.typeName()), ITEMS.LISTED.isTrue())
                .orderBy(ITEMS.NAME)
                .fetch(ITEMS.NAME));
    }

    @Test
    void versionsPutTogetherByHandOutliveScansAndMoves() throws IOException {
        put(film, "One.mkv");
        put(film, "Two/Two.mkv");
        put(film, "Two/Two - old.mkv");
        Path three = put(film, "Three.mkv");
        Library library = library(CollectionType.MOVIES, "{}");
        scan(library);
        ItemVersions versions = new ItemVersions(database, changes);
        ItemId two = filmId("Two");
        versions.merge(List.of(filmId("One"), two, filmId("Three")));
        assertThat(listed()).containsExactly("Two");
        assertThat(count(ITEMS, ITEMS.PRIMARY_VERSION_ID.eq(two.value()))).isEqualTo(3);

        // A scan that reads a version anew, and one that finds it under another name, leave it what it is.
        Files.setLastModifiedTime(three, FileTime.fromMillis(1_800_000_000_000L));
        scan(library);
        assertThat(listed()).containsExactly("Two");
        Files.move(three, root.resolve("Four.mkv"));
        scan(library);
        assertThat(listed()).containsExactly("Two");
        Files.move(root.resolve("Two"), root.resolve("Deux"));
        Files.move(root.resolve("Deux/Two.mkv"), root.resolve("Deux/Deux.mkv"));
        Files.move(root.resolve("Deux/Two - old.mkv"), root.resolve("Deux/Deux - old.mkv"));
        scan(library);
        assertThat(listed()).containsExactly("Deux");
        ItemId deux = filmId("Deux");
        assertThat(count(ITEMS, ITEMS.PRIMARY_VERSION_ID.eq(deux.value()))).isEqualTo(3);

        // Taken apart, the version that is one by its name stays one.
        versions.split(filmId("One"));
        assertThat(listed()).containsExactly("Deux", "Four", "One");
        assertThat(count(ITEMS, ITEMS.PRIMARY_VERSION_ID.eq(deux.value()))).isEqualTo(1);
        scan(library);
        assertThat(listed()).containsExactly("Deux", "Four", "One");
    }

    @Test
    void versionsOfAFilmThatIsGoneStandForThemselves() throws IOException {
        put(film, "One.mkv");
        put(film, "Two/Two.mkv");
        put(film, "Two/Two - old.mkv");
        Library library = library(CollectionType.MOVIES, "{}");
        scan(library);
        ItemVersions versions = new ItemVersions(database, changes);
        ItemId one = filmId("One");
        versions.merge(List.of(one, filmId("Two")));
        assertThatThrownBy(() -> versions.merge(List.of(one)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("two videos");
        Files.delete(root.resolve("Two/Two.mkv"));
        Files.delete(root.resolve("Two/Two - old.mkv"));
        scan(library);
        assertThat(listed()).containsExactly("One");
    }

    @Test
    void seriesThatSayTheSameIdAreOneWhereTheLibrarySaysSo() {
        put(film, "Old/Season 1/Show S01E01.mkv");
        put(film, "New/Season 2/Show S02E01.mkv");
        write("Old/tvshow.nfo", "<tvshow><title>The Show</title><uniqueid type=\"tvdb\">7</uniqueid></tvshow>");
        write("New/tvshow.nfo", "<tvshow><title>The Show</title><uniqueid type=\"tvdb\">7</uniqueid></tvshow>");
        Library library = library(CollectionType.TV_SHOWS, "{}");
        scan(library);
        assertThat(names(ItemKind.SERIES)).containsExactly("The Show", "The Show");
        libraries.setOptions(library.id(), "{\"EnableAutomaticSeriesGrouping\":true}");
        scan(library);
        assertThat(names(ItemKind.SERIES)).containsExactly("The Show");
        assertThat(names(ItemKind.SEASON)).containsExactly("Season 1", "Season 2");
        assertThat(names(ItemKind.EPISODE)).hasSize(2);
        assertThat(scan(library).unchanged()).isEqualTo(2);
    }

    @Test
    void filmsArePutIntoTheBoxSetThatTheyName() {
        for (String name : List.of("One", "Two", "Three")) {
            put(film, name + "/" + name + ".mkv");
        }
        write("One/One.nfo", "<movie><title>One</title><set><name>The Saga</name><overview>o</overview></set></movie>");
        write("Two/Two.nfo", "<movie><title>Two</title><set>The Saga</set></movie>");
        write("Three/Three.nfo", "<movie><title>Three</title><set>Alone</set></movie>");
        Library library = library(CollectionType.MOVIES, "{}");
        scan(library);
        assertThat(names(ItemKind.BOX_SET)).isEmpty();
        libraries.setOptions(library.id(), "{\"AutomaticallyAddToCollection\":true}");
        scan(library);
        assertThat(names(ItemKind.BOX_SET)).containsExactly("The Saga");
        assertThat(count(ITEM_LINKS)).isEqualTo(2);
        scan(library);
        assertThat(names(ItemKind.BOX_SET)).containsExactly("The Saga");
        assertThat(count(ITEM_LINKS)).isEqualTo(2);
    }

    @Test
    void aBrokenNfoIsAWarningAndNoMore() {
        put(film, "Film (2010)/Film (2010).mkv");
        write("Film (2010)/movie.nfo", "<movie><title>Half");
        Library library = library(CollectionType.MOVIES, "{}");
        ScanReport report = scan(library);
        assertThat(report.problems()).singleElement().asString().contains("movie.nfo");
        assertThat(names(ItemKind.MOVIE)).containsExactly("Film");
    }

    @Test
    void seriesSeasonsAndEpisodesAreAFamily() {
        put(film, "Show (2010)/Season 1/Show S01E01.mkv");
        put(film, "Show (2010)/Season 1/Show S01E02.mkv");
        put(film, "Show (2010)/Show S02E01.mkv");
        Path nfo = write("Show (2010)/tvshow.nfo", "<tvshow><title>The Show</title><status>Ended</status></tvshow>");
        write(
                "Show (2010)/Season 1/Show S01E02.nfo",
                "<episodedetails><title>Two</title><episode>2</episode></episodedetails>"
                        + "<episodedetails><title>Three</title><episode>3</episode></episodedetails>");
        Library library = library(CollectionType.TV_SHOWS, "{}");
        assertThat(scan(library).problems()).isEmpty();
        Record series = row(ItemKind.SERIES, "The Show");
        Record season = row(ItemKind.SEASON, "Season 1");
        Record episode = row(ItemKind.EPISODE, "Two / Three");
        assertThat(series.get(ITEMS.STATUS)).isEqualTo("Ended");
        assertThat(season.get(ITEMS.PARENT_ID)).isEqualTo(series.get(ITEMS.ID));
        assertThat(episode.get(ITEMS.PARENT_ID)).isEqualTo(season.get(ITEMS.ID));
        assertThat(episode.get(ITEMS.SERIES_NAME)).isEqualTo("The Show");
        assertThat(episode.get(ITEMS.SEASON_ID)).isEqualTo(season.get(ITEMS.ID));
        assertThat(episode.get(ITEMS.INDEX_NUMBER)).isEqualTo(2);
        assertThat(episode.get(ITEMS.INDEX_NUMBER_END)).isEqualTo(3);
        assertThat(names(ItemKind.SEASON)).containsExactly("Season 1", "Season 2");
        assertThat(scan(library).unchanged()).isEqualTo(3);

        // The series' name is the episodes', too.
        try {
            Files.writeString(nfo, "<tvshow><title>New Name</title></tvshow>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(scan(library).updated()).isEqualTo(3);
        assertThat(row(ItemKind.EPISODE, "Two / Three").get(ITEMS.SERIES_NAME)).isEqualTo("New Name");
        assertThat(probed).hasValue(3);
    }

    @Test
    void songsTellTheirAlbum() {
        song(
                "Artist/Folder/1.flac",
                "title=One",
                "artist=A;B",
                "album_artist=Artist",
                "album=The Album",
                "track=1/2",
                "disc=1",
                "genre=Rock",
                "date=1999",
                "MUSICBRAINZ_ALBUMID=11111111-2222-3333-4444-555555555555");
        song(
                "Artist/Folder/2.flac",
                "title=Two",
                "artist=A",
                "album_artist=Artist",
                "album=The Album",
                "track=2",
                "date=1999");
        put(opus, "Artist/Folder/3 x.opus");
        Library library = library(CollectionType.MUSIC, "{}");
        assertThat(scan(library).problems()).isEmpty();
        Record album = row(ItemKind.MUSIC_ALBUM, "The Album");
        Record one = row(ItemKind.AUDIO, "One");
        assertThat(album.get(ITEMS.PRODUCTION_YEAR)).isEqualTo(1999);
        assertThat(album.get(ITEMS.RUNTIME_MS)).isCloseTo(3000L, org.assertj.core.data.Offset.offset(200L));
        assertThat(values(album, "AlbumArtist")).containsExactly("Artist");
        assertThat(ids(album)).containsEntry("MusicBrainzAlbum", "11111111-2222-3333-4444-555555555555");
        assertThat(images(album)).containsExactly("Primary 1.flac");
        assertThat(one.get(ITEMS.ALBUM_ID)).isEqualTo(album.get(ITEMS.ID));
        assertThat(one.get(ITEMS.ALBUM_NAME)).isEqualTo("The Album");
        assertThat(one.get(ITEMS.INDEX_NUMBER)).isEqualTo(1);
        assertThat(one.get(ITEMS.PARENT_INDEX_NUMBER)).isEqualTo(1);
        assertThat(values(one, "Artist")).containsExactly("A", "B");
        // By disc and track; what has neither comes last.
        assertThat(names(ItemKind.AUDIO)).containsExactly("One", "Two", "In Ogg");
        assertThat(row(ItemKind.MUSIC_ARTIST, "Artist").get(ITEMS.ID)).isEqualTo(album.get(ITEMS.PARENT_ID));
        assertThat(scan(library).unchanged()).isEqualTo(3);

        // A song more changes the album; the others are not read again.
        song("Artist/Folder/4.flac", "title=Four", "album=The Album");
        ScanReport report = scan(library);
        assertThat(List.of(report.added(), report.updated())).containsExactly(1, 3);
        assertThat(probed).hasValue(4);
    }

    @Test
    void whatWasFoundInASongStaysWhenItsFileCannotBeReadAnyMore() throws IOException {
        put(opus, "Artist/Folder/1.opus");
        song("Artist/Folder/2.flac", "title=Two", "album=The Album");
        Library library = library(CollectionType.MUSIC, "{}");
        assertThat(scan(library).problems()).isEmpty();
        Record before = row(ItemKind.AUDIO, "In Ogg");
        Path broken = write("Artist/Folder/1.opus", "no song");

        // The next scan asks again, in vain, but nothing is probed twice.
        for (int again = 0; again < 2; again++) {
            assertThat(scan(library).problems()).singleElement().asString().startsWith(broken + " was skipped");
        }
        assertThat(probed).hasValue(3);
        Record kept = row(ItemKind.AUDIO, "In Ogg");
        assertThat(List.of(kept.get(ITEMS.SIZE_BYTES), kept.get(ITEMS.MODIFIED_MS), kept.get(ITEMS.RUNTIME_MS)))
                .isEqualTo(List.of(
                        before.get(ITEMS.SIZE_BYTES), before.get(ITEMS.MODIFIED_MS), before.get(ITEMS.RUNTIME_MS)));
        assertThat(row(ItemKind.MUSIC_ALBUM, "The Album").get(ITEMS.RUNTIME_MS))
                .isCloseTo(2000L, org.assertj.core.data.Offset.offset(200L));

        Files.delete(broken);
        put(opus, "Artist/Folder/1.opus");
        assertThat(scan(library).problems()).isEmpty();
        assertThat(probed).hasValue(4);
        assertThat(scan(library).unchanged()).isEqualTo(2);
    }

    @Test
    void whatStandsBesideAFilmIsReadThoughItsFileCannotBe() {
        Path file = put(film, "Film (2000)/Film (2000).mkv");
        Library library = library(CollectionType.MOVIES, "{}");
        assertThat(scan(library).problems()).isEmpty();
        write(root.relativize(file).toString(), "no film");
        write("Film (2000)/movie.nfo", "<movie><title>Told</title></movie>");
        ScanReport report = scan(library);
        assertThat(report.problems()).singleElement().asString().startsWith(file + " was skipped");
        assertThat(report.updated()).isZero();
        Record kept = row(ItemKind.MOVIE, "Told");
        assertThat(kept.get(ITEMS.WIDTH)).isEqualTo(64);
        assertThat(kept.get(ITEMS.RUNTIME_MS)).isPositive();
    }

    @Test
    void libraryOptionsDecideWhatIsRead() {
        put(film, "Film (2010)/Film (2010).mkv");
        write("Film (2010)/movie.nfo", "<movie><title>In NFO</title></movie>");
        Library library = library(CollectionType.MOVIES, "{\"DisabledLocalMetadataReaders\":[\"Nfo\"]}");
        scan(library);
        assertThat(names(ItemKind.MOVIE)).containsExactly("Film");
        libraries.setOptions(
                library.id(), "{\"DisabledLocalMetadataReaders\":[\"Nfo\"],\"EnableEmbeddedTitles\":true}");
        scan(library);
        assertThat(names(ItemKind.MOVIE)).containsExactly("Inside");
        libraries.setOptions(library.id(), "{}");
        scan(library);
        assertThat(names(ItemKind.MOVIE)).containsExactly("In NFO");
        libraries.setOptions(library.id(), "{\"Enabled\":false}");
        assertThat(scan(library).removed()).isZero();
        assertThat(probed).hasValue(1);
    }

    @Test
    void versionsPartsAndExtrasAreReachedFromTheirFilm() {
        put(film, "Film/Film - 1080p.mkv");
        put(film, "Film/Film - 720p.mkv");
        put(film, "Film/trailers/T.mkv");
        put(film, "Cut/Cut-cd1.mkv");
        put(film, "Cut/Cut-cd2.mkv");
        scan(library(CollectionType.MOVIES, "{}"));
        List<Record> listed = database.read(sql -> List.copyOf(sql.selectFrom(ITEMS)
                .where(ITEMS.KIND.eq("Movie"), ITEMS.LISTED.isTrue())
                .orderBy(ITEMS.SORT_NAME)
                .fetch()));
        assertThat(listed).extracting(each -> each.get(ITEMS.NAME)).containsExactly("Cut", "Film");
        String id = listed.get(1).get(ITEMS.ID);
        assertThat(listed.get(1).get(ITEMS.VERSION_NAME)).isEqualTo("1080p");
        assertThat(count(ITEMS, ITEMS.PRIMARY_VERSION_ID.eq(id))).isEqualTo(1);
        assertThat(count(ITEMS, ITEMS.OWNER_ID.eq(id), ITEMS.EXTRA_TYPE.eq("Trailer")))
                .isEqualTo(1);
        assertThat(count(ITEMS, ITEMS.PART_OF_ID.eq(listed.get(0).get(ITEMS.ID)), ITEMS.PART_NUMBER.eq(2)))
                .isEqualTo(1);
    }

    @Test
    void whatIsMovedOrRenamedKeepsItsPlayState() throws IOException {
        Path first = put(film, "One (2001)/One (2001).mkv");
        put(film, "Two (2002)/Two (2002).mkv");
        Library library = library(CollectionType.MOVIES, "{}");
        scan(library);
        watch(row(ItemKind.MOVIE, "One"));
        watch(row(ItemKind.MOVIE, "Two"));

        Files.createDirectories(root.resolve("Sorted"));
        Files.move(first, root.resolve("Sorted/Renamed.mkv"), StandardCopyOption.ATOMIC_MOVE);
        // Replaced by a better copy: other bytes, the same film.
        Files.delete(root.resolve("Two (2002)/Two (2002).mkv"));
        put(film, "Two (2002)/Two (2002) - 2160p.mkv");
        ScanReport report = scan(library);
        assertThat(report.removed()).isEqualTo(2);
        assertThat(watched()).containsExactly("Sorted/Renamed.mkv", "Two (2002)/Two (2002) - 2160p.mkv");
    }

    @Test
    void whatIsMovedIsNotReadAgainForWhatTookLongToFindOut() throws IOException {
        Path first = put(film, "One (2001)/One (2001).mkv");
        Library library = library(CollectionType.MOVIES, "{}");
        scan(library);
        String before = row(ItemKind.MOVIE, "One").get(ITEMS.ID);
        database.write(sql -> {
            sql.insertInto(LOUDNESS, LOUDNESS.ITEM_ID, LOUDNESS.STATE)
                    .values(before, "s")
                    .execute();
            sql.insertInto(KEYFRAMES).values(before, "s", 1, new byte[] {1}).execute();
            sql.insertInto(SUBTITLE_TRACKS)
                    .values(before, "s", 2, new byte[] {1})
                    .execute();
            return sql.insertInto(CHAPTER_IMAGES)
                    .values(before, 0, 0L, "s", "s", 0L, new byte[] {1})
                    .execute();
        });
        Files.move(first, root.resolve("Moved.mkv"), StandardCopyOption.ATOMIC_MOVE);
        scan(library);
        String after = row(ItemKind.MOVIE, "Moved").get(ITEMS.ID);
        assertThat(after).isNotEqualTo(before);
        assertThat(count(LOUDNESS, LOUDNESS.ITEM_ID.eq(after))).isEqualTo(1);
        assertThat(count(KEYFRAMES, KEYFRAMES.SOURCE_ID.eq(after))).isEqualTo(1);
        assertThat(count(SUBTITLE_TRACKS, SUBTITLE_TRACKS.SOURCE_ID.eq(after))).isEqualTo(1);
        assertThat(count(CHAPTER_IMAGES, CHAPTER_IMAGES.ITEM_ID.eq(after))).isEqualTo(1);
    }

    @Test
    void aRenamedSeriesKeepsWhatWasWatched() throws IOException {
        put(film, "Show/Season 1/Show S01E01.mkv");
        put(film, "Show/Season 1/Show S01E02.mkv");
        Library library = library(CollectionType.TV_SHOWS, "{}");
        scan(library);
        watch(row(ItemKind.EPISODE, "Show S01E02"));
        Files.move(root.resolve("Show"), root.resolve("The Show (2010)"));
        scan(library);
        assertThat(watched()).containsExactly("The Show (2010)/Season 1/Show S01E02.mkv");
    }

    @Test
    void aScanThatIsStoppedKeepsWhatItFoundAndRemovesNothing() throws IOException {
        Path gone = put(film, "Gone.mkv");
        // Unlike the others, so that none of them passes for it under a new name.
        Files.write(gone, new byte[] {1}, StandardOpenOption.APPEND);
        Library library = library(CollectionType.MOVIES, "{}");
        scan(library);
        Files.delete(gone);
        for (int i = 0; i < 20; i++) {
            put(film, "Film " + i + ".mkv");
        }
        AtomicReference<TestScanner> self = new AtomicReference<>();
        TestScanner stopped = TestScanner.of(
                database,
                libraries,
                new StoredItems(database, changes, nanoTime::get),
                new StoredItemStore(database, changes, InstantSource.system()),
                changes,
                path -> {
                    self.get().stop();
                    return probe(path);
                });
        self.set(stopped);
        ScanReport report = stopped.scan(library.id()).join();
        assertThat(report.added()).isLessThan(20);
        assertThat(report.removed()).isZero();
        assertThat(count(ITEMS, ITEMS.KIND.eq("Movie"))).isEqualTo(1 + report.added());
        assertThat(scan(library).added()).isEqualTo(20 - report.added());
        assertThat(count(ITEMS, ITEMS.KIND.eq("Movie"))).isEqualTo(20);
    }

    @Test
    void aScanThatWasBrokenOffIsGoneOnWith() {
        for (int i = 0; i < 5; i++) {
            put(film, "Film " + i + ".mkv");
        }
        Library library = library(CollectionType.MOVIES, "{}");
        AtomicReference<TestScanner> self = new AtomicReference<>();
        TestScanner dying = TestScanner.of(
                database,
                libraries,
                new StoredItems(database, changes, nanoTime::get),
                new StoredItemStore(database, changes, InstantSource.system()),
                changes,
                path -> {
                    if (path.endsWith("Film 3.mkv")) {
                        self.get().close();
                    }
                    // Not counted: what runs when the scanner is closed may end later.
                    return TestFfmpeg.prober().probe(path);
                });
        self.set(dying);
        dying.scan(library.id()).join();
        int before = count(ITEMS, ITEMS.KIND.eq("Movie"));
        ScanReport report = scan(library);
        assertThat(report.added()).isEqualTo(5 - before);
        assertThat(probed).as("what was probed and not written is still known").hasValueLessThanOrEqualTo(5 - before);
        assertThat(names(ItemKind.MOVIE)).hasSize(5);
    }

    @Test
    void aShareThatIsDownKeepsWhatHasNoFolderOfItsOwn() throws IOException {
        put(film, "Show/Show S01E01.mkv");
        put(film, "Show/Show S02E01.mkv");
        Library library = library(CollectionType.TV_SHOWS, "{}");
        scan(library);
        Path away = directory.resolve("away");
        Files.move(root, away);
        assertThat(scan(library).removed()).isZero();
        assertThat(names(ItemKind.SEASON)).containsExactly("Season 1", "Season 2");
        assertThat(names(ItemKind.EPISODE)).hasSize(2);
        Files.move(away, root);
        assertThat(scan(library).unchanged()).isEqualTo(2);
        Files.delete(root.resolve("Show/Show S02E01.mkv"));
        assertThat(scan(library).removed()).isEqualTo(1);
        assertThat(names(ItemKind.SEASON)).containsExactly("Season 1");
        assertThat(probed).hasValue(2);
    }

    @Test
    void photosHaveTheirSize() {
        put(picture, "2020/a.png");
        scan(library(CollectionType.HOME_VIDEOS, "{}"));
        Record photo = row(ItemKind.PHOTO, "a");
        assertThat(photo.get(ITEMS.WIDTH)).isEqualTo(16);
        assertThat(photo.get(ITEMS.CONTAINER)).isEqualTo("png");
        assertThat(images(photo)).containsExactly("Primary a.png");
        assertThat(row(ItemKind.PHOTO_ALBUM, "2020").get(ITEMS.ID)).isEqualTo(photo.get(ITEMS.PARENT_ID));
        assertThat(probed).hasValue(0);
    }

    @Test
    void ignoredFilesAreLeftOut() {
        put(film, "a/Keep.mkv");
        put(film, "a/Drop.mkv");
        put(film, "b/c/Drop Too.mkv");
        write(".ignore", "Drop.mkv\nb/c/\n");
        scan(library(CollectionType.MOVIES, "{}"));
        assertThat(names(ItemKind.MOVIE)).containsExactly("Keep");
    }

    @Test
    void dateAddedComesFromTheNfo() {
        put(film, "Film/Film.mkv");
        write("Film/movie.nfo", "<movie><title>Film</title><dateadded>2001-02-03 04:05:06</dateadded></movie>");
        scan(library(CollectionType.MOVIES, "{}"));
        assertThat(row(ItemKind.MOVIE, "Film").get(ITEMS.CREATED_MS))
                .isEqualTo(Instant.parse("2001-02-03T04:05:06Z").toEpochMilli());
    }
}
