package io.physalia.jellyfin.user;

import io.physalia.identity.User;
import io.physalia.identity.UserConfiguration;
import io.physalia.identity.UserId;
import io.physalia.identity.UserPolicy;
import java.time.Instant;
import java.util.Optional;

/** A user as clients know it. */
public record UserDto(
        String name,
        String serverId,
        UserId id,
        Optional<String> primaryImageTag,
        boolean hasPassword,
        boolean hasConfiguredPassword,
        boolean hasConfiguredEasyPassword,
        boolean enableAutoLogin,
        Optional<Instant> lastLoginDate,
        Optional<Instant> lastActivityDate,
        UserConfiguration configuration,
        UserPolicy policy) {

    /** @param primaryImageTag of the user's picture, if there is one */
    static UserDto of(User user, String serverId, Optional<String> primaryImageTag) {
        return new UserDto(
                user.name(),
                serverId,
                user.id(),
                primaryImageTag,
                user.hasPassword(),
                user.hasPassword(),
                false,
                false,
                user.lastLogin(),
                user.lastActivity(),
                user.configuration(),
                user.policy());
    }
}
