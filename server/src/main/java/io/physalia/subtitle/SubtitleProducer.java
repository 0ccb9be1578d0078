package io.physalia.subtitle;

import io.physalia.database.Database;
import io.physalia.job.JobDesk;
import io.physalia.media.Ffmpeg;
import io.physalia.media.Prober;
import io.physalia.media.TextPictures;
import io.physalia.media.process.ProcessRunner;
import io.physalia.server.Settings;
import io.physalia.subtitle.draw.FontShelf;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes this module's beans. */
@Singleton
final class SubtitleProducer {

    @Produces
    @Singleton
    SubtitleTracks subtitleTracks(
            Settings settings, ProcessRunner runner, Ffmpeg ffmpeg, Database database, JobDesk desk) {
        return new SubtitleTracks(
                new TrackCache(settings.cacheDir().resolve("subtitles")),
                new TrackExtractor(runner, ffmpeg),
                new TrackStore(database),
                new MomentReader(runner, ffmpeg),
                new TextJobs(desk));
    }

    @Produces
    @Singleton
    TextWork textWork(SubtitleTracks tracks, Prober prober) {
        return new TextWork(tracks, prober::probe);
    }

    @Produces
    @Singleton
    TextPictures textPictures(Settings settings, SubtitleTracks tracks, FallbackFonts fallback) {
        return new DrawnSubtitles(tracks, new FontShelf(settings.cacheDir().resolve("fonts"), fallback::list));
    }
}
