package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.LOUDNESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import io.physalia.job.Workers;
import io.physalia.library.catalog.KeptFacts;
import io.physalia.library.catalog.Parts;
import io.physalia.library.loudness.LoudnessScan;
import io.physalia.library.loudness.LoudnessStore;
import io.physalia.library.loudness.LoudnessWork;
import io.physalia.library.scan.TestScanner;
import io.physalia.media.LoudnessMeter;
import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Songs and albums without a gain are measured, each file once, by whichever pod. */
@Timeout(180)
abstract class LoudnessContract {
    private static final String WANTED = "{\"EnableLUFSScan\":true}";
    /** So much sooner comes what is to be tried again. */
    private static final int HASTE = 100;

    @TempDir
    Path directory = Path.of("");

    private LibraryChanges changes;
    private final LocalCoordinator coordinator = new LocalCoordinator();
    private final ConcurrentLinkedQueue<String> measured = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Database database;
    private Libraries libraries;
    private JobQueue queue;
    private JobDesk desk;
    private LoudnessStore store;
    private LoudnessScan scan;
    private TestScanner scanner;
    private Parts parts;
    private Path root;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    LoudnessContract() {}

    @BeforeEach
    void open() throws Exception {
        database = Database.open(config(directory.resolve("data")));
        Revisions revisions = new Revisions(database, Set::of, System::nanoTime);
        changes = new LibraryChanges(new LocalBus(), revisions);
        libraries = new StoredLibraries(database, changes, InstantSource.system());
        scanner = TestScanner.of(
                database,
                libraries,
                new StoredItems(database, changes, nanoTime::get),
                new StoredItemStore(database, changes, InstantSource.system()),
                changes,
                TestFfmpeg.prober()::probe,
                coordinator,
                _ -> {});
        long begin = System.currentTimeMillis();
        queue = new JobQueue(database, () -> hasty(begin));
        desk = new JobDesk(queue, coordinator.bus(), System::nanoTime);
        store = new LoudnessStore(database);
        scan = new LoudnessScan(libraries, store, desk, changes);
        parts = new Parts(
                database,
                new KeptFacts(
                        changes, new ViewerChanges(new LocalBus(), revisions), revisions, nanoTime::get, 1 << 30));
        root = Files.createDirectory(directory.resolve("music"));
    }

    private static Instant hasty(long begin) {
        return Instant.ofEpochMilli(begin + (System.currentTimeMillis() - begin) * HASTE);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        desk.close();
        scanner.close();
        database.close();
        coordinator.close();
    }

    private LoudnessWork work() {
        return new LoudnessWork(
                store, new LoudnessMeter(TestFfmpeg.runner(), TestFfmpeg.ffmpeg()), new PacedNews(changes));
    }

    private void pod(String name, JobWork work) {
        pod(name, 2, work);
    }

    private void pod(String name, int places, JobWork work) {
        JobWork telling = new JobWork() {
            @Override
            public String kind() {
                return work.kind();
            }

            @Override
            public JobOutcome run(Job job) {
                measured.add(Path.of(job.subject()).getFileName().toString());
                return work.run(job);
            }
        };
        long begin = System.currentTimeMillis();
        Workers workers = TestWorkers.start(queue, coordinator, name, places, () -> hasty(begin), telling);
        opened.addFirst(workers);
    }

    private Path song(String name, int decibels, String... tags) throws Exception {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        List<String> arguments =
                new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=f=1000:r=48000:d=3,volume=" + decibels + "dB"));
        Stream.of(tags).forEach(tag -> arguments.addAll(List.of("-metadata", tag)));
        arguments.add("file:" + file);
        TestFfmpeg.run(arguments);
        return file;
    }

    private Library library(String options) {
        Library library = libraries.add("Music", CollectionType.MUSIC, List.of(root), options);
        scanner.scan(library.id()).join();
        return library;
    }

    private void measure() throws InterruptedException {
        measured.clear();
        scan.run(() -> false, _ -> {});
    }

    /** Gains by name, as lists show them. */
    private Map<String, Double> gains() {
        Map<ItemId, String> names = database.read(sql -> sql.select(ITEMS.ID, ITEMS.NAME)
                .from(ITEMS)
                .where(ITEMS.KIND.in("Audio", "MusicAlbum"))
                .fetchMap(row -> new ItemId(row.value1()), row -> row.value2()));
        return parts.gains(names.keySet()).entrySet().stream()
                .collect(Collectors.toMap(
                        each -> Optional.ofNullable(names.get(each.getKey())).orElseThrow(), Map.Entry::getValue));
    }

    private double gain(String name) {
        return Optional.ofNullable(gains().get(name)).orElseThrow();
    }

    @Test
    void songsAndTheirAlbumAreMeasuredOnce() throws Exception {
        song("Album/01 Loud.flac", -6);
        song("Album/02 Soft.flac", -30);
        library(WANTED);
        pod("a", work());
        pod("b", work());
        assertThat(gains()).isEmpty();
        measure();
        assertThat(measured).containsExactlyInAnyOrder("01 Loud.flac", "02 Soft.flac");
        Map<String, Double> gains = gains();
        assertThat(gains).containsOnlyKeys("Album", "Loud", "Soft");
        assertThat(gain("Soft") - gain("Loud")).isCloseTo(24, within(0.3));
        // The soft song is more than 10 LU below the mean of both, so it does not count.
        assertThat(gain("Album")).isCloseTo(gain("Loud"), within(0.3));
        assertThat(queue.counts()).as("nothing stays in the queue").isEmpty();
        measure();
        assertThat(measured).isEmpty();
    }

    @Test
    void anAlbumIsAsLoudAsItsSongsPlayedOneAfterTheOther() throws Exception {
        Path loud = song("Album/01 Loud.flac", -10);
        Path soft = song("Album/02 Soft.flac", -15);
        Path both = directory.resolve("both.flac");
        TestFfmpeg.run(List.of(
                "-i", "file:" + loud, "-i", "file:" + soft, "-filter_complex", "concat=v=0:a=1", "file:" + both));
        library(WANTED);
        pod("a", work());
        measure();
        double whole = new LoudnessMeter(TestFfmpeg.runner(), TestFfmpeg.ffmpeg())
                .measure(both, "flac", Duration.ofSeconds(6))
                .integrated()
                .orElseThrow();
        // The blocks across the border are in neither song.
        assertThat(gain("Album")).isCloseTo(-18 - whole, within(0.2));
    }

    @Test
    void whatTagsSayIsNotMeasured() throws Exception {
        song("Album/01 First.flac", -6, "REPLAYGAIN_TRACK_GAIN=-7.5 dB", "REPLAYGAIN_ALBUM_GAIN=-6.25 dB");
        song("Album/02 Second.flac", -18, "REPLAYGAIN_ALBUM_GAIN=-6.25 dB");
        song("Other/01 Third.flac", -6, "REPLAYGAIN_TRACK_GAIN=1.5 dB");
        library(WANTED);
        pod("a", work());
        assertThat(gains()).isEqualTo(Map.of("First", -7.5, "Third", 1.5, "Album", -6.25));
        measure();
        assertThat(queue.listSetAside()).isEmpty();
        assertThat(measured).containsExactly("02 Second.flac");
        assertThat(gains())
                .containsEntry("First", -7.5)
                .containsEntry("Album", -6.25)
                .containsKey("Second");
    }

    @Test
    void aTaggedSongIsMeasuredForItsAlbumAndKeepsWhatItsTagSays() throws Exception {
        song("Album/01 First.flac", -6, "REPLAYGAIN_TRACK_GAIN=-7.5 dB");
        song("Album/02 Second.flac", -6);
        library(WANTED);
        pod("a", work());
        measure();
        assertThat(measured).containsExactlyInAnyOrder("01 First.flac", "02 Second.flac");
        assertThat(gains()).containsEntry("First", -7.5).containsOnlyKeys("First", "Second", "Album");
    }

    @Test
    void aFileThatChangesIsMeasuredAnewAndItsAlbumToo() throws Exception {
        song("Album/01 First.flac", -6);
        song("Album/02 Second.flac", -12);
        Library library = library(WANTED);
        pod("a", work());
        measure();
        double before = gain("Album");
        Files.delete(root.resolve("Album/01 First.flac"));
        Path other = song("Album/01 First.flac", -20);
        Files.setLastModifiedTime(other, FileTime.fromMillis(1_700_000_000_000L));
        scanner.scan(library.id()).join();
        assertThat(gains()).as("what was measured belongs to the old file").containsOnlyKeys("Second", "Album");
        measure();
        assertThat(measured).containsExactly("01 First.flac");
        assertThat(gain("Album") - before).isGreaterThan(4);
    }

    @Test
    void anAlbumFollowsWhenASongGoes() throws Exception {
        song("Album/01 First.flac", -6);
        song("Album/02 Second.flac", -18);
        song("Album/03 Third.flac", -18);
        Library library = library(WANTED);
        pod("a", work());
        measure();
        Files.delete(root.resolve("Album/01 First.flac"));
        scanner.scan(library.id()).join();
        measure();
        assertThat(measured).isEmpty();
        assertThat(gain("Album")).isCloseTo(gain("Third"), within(0.05));
        int kept = database.read(sql -> sql.fetchCount(LOUDNESS));
        assertThat(kept).as("what is gone is forgotten").isEqualTo(3);
    }

    @Test
    void onlyLibrariesThatWantItAreMeasured() throws Exception {
        song("Album/01 First.flac", -6);
        Library library = library("{}");
        pod("a", work());
        measure();
        assertThat(measured).isEmpty();
        libraries.setOptions(library.id(), WANTED);
        measure();
        assertThat(measured).containsExactly("01 First.flac");
        assertThat(gains()).as("an album of one song has no gain of its own").containsOnlyKeys("First");
    }

    @Test
    void silenceHasNoGainAndIsNotMeasuredAgain() throws Exception {
        song("Album/01 Silence.flac", -200);
        song("Album/02 Tone.flac", -6);
        library(WANTED);
        pod("a", work());
        measure();
        assertThat(gains()).containsOnlyKeys("Tone", "Album");
        measure();
        assertThat(measured).isEmpty();
    }

    @Test
    void aBrokenFileIsSetAsideUntilItChanges() throws Exception {
        Path broken = song("Album/01 Broken.flac", -6);
        song("Album/02 Whole.flac", -6);
        Library library = library(WANTED);
        byte[] good = Files.readAllBytes(broken);
        FileTime time = Files.getLastModifiedTime(broken);
        Files.write(broken, new byte[good.length]);
        Files.setLastModifiedTime(broken, time);
        pod("a", work());
        measure();
        assertThat(measured)
                .containsExactlyInAnyOrder("02 Whole.flac", "01 Broken.flac", "01 Broken.flac", "01 Broken.flac");
        assertThat(queue.listSetAside()).extracting(Job::subject).containsExactly(broken.toString());
        assertThat(gains()).containsOnlyKeys("Whole");
        measure();
        assertThat(measured).as("what is set aside is left alone").isEmpty();
        Files.write(broken, good);
        Files.setLastModifiedTime(broken, FileTime.fromMillis(1_700_000_000_000L));
        scanner.scan(library.id()).join();
        measure();
        assertThat(gains()).containsOnlyKeys("Broken", "Whole", "Album");
        assertThat(queue.counts()).isEmpty();
    }

    @Test
    void aSongWhosePodDiesIsMeasuredByAnother() throws Exception {
        song("Album/01 First.flac", -6);
        library(WANTED);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        opened.addLast(end::countDown);
        LoudnessWork real = work();
        pod("dies", 1, new JobWork() {
            @Override
            public String kind() {
                return real.kind();
            }

            @Override
            public JobOutcome run(Job job) {
                taken.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new JobOutcome.Broken("it was killed");
            }
        });
        Thread task = Thread.ofVirtual().start(() -> {
            try {
                scan.run(() -> false, _ -> {});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        taken.await();
        pod("lives", work());
        coordinator.pods().withdraw(TestWorkers.pod("dies"));
        task.join();
        assertThat(gains()).containsOnlyKeys("First");
        assertThat(measured).hasSize(2);
    }

    @Test
    void aTaskThatIsStoppedLeavesTheRestForTheNextRun() throws Exception {
        song("Album/01 First.flac", -6);
        song("Album/02 Second.flac", -6);
        library(WANTED);
        AtomicInteger asked = new AtomicInteger();
        scan.run(() -> asked.getAndIncrement() > 0, _ -> {});
        assertThat(asked.get()).as("it was stopped while it waited").isGreaterThan(1);
        assertThat(queue.counts()).as("nothing is left in line").isEmpty();
        pod("a", work());
        measure();
        assertThat(gains()).containsOnlyKeys("First", "Second", "Album");
    }
}
