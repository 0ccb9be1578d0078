package io.physalia.library.loudness;

import io.physalia.failure.Failure;
import io.physalia.job.Job;
import io.physalia.job.JobOutcome;
import io.physalia.job.JobRequest;
import io.physalia.job.JobWork;
import io.physalia.library.ItemId;
import io.physalia.library.PacedNews;
import io.physalia.library.loudness.LoudnessStore.Song;
import io.physalia.media.FileState;
import io.physalia.media.LoudnessBlocks;
import io.physalia.media.LoudnessMeter;
import java.nio.file.Path;
import java.util.Optional;

/** Measures a song, and its album if it was the last of it. What it leaves is kept under the file's state, so that doing it twice does no harm. Thread-safe. */
public final class LoudnessWork implements JobWork {
    static final String KIND = "loudness";

    private final LoudnessStore store;
    private final LoudnessMeter meter;
    private final PacedNews news;

    public LoudnessWork(LoudnessStore store, LoudnessMeter meter, PacedNews news) {
        this.store = store;
        this.meter = meter;
        this.news = news;
    }

    /** The measuring of a song in one state: once its file has changed it is another thing to do. */
    static JobRequest request(Song song) {
        return new JobRequest(
                KIND,
                song.id() + ":" + song.state().text(),
                song.library().value(),
                song.file().toString(),
                JobRequest.LATER);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(Job job) {
        try {
            Path file = Path.of(job.subject());
            Optional<Song> song = store.find(new ItemId(job.scope()), file);
            // What is another file by now is asked for again when a scan has seen it.
            if (song.isPresent() && FileState.of(file).equals(song.get().state())) {
                measure(song.get());
            }
            return new JobOutcome.Done("");
        } catch (Failure e) {
            return JobOutcome.of(e);
        }
    }

    private void measure(Song song) {
        LoudnessBlocks blocks = meter.measure(song.file(), song.formats(), song.length());
        store.keep(song, blocks);
        // After it is kept: of two that end at the same time, at least one sees both.
        song.album().ifPresent(store::settle);
        news.written();
    }
}
