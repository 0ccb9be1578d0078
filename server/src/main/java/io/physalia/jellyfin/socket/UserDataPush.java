package io.physalia.jellyfin.socket;

import io.physalia.failure.Failure;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.item.ItemDtos;
import io.physalia.jellyfin.item.UserItemDataDto;
import io.physalia.library.ItemId;
import io.physalia.playback.PlayStateListener;
import io.physalia.session.Letter;
import io.physalia.session.Messenger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells a user's clients what one of them has changed: played, liked, resumed. Changes within half a second go together. Thread-safe. */
@Singleton
public class UserDataPush implements PlayStateListener {
    private static final System.Logger LOG = System.getLogger(UserDataPush.class.getName());
    private static final Duration TOGETHER = Duration.ofMillis(500);
    private static final int MOST = 500;

    private final Messenger messenger;
    private final Users users;
    private final ItemDtos items;
    private final Map<UserId, Set<ItemId>> changed = new ConcurrentHashMap<>();

    @Inject
    UserDataPush(Messenger messenger, Users users, ItemDtos items) {
        this.messenger = messenger;
        this.users = users;
        this.items = items;
    }

    record UserDataChanged(String userId, List<UserItemDataDto> userDataList) {}

    @Override
    public void changed(UserId user, Collection<ItemId> some) {
        changed.compute(user, (_, waiting) -> {
            if (waiting == null) {
                Thread.ofVirtual().name("user-data-push").start(() -> sendSoon(user));
            }
            Set<ItemId> all = new LinkedHashSet<>(waiting == null ? Set.of() : waiting);
            some.stream().limit(Math.max(0, MOST - all.size())).forEach(all::add);
            return all;
        });
    }

    private void sendSoon(UserId user) {
        try {
            Thread.sleep(TOGETHER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Set<ItemId> some = changed.remove(user);
        try {
            users.find(user)
                    .map(viewer -> items.userData(viewer, some == null ? Set.of() : some))
                    .filter(list -> !list.isEmpty())
                    .ifPresent(list -> messenger.send(Letter.toUser(
                            user, SocketMessage.of("UserDataChanged", new UserDataChanged(user.value(), list)))));
        } catch (Failure e) {
            LOG.log(Level.DEBUG, "the other clients see it later: {0}", e.reason());
        }
    }
}
