package io.physalia.identity;

import static io.physalia.database.schema.Tables.ATTEMPTS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Counts wrong guesses in the database, so that a guesser gains nothing by asking another pod. Thread-safe. */
final class AttemptLimit {
    private final Database database;
    private final InstantSource clock;
    private final int most;
    private final Duration window;

    /** @param window how long after the first wrong guess they are counted together */
    AttemptLimit(Database database, InstantSource clock, int most, Duration window) {
        this.database = database;
        this.clock = clock;
        this.most = most;
        this.window = window;
    }

    /** @throws Failure {@code TOO_MANY_ATTEMPTS} if enough has been guessed for now */
    void check(String subject) {
        long now = clock.millis();
        Optional<Long> until = database.read(sql -> sql.select(ATTEMPTS.UNTIL_MS)
                .from(ATTEMPTS)
                .where(ATTEMPTS.SUBJECT.eq(subject), ATTEMPTS.UNTIL_MS.gt(now), ATTEMPTS.FAILURES.ge(most))
                .fetchOptional(ATTEMPTS.UNTIL_MS));
        if (until.isPresent()) {
            throw Failure.retryable(
                    FailureCode.TOO_MANY_ATTEMPTS,
                    FailureCode.TOO_MANY_ATTEMPTS.summary(),
                    Duration.ofMillis(until.get() - now));
        }
    }

    /** Counts a wrong guess. */
    void failed(String subject) {
        long now = clock.millis();
        database.write(sql -> {
            forgetOld(sql, now);
            return sql.insertInto(ATTEMPTS)
                    .set(ATTEMPTS.SUBJECT, subject)
                    .set(ATTEMPTS.FAILURES, 1)
                    .set(ATTEMPTS.UNTIL_MS, now + window.toMillis())
                    .onConflict(ATTEMPTS.SUBJECT)
                    .doUpdate()
                    .set(
                            ATTEMPTS.FAILURES,
                            DSL.field("attempts.failures", Integer.class).plus(1))
                    .execute();
        });
    }

    private static void forgetOld(DSLContext sql, long now) {
        sql.deleteFrom(ATTEMPTS).where(ATTEMPTS.UNTIL_MS.le(now)).execute();
    }
}
