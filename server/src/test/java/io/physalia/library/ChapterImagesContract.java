package io.physalia.library;

import static io.physalia.database.schema.Tables.CHAPTER_IMAGES;
import static io.physalia.database.schema.Tables.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.local.LocalBus;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.job.Job;
import io.physalia.job.JobDesk;
import io.physalia.job.JobOutcome;
import io.physalia.job.JobQueue;
import io.physalia.job.JobWork;
import io.physalia.job.TestWorkers;
import io.physalia.library.chapter.ChapterImageScan;
import io.physalia.library.chapter.ChapterImageWork;
import io.physalia.library.chapter.ChapterImages;
import io.physalia.library.chapter.ChapterImages.ChapterImage;
import io.physalia.library.chapter.ChapterSettings;
import io.physalia.library.scan.TestScanner;
import io.physalia.media.FilmFrames;
import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each chapter of a film has a picture of its moment, made once, by whichever pod, and there for all. */
@Timeout(180)
abstract class ChapterImagesContract {
    private static final String WANTED = "{\"EnableChapterImageExtraction\":true}";
    private static final String WITH_SCANS =
            "{\"EnableChapterImageExtraction\":true,\"ExtractChapterImagesDuringLibraryScan\":true}";
    /** So much sooner comes what is to be tried again. */
    private static final int HASTE = 100;

    @TempDir
    static Path shared = Path.of("");

    private static Path film = Path.of("");

    @TempDir
    Path directory = Path.of("");

    private LibraryChanges changes;
    private final LocalCoordinator coordinator = new LocalCoordinator();
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private volatile ChapterSettings settings = new ChapterSettings(Duration.ZERO, 640);
    private Database database;
    private Libraries libraries;
    private JobQueue queue;
    private JobDesk desk;
    private ChapterImages images;
    private ChapterImageScan scan;
    private TestScanner scanner;
    private Path root;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    ChapterImagesContract() {}

    @BeforeAll
    static void makeFilm() {
        film = ColouredFilm.make(shared.resolve("film.mkv"));
    }

    @BeforeEach
    void open() throws Exception {
        database = Database.open(config(directory.resolve("data")));
        Revisions revisions = new Revisions(database, Set::of, System::nanoTime);
        changes = new LibraryChanges(new LocalBus(), revisions);
        libraries = new StoredLibraries(database, changes, InstantSource.system());
        long begin = System.currentTimeMillis();
        InstantSource hasty = () -> Instant.ofEpochMilli(begin + (System.currentTimeMillis() - begin) * HASTE);
        queue = new JobQueue(database, hasty);
        desk = new JobDesk(queue, coordinator.bus(), System::nanoTime);
        images = new ChapterImages(database, InstantSource.system());
        scan = new ChapterImageScan(libraries, images, desk, changes, () -> settings);
        scanner = TestScanner.of(
                database,
                libraries,
                new StoredItems(database, changes, nanoTime::get),
                new StoredItemStore(database, changes, InstantSource.system()),
                changes,
                TestFfmpeg.prober()::probe,
                coordinator,
                scan::scanned);
        root = Files.createDirectory(directory.resolve("films"));
        ChapterImageWork work = new ChapterImageWork(
                images,
                new FilmFrames(TestFfmpeg.runner(), TestFfmpeg.ffmpeg(), TestFfmpeg.tables()),
                () -> settings,
                new PacedNews(changes));
        for (String pod : List.of("a", "b")) {
            opened.add(TestWorkers.start(queue, coordinator, pod, 1, hasty, new JobWork() {
                @Override
                public String kind() {
                    return work.kind();
                }

                @Override
                public JobOutcome run(Job job) {
                    done.add(Path.of(job.subject()).getFileName().toString());
                    return work.run(job);
                }
            }));
        }
    }

    @AfterEach
    void close() throws Exception {
        scan.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
        desk.close();
        scanner.close();
        database.close();
        coordinator.close();
    }

    private Path put(Path media, String name) throws Exception {
        Path target = root.resolve(name);
        Files.copy(media, target);
        return Files.setLastModifiedTime(target, FileTime.fromMillis(1_700_000_000_000L + name.hashCode()));
    }

    private Library library(String options) {
        Library library = libraries.add("Films", CollectionType.MOVIES, List.of(root), options);
        scanner.scan(library.id()).join();
        return library;
    }

    private void run() throws InterruptedException {
        done.clear();
        scan.run(() -> false, _ -> {});
    }

    private ItemId item(String name) {
        return database.read(sql -> sql.select(ITEMS.ID)
                .from(ITEMS)
                .where(ITEMS.NAME.eq(name))
                .fetchSingle(row -> new ItemId(row.value1())));
    }

    private List<ChapterImage> list(String name) {
        ItemId item = item(name);
        return images.list(List.of(item)).getOrDefault(item, List.of());
    }

    private byte[] content(String name, int index) {
        return images.content(item(name), index).orElseThrow();
    }

    private List<String> colours(String name) {
        return list(name).stream()
                .map(image -> ColouredFilm.colour(content(name, image.index())))
                .toList();
    }

    private int rows() {
        return database.read(sql -> sql.fetchCount(CHAPTER_IMAGES));
    }

    @Test
    void eachChapterHasAPictureOfItsMoment() throws Exception {
        put(film, "One (2000).mkv");
        put(film, "Two (2001).mkv");
        library(WANTED);
        assertThat(list("One")).isEmpty();
        run();
        assertThat(done).containsExactlyInAnyOrder("One (2000).mkv", "Two (2001).mkv");
        assertThat(colours("One")).containsExactly("red", "green", "blue");
        assertThat(colours("Two")).containsExactly("red", "green", "blue");
        assertThat(list("One"))
                .extracting(ChapterImage::start)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(ColouredFilm.size(content("One", 0)))
                .as("4:3 of pixels that are not square")
                .isEqualTo("640x480");
        assertThat(queue.counts()).as("nothing stays in the queue").isEmpty();
        run();
        assertThat(done).as("nothing is made twice").isEmpty();
    }

    @Test
    void picturesEndWithTheFileAndWithTheFilm() throws Exception {
        Path file = put(film, "One (2000).mkv");
        Library library = library(WANTED);
        run();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L));
        scanner.scan(library.id()).join();
        assertThat(list("One")).as("pictures of another file").isEmpty();
        run();
        assertThat(list("One")).hasSize(3);
        Files.delete(file);
        put(film, "Two (2001).mkv");
        scanner.scan(library.id()).join();
        assertThat(rows()).isZero();
    }

    @Test
    void theyAreMadeAnewWhenTheyAreWantedOtherwise() throws Exception {
        put(film, "One (2000).mkv");
        library(WANTED);
        run();
        settings = new ChapterSettings(Duration.ZERO, 256);
        run();
        assertThat(ColouredFilm.size(content("One", 0))).isEqualTo("256x192");
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void aFilmWithoutChaptersHasNoneUnlessItIsDivided() throws Exception {
        Path plain = directory.resolve("plain.mkv");
        TestFfmpeg.run(List.of("-i", "file:" + film, "-map_chapters", "-1", "-c", "copy", "file:" + plain));
        put(plain, "One (2000).mkv");
        library(WANTED);
        run();
        assertThat(done).isEmpty();
        settings = new ChapterSettings(Duration.ofSeconds(6), 640);
        run();
        assertThat(colours("One")).containsExactly("red", "green");
    }

    @Test
    void onlyLibrariesThatWantPicturesHaveThem() throws Exception {
        put(film, "One (2000).mkv");
        Library library = library("{}");
        run();
        assertThat(done).isEmpty();
        libraries.setOptions(library.id(), WANTED);
        run();
        assertThat(rows()).isEqualTo(3);
        libraries.setOptions(library.id(), "{}");
        run();
        assertThat(rows()).isZero();
    }

    @Test
    void aScanAsksForThemWhereTheLibrarySaysSo() throws Exception {
        put(film, "One (2000).mkv");
        library(WITH_SCANS);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (list("One").size() < 3 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(colours("One")).containsExactly("red", "green", "blue");
    }

    @Test
    void aBrokenFilmIsSetAsideUntilItChanges() throws Exception {
        Path broken = put(film, "One (2000).mkv");
        Library library = library(WANTED);
        FileTime time = Files.getLastModifiedTime(broken);
        byte[] good = Files.readAllBytes(broken);
        Files.write(broken, new byte[good.length]);
        Files.setLastModifiedTime(broken, time);
        run();
        assertThat(done).hasSize(3);
        assertThat(queue.listSetAside()).extracting(Job::subject).containsExactly(broken.toString());
        run();
        assertThat(done).as("what is set aside is left alone").isEmpty();
        Files.write(broken, good);
        Files.setLastModifiedTime(broken, FileTime.fromMillis(1_600_000_000_000L));
        scanner.scan(library.id()).join();
        run();
        assertThat(list("One")).hasSize(3);
        assertThat(queue.counts()).isEmpty();
    }
}
