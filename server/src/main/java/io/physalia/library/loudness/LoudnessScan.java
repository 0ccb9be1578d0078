package io.physalia.library.loudness;

import io.physalia.job.JobDesk;
import io.physalia.job.JobRequest;
import io.physalia.library.ItemId;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.LibraryChanges;
import io.physalia.library.MeasuringOptions;
import io.physalia.library.loudness.LoudnessStore.Song;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Has all pods measure what has no gain yet, in the libraries that want it. What is broken off is gone on with by the next run. Thread-safe. */
public final class LoudnessScan {
    /** Enough to keep the workers of many pods busy. */
    private static final int AT_ONCE = 256;

    private final Libraries libraries;
    private final LoudnessStore store;
    private final JobDesk desk;
    private final LibraryChanges changes;

    public LoudnessScan(Libraries libraries, LoudnessStore store, JobDesk desk, LibraryChanges changes) {
        this.libraries = libraries;
        this.store = store;
        this.desk = desk;
        this.changes = changes;
    }

    /**
     * Asks for the measurements and waits for them.
     *
     * @param stopping asked now and then: true to leave the rest for another time
     * @param percent told how far it is
     */
    public void run(BooleanSupplier stopping, DoubleConsumer percent) throws InterruptedException {
        List<ItemId> wanted = libraries.list().stream()
                .filter(library -> MeasuringOptions.of(library).measuresLoudness())
                .map(Library::id)
                .toList();
        int all = wanted.stream().mapToInt(store::countUnmeasured).sum();
        AtomicInteger done = new AtomicInteger();
        for (ItemId library : wanted) {
            forgetGone(library);
            String after = "";
            for (List<Song> songs = store.listUnmeasured(library, after, AT_ONCE);
                    !songs.isEmpty() && !stopping.getAsBoolean();
                    songs = store.listUnmeasured(library, after, AT_ONCE)) {
                List<JobRequest> jobs =
                        songs.stream().map(LoudnessWork::request).toList();
                desk.doAll(jobs, stopping, _ -> percent.accept(100.0 * done.incrementAndGet() / all));
                after = songs.getLast().id().value();
            }
            store.settleAll(library);
        }
        changes.written();
    }

    /** Clears away what was set aside of files that are gone or have changed. */
    private void forgetGone(ItemId library) {
        desk.forgetSetAside(
                LoudnessWork.KIND,
                library.value(),
                job -> store.find(library, Path.of(job.subject()))
                        .filter(song -> LoudnessWork.request(song).id().equals(job.id()))
                        .isEmpty());
    }
}
