package io.physalia.identity;

import static io.physalia.database.schema.Tables.QUICK_CONNECTS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;

/** The requests in the database. */
final class StoredQuickConnects implements QuickConnects {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration AFTER_GRANT = Duration.ofMinutes(11);
    private static final int MOST_WAITING = 1000;
    private static final int FIRST_CODE = 100_000;
    private static final int CODES = 900_000;
    private static final int TRIES = 5;

    private final Database database;
    private final InstantSource clock;
    private final AttemptLimit limit;

    StoredQuickConnects(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.limit = new AttemptLimit(database, clock, 10, LIFETIME);
    }

    @Override
    public Started start(Device device) {
        String secret = TokenHash.randomHex(32).toUpperCase(Locale.ROOT);
        long now = clock.millis();
        for (int attempt = 1; ; attempt++) {
            String code = Integer.toString(FIRST_CODE + TokenHash.randomBelow(CODES));
            try {
                add(device, code, secret, now);
                return new Started(secret, new Waiting(code, device, Instant.ofEpochMilli(now), Optional.empty()));
            } catch (IntegrityConstraintViolationException e) {
                // Another device shows this code.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void add(Device device, String code, String secret, long now) {
        database.write(sql -> {
            sql.deleteFrom(QUICK_CONNECTS)
                    .where(QUICK_CONNECTS.EXPIRES_MS.le(now))
                    .execute();
            if (sql.fetchCount(QUICK_CONNECTS) >= MOST_WAITING) {
                throw Failure.retryable(
                        FailureCode.TOO_MANY_ATTEMPTS, "too many devices wait to be let in", Duration.ofMinutes(1));
            }
            return sql.insertInto(QUICK_CONNECTS)
                    .set(QUICK_CONNECTS.CODE, code)
                    .set(QUICK_CONNECTS.SECRET_HASH, TokenHash.of(secret))
                    .set(QUICK_CONNECTS.DEVICE_ID, device.id())
                    .set(QUICK_CONNECTS.DEVICE_NAME, device.name())
                    .set(QUICK_CONNECTS.APP_NAME, device.app())
                    .set(QUICK_CONNECTS.APP_VERSION, device.appVersion())
                    .set(QUICK_CONNECTS.CREATED_MS, now)
                    .set(QUICK_CONNECTS.EXPIRES_MS, now + LIFETIME.toMillis())
                    .execute();
        });
    }

    @Override
    public Optional<Waiting> find(String secret) {
        long now = clock.millis();
        return database.read(sql -> sql.selectFrom(QUICK_CONNECTS)
                .where(QUICK_CONNECTS.SECRET_HASH.eq(TokenHash.of(secret)), QUICK_CONNECTS.EXPIRES_MS.gt(now))
                .fetchOptional(row -> new Waiting(
                        row.get(QUICK_CONNECTS.CODE),
                        new Device(
                                row.get(QUICK_CONNECTS.DEVICE_ID),
                                row.get(QUICK_CONNECTS.DEVICE_NAME),
                                row.get(QUICK_CONNECTS.APP_NAME),
                                row.get(QUICK_CONNECTS.APP_VERSION)),
                        Instant.ofEpochMilli(row.get(QUICK_CONNECTS.CREATED_MS)),
                        Optional.ofNullable(row.get(QUICK_CONNECTS.USER_ID)).map(UserId::new))));
    }

    @Override
    public void authorize(UserId guesser, UserId user, String code) {
        String subject = "quick-connect " + guesser;
        long now = clock.millis();
        boolean isRight = limit.guess(
                        subject, sql -> grant(sql, user, code, now) ? Optional.of(user) : Optional.empty())
                .isPresent();
        if (!isRight) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "no device shows this code");
        }
    }

    private static boolean grant(DSLContext sql, UserId user, String code, long now) {
        return sql.update(QUICK_CONNECTS)
                        .set(QUICK_CONNECTS.USER_ID, user.value())
                        .set(QUICK_CONNECTS.EXPIRES_MS, now + AFTER_GRANT.toMillis())
                        .where(QUICK_CONNECTS.CODE.eq(code), QUICK_CONNECTS.EXPIRES_MS.gt(now))
                        .and(QUICK_CONNECTS.USER_ID.isNull().or(QUICK_CONNECTS.USER_ID.eq(user.value())))
                        .execute()
                > 0;
    }

    @Override
    public AccessToken token(String secret) {
        return new AccessToken(TokenHash.of("quick-connect " + secret).substring(0, 32));
    }
}
