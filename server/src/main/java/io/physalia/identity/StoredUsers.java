package io.physalia.identity;

import static io.physalia.database.schema.Tables.USERS;

import io.physalia.database.Database;
import io.physalia.database.ReadThrough;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The users, in the database. */
final class StoredUsers implements Users {

    private static final int CACHED = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} '._@+-]{1,64}");

    private final Database database;
    private final IdentityChanges changes;
    private final InstantSource clock;
    private final ReadThrough<UserId, User> cache;
    private final List<Consumer<UserId>> listeners = new CopyOnWriteArrayList<>();

    StoredUsers(Database database, IdentityChanges changes, InstantSource clock, LongSupplier nanoTime) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
        this.cache = new ReadThrough<>(
                "users",
                id -> database.read(sql -> UserRows.find(sql, id)).map(UserRows.Row::user),
                ReadThrough.FRESH,
                CACHED,
                nanoTime);
        changes.onUserChanged(id -> {
            cache.expire(id);
            listeners.forEach(listener -> listener.accept(id));
        });
    }

    @Override
    public List<User> list() {
        return database.read(UserRows::list).stream().map(UserRows.Row::user).toList();
    }

    @Override
    public void onChange(Consumer<UserId> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<User> find(UserId id) {
        return cache.find(id);
    }

    @Override
    public User get(UserId id) {
        return find(id).orElseThrow(StoredUsers::notFound);
    }

    @Override
    public Optional<User> findByName(String name) {
        return database.read(sql -> UserRows.findByName(sql, name)).map(UserRows.Row::user);
    }

    @Override
    public User create(String name, String password, UserPolicy policy) {
        checkName(name);
        UserId id = UserId.random();
        Optional<String> hash = hash(password);
        return refusingTakenNames(
                name,
                () -> changed(
                        id,
                        sql -> sql.insertInto(USERS)
                                .set(USERS.ID, id.value())
                                .set(USERS.NAME, name)
                                .set(USERS.NAME_KEY, UserRows.nameKey(name))
                                .set(USERS.PASSWORD_HASH, hash.orElse(null))
                                .set(USERS.POLICY, UserJson.write(policy.withInvalidLoginAttemptCount(0)))
                                .set(USERS.CONFIGURATION, UserJson.write(UserConfiguration.DEFAULT))
                                .set(USERS.CREATED_MS, clock.millis())
                                .execute()));
    }

    @Override
    public User authenticate(String name, String password) {
        Optional<UserRows.Row> found = database.read(sql -> UserRows.findByName(sql, name));
        if (found.isEmpty()) {
            PasswordHash.spendTime(password);
            throw badCredentials();
        }
        UserRows.Row row = found.get();
        Optional<PasswordHash> stored = row.passwordHash().flatMap(PasswordHash::find);
        boolean matches = row.passwordHash().isEmpty()
                ? password.isEmpty()
                : stored.map(hash -> hash.matches(password)).orElse(false);
        UserId id = row.user().id();
        if (!matches || !row.user().policy().isKnownHere()) {
            changed(id, sql -> {
                requireEnabled(sql, id);
                countFailure(sql, id);
            });
            throw badCredentials();
        }
        Optional<String> renewed = stored.filter(PasswordHash::isOutdated)
                .map(_ -> PasswordHash.of(password).stored());
        long now = clock.millis();
        return changed(id, sql -> {
            requireEnabled(sql, id);
            sql.update(USERS)
                    .set(USERS.FAILED_LOGINS, 0)
                    .set(USERS.LAST_LOGIN_MS, now)
                    .set(USERS.LAST_ACTIVITY_MS, now)
                    .where(USERS.ID.eq(id.value()))
                    .execute();
            renewed.ifPresent(hash -> update(sql, id, USERS.PASSWORD_HASH, hash));
        });
    }

    /** Asks again, after the long check of the password, and keeps the answer true: many guesses at the same moment are not more than the limit. */
    private static void requireEnabled(DSLContext sql, UserId id) {
        UserRows.lock(sql, id);
        User user = getRow(sql, id).user();
        if (user.policy().isDisabled()) {
            throw new Failure(FailureCode.FORBIDDEN, "the user " + user.name() + " is disabled");
        }
    }

    private static void countFailure(DSLContext sql, UserId id) {
        sql.update(USERS)
                .set(USERS.FAILED_LOGINS, USERS.FAILED_LOGINS.plus(1))
                .where(USERS.ID.eq(id.value()))
                .execute();
        UserPolicy policy = getRow(sql, id).user().policy();
        int limit = policy.lockoutLimit();
        if (limit > 0 && policy.invalidLoginAttemptCount() >= limit && !policy.isDisabled() && isExpendable(sql, id)) {
            update(sql, id, USERS.POLICY, UserJson.write(policy.withDisabled(true)));
        }
    }

    /** Nobody can lock the last administrator out by guessing: there would be none left to undo it. */
    private static boolean isExpendable(DSLContext sql, UserId id) {
        if (!isActiveAdministrator(getRow(sql, id).user().policy())) {
            return true;
        }
        UserRows.lockAll(sql);
        return hasAnotherAdministrator(sql, id);
    }

    @Override
    public User setPolicy(UserId id, UserPolicy policy) {
        policy.validate();
        return changed(id, sql -> {
            UserRows.lockAll(sql);
            getRow(sql, id);
            if (!isActiveAdministrator(policy)) {
                requireAnotherAdministrator(sql, id);
            }
            update(sql, id, USERS.POLICY, UserJson.write(policy.withInvalidLoginAttemptCount(0)));
            if (!policy.isDisabled()) {
                // Enabling a user who was locked out gives all attempts back.
                sql.update(USERS)
                        .set(USERS.FAILED_LOGINS, 0)
                        .where(USERS.ID.eq(id.value()))
                        .execute();
            }
        });
    }

    @Override
    public User setConfiguration(UserId id, UserConfiguration configuration) {
        return changed(id, sql -> update(sql, id, USERS.CONFIGURATION, UserJson.write(configuration)));
    }

    @Override
    public User setPassword(UserId id, String password) {
        Optional<String> hash = hash(password);
        return changed(id, sql -> update(sql, id, USERS.PASSWORD_HASH, hash.orElse(null)));
    }

    @Override
    public User rename(UserId id, String name) {
        checkName(name);
        return refusingTakenNames(
                name,
                () -> changed(id, sql -> {
                    update(sql, id, USERS.NAME, name);
                    update(sql, id, USERS.NAME_KEY, UserRows.nameKey(name));
                }));
    }

    @Override
    public void remove(UserId id) {
        database.write(sql -> {
            UserRows.lockAll(sql);
            getRow(sql, id);
            requireAnotherAdministrator(sql, id);
            return sql.deleteFrom(USERS).where(USERS.ID.eq(id.value())).execute();
        });
        cache.forget(id);
        changes.userChanged(id);
    }

    private static boolean isActiveAdministrator(UserPolicy policy) {
        return policy.isAdministrator() && !policy.isDisabled() && policy.isKnownHere();
    }

    private static void requireAnotherAdministrator(DSLContext sql, UserId id) {
        boolean wasOne = isActiveAdministrator(getRow(sql, id).user().policy());
        if (wasOne && !hasAnotherAdministrator(sql, id)) {
            throw new Failure(FailureCode.FORBIDDEN, "the last administrator must stay one");
        }
    }

    private static boolean hasAnotherAdministrator(DSLContext sql, UserId id) {
        return UserRows.list(sql).stream()
                .map(UserRows.Row::user)
                .anyMatch(user -> !user.id().equals(id) && isActiveAdministrator(user.policy()));
    }

    /** Makes a change, tells it to all pods, and gives back the user as it is now. */
    private User changed(UserId id, Change change) {
        User user = database.write(sql -> {
            change.make(sql);
            return getRow(sql, id).user();
        });
        cache.expire(id);
        changes.userChanged(id);
        return user;
    }

    private static UserRows.Row getRow(DSLContext sql, UserId id) {
        return UserRows.find(sql, id).orElseThrow(StoredUsers::notFound);
    }

    private static <T> void update(DSLContext sql, UserId id, Field<T> field, @Nullable T value) {
        sql.update(USERS).set(field, value).where(USERS.ID.eq(id.value())).execute();
    }

    private static User refusingTakenNames(String name, java.util.function.Supplier<User> change) {
        try {
            return change.get();
        } catch (IntegrityConstraintViolationException e) {
            throw new Failure(FailureCode.NAME_TAKEN, "there is a user named " + name, e);
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches() || !name.strip().equals(name)) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "user name: \"" + name
                            + "\" (expected: 1 to 64 letters, digits, spaces or - ' . _ @ +, no space at either end)");
        }
    }

    private static Optional<String> hash(String password) {
        return password.isEmpty()
                ? Optional.empty()
                : Optional.of(PasswordHash.of(password).stored());
    }

    private static Failure notFound() {
        return new Failure(FailureCode.ITEM_NOT_FOUND, "there is no such user");
    }

    private static Failure badCredentials() {
        return new Failure(FailureCode.BAD_CREDENTIALS, "the user name or the password is wrong");
    }

    /** A change within a transaction. */
    private interface Change {
        void make(DSLContext sql);
    }
}
