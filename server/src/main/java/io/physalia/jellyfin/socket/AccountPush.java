package io.physalia.jellyfin.socket;

import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.user.UserDtos;
import io.physalia.session.Letter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Tells a user's clients on this pod that the user has changed or is gone, and closes the sockets of who may not come in any more. */
@Singleton
public class AccountPush {
    private final SocketHub hub;
    private final Users users;
    private final UserDtos dtos;

    @Inject
    AccountPush(SocketHub hub, Users users, UserDtos dtos) {
        this.hub = hub;
        this.users = users;
        this.dtos = dtos;
    }

    public void start() {
        users.onChange(this::changed);
    }

    private void changed(UserId id) {
        if (hub.listUsers().stream().noneMatch(user -> user.id().equals(id))) {
            return;
        }
        String text = users.find(id)
                .map(user -> SocketMessage.of("UserUpdated", dtos.of(user)))
                .orElseGet(() -> SocketMessage.of("UserDeleted", id.value()));
        hub.deliver(Letter.toUser(id, text));
        hub.checkAgain(id);
    }
}
