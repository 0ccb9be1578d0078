package io.physalia.jellyfin.user;

import io.physalia.identity.User;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.metadata.image.Picture;
import io.physalia.metadata.image.PictureShelf;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes users for clients. */
@Singleton
public class UserDtos {
    private final ServerIdentity server;
    private final PictureShelf shelf;

    @Inject
    UserDtos(ServerIdentity server, PictureShelf shelf) {
        this.server = server;
        this.shelf = shelf;
    }

    public UserDto of(User user) {
        return list(List.of(user)).getFirst();
    }

    /** In the same order, whatever their number by one question to the database. */
    public List<UserDto> list(List<User> users) {
        Map<String, Picture> pictures =
                shelf.ofUsers(users.stream().map(user -> user.id().value()).toList());
        return users.stream()
                .map(user -> UserDto.of(
                        user,
                        server.id(),
                        Optional.ofNullable(pictures.get(user.id().value())).map(Picture::tag)))
                .toList();
    }
}
