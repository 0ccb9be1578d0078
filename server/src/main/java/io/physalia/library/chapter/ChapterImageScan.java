package io.physalia.library.chapter;

import io.physalia.failure.Failure;
import io.physalia.job.JobDesk;
import io.physalia.job.JobRequest;
import io.physalia.library.ItemId;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.LibraryChanges;
import io.physalia.library.MeasuringOptions;
import io.physalia.library.chapter.ChapterImages.Film;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Has all pods make the pictures of chapters that are missing, in the libraries that want them. What is broken off is gone on with by the next run. Thread-safe. */
public final class ChapterImageScan implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ChapterImageScan.class.getName());
    /** Enough to keep the workers of many pods busy. */
    private static final int AT_ONCE = 128;

    private final Libraries libraries;
    private final ChapterImages images;
    private final JobDesk desk;
    private final LibraryChanges changes;
    private final ChapterSettings.Source settings;
    private volatile boolean closed;

    public ChapterImageScan(
            Libraries libraries,
            ChapterImages images,
            JobDesk desk,
            LibraryChanges changes,
            ChapterSettings.Source settings) {
        this.libraries = libraries;
        this.images = images;
        this.desk = desk;
        this.changes = changes;
        this.settings = settings;
    }

    /**
     * Asks for the pictures and waits for them; forgets those of libraries that want none.
     *
     * @param stopping asked now and then: true to leave the rest for another time
     * @param percent told how far it is
     */
    public void run(BooleanSupplier stopping, DoubleConsumer percent) throws InterruptedException {
        ChapterSettings wanted = settings.get();
        List<Library> all = libraries.list();
        all.stream()
                .filter(library -> !MeasuringOptions.of(library).hasChapterImages())
                .forEach(library -> images.forget(library.id()));
        List<ItemId> those = all.stream()
                .filter(library -> MeasuringOptions.of(library).hasChapterImages())
                .map(Library::id)
                .toList();
        int films = those.stream()
                .mapToInt(library -> images.countWithout(library, wanted))
                .sum();
        AtomicInteger done = new AtomicInteger();
        for (ItemId library : those) {
            run(library, wanted, stopping, some -> percent.accept(100.0 * done.addAndGet(some) / films));
        }
        changes.written();
    }

    /** Told of films that need not be looked at any more. */
    private interface Progress {
        void done(int films);
    }

    private void run(ItemId library, ChapterSettings wanted, BooleanSupplier stopping, Progress progress)
            throws InterruptedException {
        forgetGone(library, wanted);
        String after = "";
        for (List<Film> films = images.listWithout(library, wanted, after, AT_ONCE);
                !films.isEmpty() && !stopping.getAsBoolean();
                films = images.listWithout(library, wanted, after, AT_ONCE)) {
            List<JobRequest> jobs = films.stream()
                    .filter(film -> !ChapterImageWork.chapters(film, wanted).isEmpty())
                    .map(film -> ChapterImageWork.request(film, wanted))
                    .toList();
            progress.done(films.size() - jobs.size());
            desk.doAll(jobs, stopping, _ -> progress.done(1));
            after = films.getLast().id().value();
        }
    }

    /** Clears away what was set aside of files that are gone, have changed, or are wanted otherwise. */
    private void forgetGone(ItemId library, ChapterSettings wanted) {
        desk.forgetSetAside(
                ChapterImageWork.KIND,
                library.value(),
                job -> images.film(library, Path.of(job.subject()))
                        .filter(film ->
                                ChapterImageWork.request(film, wanted).id().equals(job.id()))
                        .isEmpty());
    }

    /** After a scan: has the pictures of its library made, if its options say so; does not wait for them. */
    public void scanned(ItemId id) {
        libraries
                .find(id)
                .map(MeasuringOptions::of)
                .filter(options -> options.hasChapterImages() && options.hasThemWithScans())
                .ifPresent(_ -> Thread.ofVirtual().name("chapter-images-" + id).start(() -> {
                    try {
                        run(id, settings.get(), () -> closed, _ -> {});
                        changes.written();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Failure e) {
                        LOG.log(Level.DEBUG, "the pictures of chapters are left to the task: {0}", e.reason());
                    }
                }));
    }

    /** Waits for nothing that scans have asked for. */
    @Override
    public void close() {
        closed = true;
    }
}
