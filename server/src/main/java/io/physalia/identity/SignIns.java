package io.physalia.identity;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Signing in: proof of who it is, then every rule of the user's policy, then a token. Thread-safe. */
public final class SignIns {
    /** Somebody heard of within this time counts as signed in; a token that lies unused does not. */
    private static final Duration ACTIVE = Duration.ofMinutes(10);

    private final Users users;
    private final AccessTokens tokens;
    private final Admission admission;
    private final InstantSource clock;

    public SignIns(Users users, AccessTokens tokens, Admission admission, InstantSource clock) {
        this.users = users;
        this.tokens = tokens;
        this.admission = admission;
        this.clock = clock;
    }

    /** Who has signed in, and with which token. */
    public record SignedIn(User user, Device device, AccessToken token) {}

    /**
     * Signs in with a name and a password.
     *
     * @throws Failure {@code BAD_CREDENTIALS}; {@code FORBIDDEN} or {@code OUTSIDE_SCHEDULE} by the policy
     */
    public SignedIn byPassword(String name, String password, Device device, boolean isLocal) {
        User user = users.authenticate(name, password);
        return byGrant(user, device, TokenHash.newToken(), isLocal);
    }

    /** Signs in somebody who was let in by other means, with a token that may be asked for again. */
    public SignedIn byGrant(User user, Device device, AccessToken token, boolean isLocal) {
        admit(user, device, isLocal);
        Instant since = clock.instant().minus(ACTIVE);
        tokens.issue(
                user.id(),
                device,
                token,
                new AccessTokens.DeviceLimit(user.policy().maxActiveSessions(), since));
        return new SignedIn(user, device, token);
    }

    private void admit(User user, Device device, boolean isLocal) {
        if (user.policy().isDisabled()) {
            throw new Failure(FailureCode.FORBIDDEN, "the user " + user.name() + " is disabled");
        }
        admission.check(user, device.id(), isLocal, false);
    }
}
