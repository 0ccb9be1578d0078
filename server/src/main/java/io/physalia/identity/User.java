package io.physalia.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who may sign in.
 *
 * @param name unique, ignoring case
 * @param hasPassword without one, an empty password signs in
 */
public record User(
        UserId id,
        String name,
        boolean hasPassword,
        UserPolicy policy,
        UserConfiguration configuration,
        Instant created,
        Optional<Instant> lastLogin,
        Optional<Instant> lastActivity) {

    /** Whether the last wrong password was the one too many. */
    public boolean isJustLockedOut() {
        return policy.isDisabled() && policy.invalidLoginAttemptCount() == policy.lockoutLimit();
    }
}
