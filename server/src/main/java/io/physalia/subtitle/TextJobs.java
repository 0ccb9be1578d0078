package io.physalia.subtitle;

import io.physalia.job.JobDesk;
import io.physalia.job.JobRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has the text of films taken out by whichever pod has time; what is under way is not begun again, and goes on on another pod if its own dies. Thread-safe. */
final class TextJobs implements TextDesk {
    static final String KIND = "subtitles";
    /** Somebody is about to read them: before all that scans ask for. */
    private static final int AT_ONCE = JobRequest.SOON / 2;

    private final JobDesk desk;

    TextJobs(JobDesk desk) {
        this.desk = desk;
    }

    static JobRequest request(Film film) {
        return new JobRequest(
                KIND,
                film.source() + ":" + film.version(),
                film.source(),
                film.file().toString(),
                AT_ONCE);
    }

    @Override
    public CompletableFuture<?> ask(Film film) {
        return desk.submit(request(film)).thenAccept(job -> desk.forgetEnded(List.of(job.id())));
    }
}
