package io.physalia.transcode;

import io.physalia.failure.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a transcode session: how often in a row its encoder failed, and, once that was too often, what its viewers are
 * told and for how long. Not thread-safe; {@link ProductionState} guards it.
 */
final class Setbacks {
    /** Failed runs in a row, without one new segment between, before the session counts as failed. */
    static final int MAX_ATTEMPTS = 3;

    private static final Duration FAILED_FOR = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private @Nullable Failure failure;
    private int attempts;
    private long failedAtNanos;

    /** A run has failed; how many in a row that makes. */
    int again() {
        return ++attempts;
    }

    /** How long to wait before the next run: 0.2 s, then four times as long each time. */
    Duration pause() {
        return FIRST_PAUSE.multipliedBy(1L << (2 * Math.max(0, attempts - 1)));
    }

    /** Something was finished: what failed before is forgotten. */
    void overcome() {
        attempts = 0;
    }

    /** The session has failed for everybody, for as long as the failure says, else for half a minute. */
    void fail(Failure why, long nowNanos) {
        failure = why;
        failedAtNanos = nowNanos;
        attempts = 0;
    }

    /** @throws Failure as long as the session counts as failed */
    void throwIfFailed(long nowNanos) {
        Failure known = failure;
        if (known == null) {
            return;
        }
        if (nowNanos - failedAtNanos < known.retryAfter().orElse(FAILED_FOR).toNanos()) {
            throw known.retryAfter()
                    .map(wait -> Failure.retryable(known.code(), known.reason(), wait))
                    .orElseGet(() -> new Failure(known.code(), known.reason()));
        }
        failure = null;
        attempts = 0;
    }
}
