package io.physalia.library.loudness;

import io.physalia.database.Database;
import io.physalia.job.JobDesk;
import io.physalia.library.Libraries;
import io.physalia.library.LibraryChanges;
import io.physalia.library.PacedNews;
import io.physalia.media.Ffmpeg;
import io.physalia.media.LoudnessMeter;
import io.physalia.media.process.ProcessRunner;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes this package's beans. */
@Singleton
final class LoudnessProducer {

    @Produces
    @Singleton
    LoudnessStore loudnessStore(Database database) {
        return new LoudnessStore(database);
    }

    @Produces
    @Singleton
    LoudnessWork loudnessWork(LoudnessStore store, ProcessRunner runner, Ffmpeg ffmpeg, LibraryChanges changes) {
        return new LoudnessWork(store, new LoudnessMeter(runner, ffmpeg), new PacedNews(changes));
    }

    @Produces
    @Singleton
    LoudnessScan loudnessScan(Libraries libraries, LoudnessStore store, JobDesk desk, LibraryChanges changes) {
        return new LoudnessScan(libraries, store, desk, changes);
    }
}
