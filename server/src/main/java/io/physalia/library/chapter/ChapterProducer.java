package io.physalia.library.chapter;

import io.physalia.database.Database;
import io.physalia.job.JobDesk;
import io.physalia.library.Libraries;
import io.physalia.library.LibraryChanges;
import io.physalia.library.PacedNews;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FilmFrames;
import io.physalia.media.ToneTables;
import io.physalia.media.process.ProcessRunner;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes this package's beans. */
@Singleton
final class ChapterProducer {

    @Produces
    @Singleton
    ChapterImages chapterImages(Database database) {
        return new ChapterImages(database, InstantSource.system());
    }

    @Produces
    @Singleton
    ChapterImageWork chapterImageWork(
            ChapterImages images,
            ProcessRunner runner,
            Ffmpeg ffmpeg,
            ToneTables tables,
            ChapterSettings.Source settings,
            LibraryChanges changes) {
        return new ChapterImageWork(images, new FilmFrames(runner, ffmpeg, tables), settings, new PacedNews(changes));
    }

    @Produces
    @Singleton
    ChapterImageScan chapterImageScan(
            Libraries libraries,
            ChapterImages images,
            JobDesk desk,
            LibraryChanges changes,
            ChapterSettings.Source settings) {
        return new ChapterImageScan(libraries, images, desk, changes, settings);
    }

    void stop(@Disposes ChapterImageScan scan) {
        scan.close();
    }
}
