package io.physalia.subtitle;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.job.Job;
import io.physalia.job.JobOutcome;
import io.physalia.job.JobWork;
import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.util.function.Function;

/** Takes all text out of a film, for whichever pod has a viewer of it. What it leaves is kept under the file's state, so that doing it twice does no harm. Thread-safe. */
public final class TextWork implements JobWork {
    private final SubtitleTracks tracks;
    private final Function<Path, MediaInfo> prober;

    TextWork(SubtitleTracks tracks, Function<Path, MediaInfo> prober) {
        this.tracks = tracks;
        this.prober = prober;
    }

    @Override
    public String kind() {
        return TextJobs.KIND;
    }

    @Override
    public JobOutcome run(Job job) {
        try {
            Path file = Path.of(job.subject());
            tracks.keep(Film.of(job.scope(), file, prober.apply(file)));
            return new JobOutcome.Done("");
        } catch (Failure e) {
            // Who has asked tries it too, and tells the viewer why.
            return e.code() == FailureCode.NOT_MEDIA ? new JobOutcome.Done(e.reason()) : JobOutcome.of(e);
        }
    }
}
