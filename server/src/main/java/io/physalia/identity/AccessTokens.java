package io.physalia.identity;

import java.time.Instant;
import java.util.Optional;

/** The access tokens. Thread-safe; a change is seen by every pod at once over the bus, and within 5 s without it. */
public interface AccessTokens {

    /**
     * On how many devices a user may be signed in.
     *
     * @param most 0: any number
     * @param since a device that was not heard of since then does not count
     */
    record DeviceLimit(int most, Instant since) {
        static final DeviceLimit NONE = new DeviceLimit(0, Instant.MIN);
    }

    /** Makes a token and ends the user's earlier one on the same device. */
    AccessToken issue(UserId user, Device device);

    /**
     * The same with a given token, which is that user's on that device already or nobody's, and with a limit: sign-ins at the same moment, on whichever
     * pods, are counted one after the other.
     *
     * @throws io.physalia.failure.Failure {@code FORBIDDEN} if there are as many other devices already
     */
    void issue(UserId user, Device device, AccessToken token, DeviceLimit limit);

    /**
     * What a token, or an API key, stands for; empty if it is unknown, revoked, or its user is gone or disabled. While the database is down the last answer stands.
     *
     * @throws io.physalia.failure.Failure {@code DATABASE_UNAVAILABLE} if the database does not answer and the token was not seen before
     */
    Optional<Grant> find(AccessToken token);

    /** Ends a token; unknown: nothing happens. */
    void revoke(AccessToken token);

    /** Ends all of a user's tokens, except one to keep. */
    void revokeAll(UserId user, Optional<AccessToken> except);
}
