package io.physalia.library.scan;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.job.Job;
import io.physalia.job.JobOutcome;
import io.physalia.job.JobRequest;
import io.physalia.job.JobWork;
import io.physalia.library.ItemId;
import io.physalia.library.MediaInfoJson;
import io.physalia.library.Scanner;
import io.physalia.media.MediaInfo;
import io.physalia.media.Prober;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads what is in a media file, for a scan on whichever pod. It leaves nothing but its result, so that doing it twice does no harm. Thread-safe. */
public final class ProbeWork implements JobWork {
    static final String KIND = "probe";

    private final Function<Path, MediaInfo> prober;
    private final Scanner scanner;

    /** @param scanner is told of libraries in which something is tried again */
    public ProbeWork(Function<Path, MediaInfo> prober, Scanner scanner) {
        this.prober = prober;
        this.scanner = scanner;
    }

    /** The probing of a file in one state, for one library, so that scans need not share what they ask for: once it has changed it is another thing to do. */
    static JobRequest request(ItemId library, FileEntry file) {
        return new JobRequest(
                KIND,
                library + ":" + Prober.VERSION + ":" + file.state(),
                library.value(),
                file.path().toString(),
                JobRequest.SOON);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(Job job) {
        try {
            return new JobOutcome.Done(MediaInfoJson.write(prober.apply(Path.of(job.subject()))));
        } catch (Failure e) {
            return e.code() == FailureCode.NOT_MEDIA ? new JobOutcome.Refused(e.reason()) : JobOutcome.of(e);
        }
    }

    @Override
    public void retried(Job job) {
        ItemId.find(job.scope()).ifPresent(library -> {
            var _ = scanner.scan(library);
        });
    }
}
