package io.physalia.job;

import io.physalia.failure.Failure;

/** How an attempt at a job ended. */
public sealed interface JobOutcome {

    /** Well. */
    record Done(String result) implements JobOutcome {}

    /** Badly, and so would every other attempt: the job is set aside at once. */
    record Refused(String error) implements JobOutcome {}

    /** Badly, and perhaps not the next time: tried again after a while, and set aside after {@link JobQueue#MOST_ATTEMPTS}. */
    record Broken(String error) implements JobOutcome {}

    /** What it needs is not there, at least not for this pod: tried as often as there are pods, then left until somebody asks again. */
    record Missing(String error) implements JobOutcome {}

    /** What a failure means of work on a file: what this pod does not have, another may, a volume or an FFmpeg. */
    static JobOutcome of(Failure failure) {
        return switch (failure.code()) {
            case FILE_NOT_FOUND, FFMPEG_MISSING -> new Missing(failure.reason());
            default -> new Broken(failure.reason());
        };
    }
}
