package io.physalia.identity;

import static io.physalia.database.schema.Tables.PASSWORD_PINS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * PINs for those who forgot their password: told to whoever can read the server's files, valid for half an hour, on every pod, once.
 * Thread-safe.
 */
public final class PasswordPins {
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final String GUESSES = "password-pin";

    private final Database database;
    private final Users users;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final AttemptLimit limit;

    public PasswordPins(Database database, Users users, AccessTokens tokens, InstantSource clock) {
        this.database = database;
        this.users = users;
        this.tokens = tokens;
        this.clock = clock;
        this.limit = new AttemptLimit(database, clock, 10, LIFETIME);
    }

    /** When a PIN that is made now runs out. */
    public Instant expiry() {
        return clock.instant().plus(LIFETIME);
    }

    /** Makes a PIN, in place of the user's earlier one; e.g. {@code 1F-0C-99-A2}. */
    public String create(UserId user) {
        String hex = TokenHash.randomHex(4).toUpperCase(Locale.ROOT);
        database.write(sql -> sql.insertInto(PASSWORD_PINS)
                .set(PASSWORD_PINS.USER_ID, user.value())
                .set(PASSWORD_PINS.PIN_HASH, TokenHash.of(hex))
                .set(PASSWORD_PINS.EXPIRES_MS, expiry().toEpochMilli())
                .onConflict(PASSWORD_PINS.USER_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute());
        return String.join("-", hex.substring(0, 2), hex.substring(2, 4), hex.substring(4, 6), hex.substring(6));
    }

    /**
     * Makes a PIN its user's password, as it was typed, and signs the user out everywhere.
     *
     * @throws Failure {@code ITEM_NOT_FOUND} for a wrong PIN, {@code TOO_MANY_ATTEMPTS} after ten of them in half an hour
     */
    public User redeem(String pin) {
        String hash = TokenHash.of(pin.replace("-", "").strip().toUpperCase(Locale.ROOT));
        long now = clock.millis();
        UserId owner = limit.guess(GUESSES, sql -> take(sql, hash, now))
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "no password is being reset with this PIN"));
        User user = users.setPassword(owner, pin);
        tokens.revokeAll(user.id(), Optional.empty());
        return user;
    }

    /** Whose PIN it is; then it is nobody's any more. */
    private static Optional<UserId> take(DSLContext sql, String hash, long now) {
        Optional<String> owner = sql.select(PASSWORD_PINS.USER_ID)
                .from(PASSWORD_PINS)
                .where(PASSWORD_PINS.PIN_HASH.eq(hash), PASSWORD_PINS.EXPIRES_MS.gt(now))
                .limit(1)
                .fetchOptional(PASSWORD_PINS.USER_ID);
        sql.deleteFrom(PASSWORD_PINS).where(PASSWORD_PINS.EXPIRES_MS.le(now)).execute();
        owner.ifPresent(id -> sql.deleteFrom(PASSWORD_PINS)
                .where(PASSWORD_PINS.USER_ID.eq(id), PASSWORD_PINS.PIN_HASH.eq(hash))
                .execute());
        return owner.map(UserId::new);
    }
}
