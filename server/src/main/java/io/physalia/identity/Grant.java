package io.physalia.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * Who a request comes from: what a valid {@link AccessToken} stands for.
 *
 * @param user with the policy at most a few seconds old
 * @param issued when the user signed in
 */
public record Grant(User user, Device device, Instant issued) {

    /** The grant of an API key: an administrator who is nobody. */
    static Grant ofApiKey(Device device, Instant issued) {
        User nobody = new User(
                UserId.NOBODY,
                device.app(),
                true,
                UserPolicy.ADMINISTRATOR,
                UserConfiguration.DEFAULT,
                issued,
                Optional.empty(),
                Optional.empty());
        return new Grant(nobody, device, issued);
    }

    /** Whether it is an API key's: then there is no user to keep anything for. */
    public boolean isApiKey() {
        return user.id().equals(UserId.NOBODY);
    }
}
