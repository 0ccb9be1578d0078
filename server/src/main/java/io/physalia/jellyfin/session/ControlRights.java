package io.physalia.jellyfin.session;

import io.physalia.identity.User;
import io.physalia.session.ClientSession;

/** Who may see, and who may control, which client. */
public final class ControlRights {
    private ControlRights() {}

    public static boolean maySee(User user, ClientSession session) {
        return user.policy().isAdministrator() || session.isUsedBy(user.id());
    }

    /** Everybody their own; who has the right for it, those of others. */
    static boolean mayControl(User user, ClientSession session) {
        return session.isUsedBy(user.id()) || user.policy().enableRemoteControlOfOtherUsers();
    }
}
