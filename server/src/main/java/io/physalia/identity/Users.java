package io.physalia.identity;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The users of this server. Thread-safe; a change is seen by every pod at once over the bus, and within 5 s without it. */
public interface Users {

    /** By name. */
    List<User> list();

    /** From a cache that also answers while the database is down. */
    Optional<User> find(UserId id);

    /**
     * Like {@link #find}.
     *
     * @throws io.physalia.failure.Failure {@code ITEM_NOT_FOUND}
     */
    User get(UserId id);

    /** Finds by name, ignoring case. */
    Optional<User> findByName(String name);

    /**
     * Makes a user.
     *
     * @param name 1 to 64 letters, digits, spaces and {@code - ' . _ @ +}, neither starting nor ending with a space
     * @param password empty: none
     * @throws io.physalia.failure.Failure {@code NAME_TAKEN}, {@code INVALID_PARAMETER}
     */
    User create(String name, String password, UserPolicy policy);

    /**
     * Checks a name and a password. Takes the same time for an unknown name, and counts failures: a policy's limit of them disables the user, and no
     * guess is answered from then on, whatever was asked at the same moment on other pods.
     *
     * @throws io.physalia.failure.Failure {@code BAD_CREDENTIALS}; {@code FORBIDDEN} if the user is disabled, whether the password is right or not
     */
    User authenticate(String name, String password);

    /** Replaces the policy. The last enabled administrator stays one: {@code FORBIDDEN}. */
    User setPolicy(UserId id, UserPolicy policy);

    User setConfiguration(UserId id, UserConfiguration configuration);

    /** @param password empty: none */
    User setPassword(UserId id, String password);

    User rename(UserId id, String name);

    /** Calls back with each user that has changed or is gone, whichever pod did it. */
    void onChange(Consumer<UserId> listener);

    /** Removes a user, its tokens and its play state. The last enabled administrator stays: {@code FORBIDDEN}. */
    void remove(UserId id);
}
