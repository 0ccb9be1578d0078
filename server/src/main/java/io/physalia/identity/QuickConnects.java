package io.physalia.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * Signing in a device by typing the code it shows into another one that is signed in. Thread-safe; any pod knows every request. Requests run out
 * after ten minutes, and one after they were granted.
 */
public interface QuickConnects {

    /**
     * A device that waits.
     *
     * @param code six digits, shown to people
     * @param user who has let it in
     */
    record Waiting(String code, Device device, Instant created, Optional<UserId> user) {}

    /**
     * A new request.
     *
     * @param secret known to the device only
     */
    record Started(String secret, Waiting waiting) {}

    /** @throws io.physalia.failure.Failure {@code TOO_MANY_ATTEMPTS} if very many devices wait already */
    Started start(Device device);

    /** The request of a secret; empty if there is none any more. */
    Optional<Waiting> find(String secret);

    /**
     * Lets the device that shows a code in, as a user; doing it again changes nothing.
     *
     * @param guesser who types the code
     * @throws io.physalia.failure.Failure {@code ITEM_NOT_FOUND} for a wrong code, {@code TOO_MANY_ATTEMPTS} after ten of them in ten minutes
     */
    void authorize(UserId guesser, UserId user, String code);

    /** The token that a secret stands for once its device was let in: always the same one. */
    AccessToken token(String secret);
}
