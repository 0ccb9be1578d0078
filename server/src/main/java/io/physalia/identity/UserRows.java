package io.physalia.identity;

import static io.physalia.database.schema.Tables.USERS;

import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Users as rows. */
final class UserRows {
    private UserRows() {}

    /** A user with what only this package may see. */
    record Row(User user, Optional<String> passwordHash) {
        @Override
        public String toString() {
            return "Row[" + user.id() + "]";
        }
    }

    static String nameKey(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    static Optional<Row> find(DSLContext sql, UserId id) {
        return find(sql, USERS.ID.eq(id.value()));
    }

    static Optional<Row> findByName(DSLContext sql, String name) {
        return find(sql, USERS.NAME_KEY.eq(nameKey(name)));
    }

    private static Optional<Row> find(DSLContext sql, Condition condition) {
        return sql.selectFrom(USERS).where(condition).fetchOptional().map(UserRows::row);
    }

    static List<Row> list(DSLContext sql) {
        return sql.selectFrom(USERS).orderBy(USERS.NAME_KEY).fetch(UserRows::row);
    }

    /** Puts all changes of users in line: to be called first in a transaction that looks at several rows. */
    static void lockAll(DSLContext sql) {
        sql.update(USERS).set(USERS.FAILED_LOGINS, USERS.FAILED_LOGINS).execute();
    }

    /** Puts what is done with one user in line, on all pods, until the end of the transaction. */
    static void lock(DSLContext sql, UserId id) {
        sql.update(USERS)
                .set(USERS.FAILED_LOGINS, USERS.FAILED_LOGINS)
                .where(USERS.ID.eq(id.value()))
                .execute();
    }

    private static Row row(Record row) {
        Optional<String> hash = Optional.ofNullable(row.get(USERS.PASSWORD_HASH));
        UserPolicy policy =
                UserJson.readPolicy(row.get(USERS.POLICY)).withInvalidLoginAttemptCount(row.get(USERS.FAILED_LOGINS));
        User user = new User(
                new UserId(row.get(USERS.ID)),
                row.get(USERS.NAME),
                hash.isPresent(),
                policy,
                UserJson.readConfiguration(row.get(USERS.CONFIGURATION)),
                Instant.ofEpochMilli(row.get(USERS.CREATED_MS)),
                moment(row.get(USERS.LAST_LOGIN_MS)),
                moment(row.get(USERS.LAST_ACTIVITY_MS)));
        return new Row(user, hash);
    }

    private static Optional<Instant> moment(@Nullable Long epochMillis) {
        return Optional.ofNullable(epochMillis).map(Instant::ofEpochMilli);
    }
}
