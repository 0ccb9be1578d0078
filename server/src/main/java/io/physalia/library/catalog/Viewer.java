package io.physalia.library.catalog;

import io.physalia.identity.User;
import io.physalia.identity.UserId;

/** For whom something is listed: whose play state counts, and what is there for them at all. */
public record Viewer(UserId user, Visibility visibility) {

    public static Viewer of(User user) {
        return new Viewer(user.id(), Visibility.of(user.policy().itemRules()));
    }
}
