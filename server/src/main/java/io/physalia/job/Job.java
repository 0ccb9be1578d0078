package io.physalia.job;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as it stands in the queue.
 *
 * @param attempts how often a pod has taken it without giving it back
 * @param owner the process that has taken it last
 * @param claim rises with each taking; only who holds the present one may end the job
 * @param result what the work has to say; once it is done
 * @param error what the last attempt failed of
 */
public record Job(
        String id,
        String kind,
        String scope,
        String subject,
        JobState state,
        int attempts,
        Optional<String> owner,
        long claim,
        Optional<String> result,
        Optional<String> error,
        Instant changed) {}
