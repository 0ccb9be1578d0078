package io.physalia.identity;

import static io.physalia.database.schema.Tables.ACCESS_TOKENS;
import static io.physalia.database.schema.Tables.API_KEYS;
import static io.physalia.database.schema.Tables.USERS;

import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.jooq.Record;

/** The access tokens, in the database, as hashes: who reads the database cannot sign in with what is there. */
final class StoredAccessTokens implements AccessTokens {
    private static final System.Logger LOG = System.getLogger(StoredAccessTokens.class.getName());
    private static final Duration ACTIVITY_STEP = Duration.ofMinutes(3);
    private static final int CACHED = 50_000;

    private final Database database;
    private final Users users;
    private final IdentityChanges changes;
    private final InstantSource clock;
    private final ReadThrough<String, Entry> cache;

    /** What a token stands for but for the user, who has a cache of its own. */
    private record Entry(UserId user, Device device, Instant issued) {}

    StoredAccessTokens(
            Database database, Users users, IdentityChanges changes, InstantSource clock, LongSupplier nanoTime) {
        this.database = database;
        this.users = users;
        this.changes = changes;
        this.clock = clock;
        this.cache = new ReadThrough<>("tokens", this::load, ReadThrough.FRESH, CACHED, nanoTime);
        changes.onTokenRevoked(cache::forget);
    }

    @Override
    public AccessToken issue(UserId user, Device device) {
        AccessToken token = TokenHash.newToken();
        issue(user, device, token, DeviceLimit.NONE);
        return token;
    }

    @Override
    public void issue(UserId user, Device device, AccessToken token, DeviceLimit limit) {
        String hash = TokenHash.of(token);
        long now = clock.millis();
        List<String> replaced = database.write(sql -> {
            requireRoom(sql, user, device, limit);
            List<String> old = sql.select(ACCESS_TOKENS.TOKEN_HASH)
                    .from(ACCESS_TOKENS)
                    .where(ACCESS_TOKENS.USER_ID.eq(user.value()), ACCESS_TOKENS.DEVICE_ID.eq(device.id()))
                    .fetch(ACCESS_TOKENS.TOKEN_HASH);
            sql.insertInto(ACCESS_TOKENS)
                    .set(ACCESS_TOKENS.TOKEN_HASH, hash)
                    .set(ACCESS_TOKENS.USER_ID, user.value())
                    .set(ACCESS_TOKENS.DEVICE_ID, device.id())
                    .set(ACCESS_TOKENS.DEVICE_NAME, device.name())
                    .set(ACCESS_TOKENS.APP_NAME, device.app())
                    .set(ACCESS_TOKENS.APP_VERSION, device.appVersion())
                    .set(ACCESS_TOKENS.CREATED_MS, now)
                    .set(ACCESS_TOKENS.LAST_ACTIVITY_MS, now)
                    .onConflict(ACCESS_TOKENS.USER_ID, ACCESS_TOKENS.DEVICE_ID)
                    .doUpdate()
                    .setAllToExcluded()
                    .execute();
            return old;
        });
        replaced.stream().filter(old -> !old.equals(hash)).forEach(this::revoked);
    }

    private static void requireRoom(DSLContext sql, UserId user, Device device, DeviceLimit limit) {
        if (limit.most() == 0) {
            return;
        }
        // Counting and writing down are one step: nobody else signs this user in between.
        UserRows.lock(sql, user);
        int others = sql.fetchCount(
                ACCESS_TOKENS,
                ACCESS_TOKENS.USER_ID.eq(user.value()),
                ACCESS_TOKENS.DEVICE_ID.ne(device.id()),
                ACCESS_TOKENS.LAST_ACTIVITY_MS.ge(limit.since().toEpochMilli()));
        if (others >= limit.most()) {
            throw new Failure(FailureCode.FORBIDDEN, "the user is signed in on " + limit.most() + " devices already");
        }
    }

    @Override
    public Optional<Grant> find(AccessToken token) {
        return cache.find(TokenHash.of(token))
                .flatMap(entry -> entry.user().equals(UserId.NOBODY)
                        ? Optional.of(Grant.ofApiKey(entry.device(), entry.issued()))
                        : users.find(entry.user())
                                .filter(user -> !user.policy().isDisabled())
                                .map(user -> new Grant(user, entry.device(), entry.issued())));
    }

    @Override
    public void revoke(AccessToken token) {
        String hash = TokenHash.of(token);
        database.write(sql -> sql.deleteFrom(ACCESS_TOKENS)
                .where(ACCESS_TOKENS.TOKEN_HASH.eq(hash))
                .execute());
        revoked(hash);
    }

    @Override
    public void revokeAll(UserId user, Optional<AccessToken> except) {
        String kept = except.map(TokenHash::of).orElse("");
        List<String> ended = database.write(sql -> {
            List<String> hashes = sql.select(ACCESS_TOKENS.TOKEN_HASH)
                    .from(ACCESS_TOKENS)
                    .where(ACCESS_TOKENS.USER_ID.eq(user.value()), ACCESS_TOKENS.TOKEN_HASH.ne(kept))
                    .fetch(ACCESS_TOKENS.TOKEN_HASH);
            sql.deleteFrom(ACCESS_TOKENS)
                    .where(ACCESS_TOKENS.TOKEN_HASH.in(hashes))
                    .execute();
            return hashes;
        });
        ended.forEach(this::revoked);
    }

    private void revoked(String hash) {
        cache.forget(hash);
        changes.tokenRevoked(hash);
    }

    private Optional<Entry> load(String hash) {
        Optional<? extends Record> row = database.read(sql -> sql.selectFrom(ACCESS_TOKENS)
                .where(ACCESS_TOKENS.TOKEN_HASH.eq(hash))
                .fetchOptional());
        row.ifPresent(this::noteActivity);
        return row.map(found -> new Entry(
                        new UserId(found.get(ACCESS_TOKENS.USER_ID)),
                        new Device(
                                found.get(ACCESS_TOKENS.DEVICE_ID),
                                found.get(ACCESS_TOKENS.DEVICE_NAME),
                                found.get(ACCESS_TOKENS.APP_NAME),
                                found.get(ACCESS_TOKENS.APP_VERSION)),
                        Instant.ofEpochMilli(found.get(ACCESS_TOKENS.CREATED_MS))))
                .or(() -> loadApiKey(hash));
    }

    private Optional<Entry> loadApiKey(String hash) {
        Optional<? extends Record> row = database.read(sql ->
                sql.selectFrom(API_KEYS).where(API_KEYS.TOKEN_HASH.eq(hash)).fetchOptional());
        row.ifPresent(this::noteKeyActivity);
        return row.map(found -> new Entry(
                UserId.NOBODY,
                new Device("api-key-" + found.get(API_KEYS.ID), found.get(API_KEYS.NAME), found.get(API_KEYS.NAME), ""),
                Instant.ofEpochMilli(found.get(API_KEYS.CREATED_MS))));
    }

    private void noteKeyActivity(Record row) {
        long now = clock.millis();
        if (row.get(API_KEYS.LAST_ACTIVITY_MS) < now - ACTIVITY_STEP.toMillis()) {
            inBackground(() -> database.write(sql -> sql.update(API_KEYS)
                    .set(API_KEYS.LAST_ACTIVITY_MS, now)
                    .where(API_KEYS.ID.eq(row.get(API_KEYS.ID)))
                    .execute()));
        }
    }

    /** Writes down, now and then and without making anyone wait, that the device was seen. */
    private void noteActivity(Record row) {
        long now = clock.millis();
        long before = now - ACTIVITY_STEP.toMillis();
        if (row.get(ACCESS_TOKENS.LAST_ACTIVITY_MS) >= before) {
            return;
        }
        inBackground(() -> database.write(sql -> noteActivity(sql, row, now, before)));
    }

    private static void inBackground(Runnable note) {
        Thread.ofVirtual().name("activity").start(() -> {
            try {
                note.run();
            } catch (Failure e) {
                LOG.log(Level.DEBUG, "the last activity was not written down: {0}", e.reason());
            }
        });
    }

    private static int noteActivity(DSLContext sql, Record row, long now, long before) {
        sql.update(USERS)
                .set(USERS.LAST_ACTIVITY_MS, now)
                .where(USERS.ID.eq(row.get(ACCESS_TOKENS.USER_ID)))
                .execute();
        return sql.update(ACCESS_TOKENS)
                .set(ACCESS_TOKENS.LAST_ACTIVITY_MS, now)
                .where(ACCESS_TOKENS.TOKEN_HASH.eq(row.get(ACCESS_TOKENS.TOKEN_HASH)))
                .and(ACCESS_TOKENS.LAST_ACTIVITY_MS.lt(before))
                .execute();
    }
}
