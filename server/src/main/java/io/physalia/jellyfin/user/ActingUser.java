package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** For whom a request acts: for its sender, or, if that is an administrator, for the user it names. */
@Singleton
public class ActingUser {
    private final Request request;
    private final Users users;

    @Inject
    ActingUser(Request request, Users users) {
        this.request = request;
        this.users = users;
    }

    /** The user that the query's {@code userId} names, else the sender, who must be somebody if anything is to be changed. */
    public User fromQuery() {
        return request.query()
                .findText("userId")
                .map(this::named)
                .orElseGet(() -> request.isReading() ? request.user() : request.person());
    }

    /**
     * The user of an id in a path or body.
     *
     * @throws Failure {@code INVALID_PARAMETER}, {@code FORBIDDEN} for somebody else's, {@code ITEM_NOT_FOUND}
     */
    public User named(String userId) {
        UserId id = new UserId(Ids.parse("userId", userId));
        User sender = request.user();
        if (sender.id().equals(id)) {
            return request.person();
        }
        if (!sender.policy().isAdministrator()) {
            throw new Failure(FailureCode.FORBIDDEN, "only administrators may act for another user");
        }
        return users.get(id);
    }

    /** Like {@link #named}; the sender if there is no id. */
    public User named(Optional<String> userId) {
        return userId.filter(text -> !text.isBlank()).map(this::named).orElseGet(request::user);
    }

    /**
     * Lets only those go on who may change what is the user's own.
     *
     * @throws Failure {@code FORBIDDEN}
     */
    public void requirePreferenceAccess() {
        var policy = request.user().policy();
        if (!policy.isAdministrator() && !policy.enableUserPreferenceAccess()) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not change their settings");
        }
    }
}
