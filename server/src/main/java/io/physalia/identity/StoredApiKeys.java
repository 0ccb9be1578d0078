package io.physalia.identity;

import static io.physalia.database.schema.Tables.API_KEYS;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The API keys in the database. */
final class StoredApiKeys implements ApiKeys {
    private static final int LONGEST_NAME = 128;

    private final Database database;
    private final IdentityChanges changes;
    private final InstantSource clock;

    StoredApiKeys(Database database, IdentityChanges changes, InstantSource clock) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public List<ApiKey> list() {
        return database.read(sql -> sql.selectFrom(API_KEYS)
                .orderBy(API_KEYS.CREATED_MS.desc(), API_KEYS.ID.desc())
                .fetch(row -> new ApiKey(
                        row.get(API_KEYS.ID),
                        row.get(API_KEYS.NAME),
                        new AccessToken(row.get(API_KEYS.TOKEN)),
                        Instant.ofEpochMilli(row.get(API_KEYS.CREATED_MS)),
                        Instant.ofEpochMilli(row.get(API_KEYS.LAST_ACTIVITY_MS)))));
    }

    @Override
    public ApiKey create(String name) {
        String clean = name.strip();
        if (clean.isEmpty() || clean.length() > LONGEST_NAME) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "name: \"" + clean + "\" (expected: 1 to 128 characters)");
        }
        AccessToken token = TokenHash.newToken();
        Instant now = Instant.ofEpochMilli(clock.millis());
        long id = now.toEpochMilli() * 1000 + TokenHash.randomBelow(1000);
        database.write(sql -> sql.insertInto(API_KEYS)
                .set(API_KEYS.ID, id)
                .set(API_KEYS.TOKEN_HASH, TokenHash.of(token))
                .set(API_KEYS.TOKEN, token.value())
                .set(API_KEYS.NAME, clean)
                .set(API_KEYS.CREATED_MS, now.toEpochMilli())
                .set(API_KEYS.LAST_ACTIVITY_MS, now.toEpochMilli())
                .execute());
        return new ApiKey(id, clean, token, now, now);
    }

    @Override
    public void revoke(AccessToken token) {
        String hash = TokenHash.of(token);
        int gone = database.write(sql ->
                sql.deleteFrom(API_KEYS).where(API_KEYS.TOKEN_HASH.eq(hash)).execute());
        if (gone == 0) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "there is no such key");
        }
        changes.tokenRevoked(hash);
    }
}
