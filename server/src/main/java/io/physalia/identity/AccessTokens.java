package io.physalia.identity;

import java.time.Instant;
import java.util.Optional;

/** The access tokens. Thread-safe; a change is seen by every pod at once over the bus, and within 5 s without it. */
public interface AccessTokens {

    /** Makes a token and ends the user's earlier one on the same device. */
    AccessToken issue(UserId user, Device device);

    /** The same with a given token, which is that user's on that device already or nobody's. */
    void issue(UserId user, Device device, AccessToken token);

    /** On how many devices but one the user was heard of since a moment. */
    int countDevices(UserId user, String exceptDevice, Instant since);

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
