package io.physalia.jellyfin.user;

import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;

/** Users as they see themselves and each other. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class UserResource {
    private final Users users;
    private final ActingUser acting;
    private final ServerIdentity server;
    private final Request request;
    private final UserDtos dtos;

    UserResource(Users users, ActingUser acting, ServerIdentity server, Request request, UserDtos dtos) {
        this.users = users;
        this.acting = acting;
        this.server = server;
        this.request = request;
        this.dtos = dtos;
    }

    @GET
    @Path("/Users/Public")
    @Access(Access.Level.ANONYMOUS)
    public List<UserDto> listPublic() {
        return dtos.list(users.list().stream()
                .filter(user -> !user.policy().isHidden() && !user.policy().isDisabled() && server.isSetUp())
                .filter(user -> request.isLocal() || user.policy().enableRemoteAccess())
                .toList());
    }

    @GET
    @Path("/Users")
    public List<UserDto> list() {
        boolean all = request.user().policy().isAdministrator();
        Optional<Boolean> hidden = request.query().findFlag("isHidden");
        Optional<Boolean> disabled = request.query().findFlag("isDisabled");
        return dtos.list(users.list().stream()
                .filter(user -> all
                        || user.id().equals(request.user().id())
                        || !user.policy().isHidden())
                .filter(user ->
                        hidden.isEmpty() || hidden.get() == user.policy().isHidden())
                .filter(user ->
                        disabled.isEmpty() || disabled.get() == user.policy().isDisabled())
                .toList());
    }

    @GET
    @Path("/Users/Me")
    public UserDto me() {
        return dtos.of(request.person());
    }

    @GET
    @Path("/Users/{userId}")
    @Access(value = Access.Level.USER, anyTime = true)
    public UserDto get(@PathParam("userId") String userId) {
        return dtos.of(acting.named(userId));
    }
}
