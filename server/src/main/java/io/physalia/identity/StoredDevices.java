package io.physalia.identity;

import static io.physalia.database.schema.Tables.ACCESS_TOKENS;
import static io.physalia.database.schema.Tables.DEVICE_NAMES;
import static io.physalia.database.schema.Tables.USERS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** The devices, out of the access tokens in the database. */
final class StoredDevices implements Devices {
    private static final int LONGEST_NAME = 128;
    private static final int MOST = 10_000;

    private final Database database;
    private final IdentityChanges changes;

    StoredDevices(Database database, IdentityChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public List<SignedIn> list(Optional<UserId> user) {
        return list(user.map(id -> ACCESS_TOKENS.USER_ID.eq(id.value())).orElse(DSL.noCondition()));
    }

    @Override
    public Optional<SignedIn> find(String deviceId) {
        return list(ACCESS_TOKENS.DEVICE_ID.eq(deviceId)).stream().findFirst();
    }

    private List<SignedIn> list(Condition condition) {
        return database.read(sql -> sql.select(ACCESS_TOKENS.fields())
                .select(USERS.NAME, DEVICE_NAMES.NAME)
                .from(ACCESS_TOKENS)
                .join(USERS)
                .on(USERS.ID.eq(ACCESS_TOKENS.USER_ID))
                .leftJoin(DEVICE_NAMES)
                .on(DEVICE_NAMES.DEVICE_ID.eq(ACCESS_TOKENS.DEVICE_ID))
                .where(condition)
                .orderBy(ACCESS_TOKENS.LAST_ACTIVITY_MS.desc(), ACCESS_TOKENS.TOKEN_HASH)
                .limit(MOST)
                .fetch(StoredDevices::device));
    }

    private static SignedIn device(Record row) {
        return new SignedIn(
                new Device(
                        row.get(ACCESS_TOKENS.DEVICE_ID),
                        row.get(ACCESS_TOKENS.DEVICE_NAME),
                        row.get(ACCESS_TOKENS.APP_NAME),
                        row.get(ACCESS_TOKENS.APP_VERSION)),
                Optional.ofNullable(row.get(DEVICE_NAMES.NAME)),
                new UserId(row.get(ACCESS_TOKENS.USER_ID)),
                row.get(USERS.NAME),
                Instant.ofEpochMilli(row.get(ACCESS_TOKENS.LAST_ACTIVITY_MS)));
    }

    @Override
    public Optional<String> findName(String deviceId) {
        return database.read(sql -> sql.select(DEVICE_NAMES.NAME)
                .from(DEVICE_NAMES)
                .where(DEVICE_NAMES.DEVICE_ID.eq(deviceId))
                .fetchOptional(DEVICE_NAMES.NAME));
    }

    @Override
    public void rename(String deviceId, String name) {
        String clean = name.strip();
        if (clean.length() > LONGEST_NAME || deviceId.length() > 256) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "CustomName: too long (expected: at most 128 characters)");
        }
        database.write(sql -> clean.isEmpty()
                ? sql.deleteFrom(DEVICE_NAMES)
                        .where(DEVICE_NAMES.DEVICE_ID.eq(deviceId))
                        .execute()
                : sql.insertInto(DEVICE_NAMES)
                        .set(DEVICE_NAMES.DEVICE_ID, deviceId)
                        .set(DEVICE_NAMES.NAME, clean)
                        .onConflict(DEVICE_NAMES.DEVICE_ID)
                        .doUpdate()
                        .set(DEVICE_NAMES.NAME, clean)
                        .execute());
    }

    @Override
    public void remove(String deviceId) {
        List<String> ended = database.write(sql -> {
            List<String> hashes = sql.select(ACCESS_TOKENS.TOKEN_HASH)
                    .from(ACCESS_TOKENS)
                    .where(ACCESS_TOKENS.DEVICE_ID.eq(deviceId))
                    .fetch(ACCESS_TOKENS.TOKEN_HASH);
            sql.deleteFrom(ACCESS_TOKENS)
                    .where(ACCESS_TOKENS.TOKEN_HASH.in(hashes))
                    .execute();
            return hashes;
        });
        ended.forEach(changes::tokenRevoked);
    }
}
