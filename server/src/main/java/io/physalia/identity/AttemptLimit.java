package io.physalia.identity;

import static io.physalia.database.schema.Tables.ATTEMPTS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
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

    /**
     * Makes a guess, and counts it if it is wrong. Both are one transaction, and those of a subject stand in line: a thousand guesses at the
     * same moment are no more than a thousand one after the other.
     *
     * @param subject whose guesses are counted together
     * @param guess empty if it was wrong
     * @throws Failure {@code TOO_MANY_ATTEMPTS} if enough has been guessed for now; then this was none
     */
    <T> Optional<T> guess(String subject, Function<DSLContext, Optional<T>> guess) {
        long now = clock.millis();
        return database.write(sql -> {
            Counted counted = takeTurn(sql, subject, now);
            if (counted.failures() >= most) {
                throw Failure.retryable(
                        FailureCode.TOO_MANY_ATTEMPTS,
                        FailureCode.TOO_MANY_ATTEMPTS.summary(),
                        Duration.ofMillis(counted.untilMillis() - now));
            }
            Optional<T> right = guess.apply(sql);
            if (right.isEmpty()) {
                count(sql, subject, counted, now);
            }
            return right;
        });
    }

    private record Counted(int failures, long untilMillis) {}

    /** Keeps the subject's row until the end of the transaction. */
    private Counted takeTurn(DSLContext sql, String subject, long now) {
        sql.insertInto(ATTEMPTS)
                .set(ATTEMPTS.SUBJECT, subject)
                .set(ATTEMPTS.FAILURES, 0)
                .set(ATTEMPTS.UNTIL_MS, now + window.toMillis())
                .onConflict(ATTEMPTS.SUBJECT)
                .doUpdate()
                .set(ATTEMPTS.FAILURES, DSL.field("attempts.failures", Integer.class))
                .execute();
        return sql.select(ATTEMPTS.FAILURES, ATTEMPTS.UNTIL_MS)
                .from(ATTEMPTS)
                .where(ATTEMPTS.SUBJECT.eq(subject), ATTEMPTS.UNTIL_MS.gt(now), ATTEMPTS.FAILURES.gt(0))
                .fetchOptional(row -> new Counted(row.get(ATTEMPTS.FAILURES), row.get(ATTEMPTS.UNTIL_MS)))
                .orElse(new Counted(0, now + window.toMillis()));
    }

    private static void count(DSLContext sql, String subject, Counted counted, long now) {
        sql.update(ATTEMPTS)
                .set(ATTEMPTS.FAILURES, counted.failures() + 1)
                .set(ATTEMPTS.UNTIL_MS, counted.untilMillis())
                .where(ATTEMPTS.SUBJECT.eq(subject))
                .execute();
        sql.deleteFrom(ATTEMPTS).where(ATTEMPTS.UNTIL_MS.le(now)).execute();
    }
}
