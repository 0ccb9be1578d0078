package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessToken;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.Device;
import io.physalia.identity.User;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.session.SessionDto;
import io.physalia.jellyfin.session.SessionDtos;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Credentials;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users, and signing in and out. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class UserResource {
    private final Users users;
    private final AccessTokens tokens;
    private final ActingUser acting;
    private final ServerIdentity server;
    private final SessionDtos sessions;
    private final Request request;

    UserResource(
            Users users,
            AccessTokens tokens,
            ActingUser acting,
            ServerIdentity server,
            SessionDtos sessions,
            Request request) {
        this.users = users;
        this.tokens = tokens;
        this.acting = acting;
        this.server = server;
        this.sessions = sessions;
        this.request = request;
    }

    record SignIn(@Nullable String username, @Nullable String pw) {}

    record SignedIn(UserDto user, SessionDto sessionInfo, String accessToken, String serverId) {}

    @GET
    @Path("/Users/Public")
    @Access(Access.Level.ANONYMOUS)
    public List<UserDto> listPublic() {
        return users.list().stream()
                .filter(user -> !user.policy().isHidden() && !user.policy().isDisabled() && server.isSetUp())
                .map(this::dto)
                .toList();
    }

    @GET
    @Path("/Users")
    public List<UserDto> list() {
        boolean all = request.user().policy().isAdministrator();
        Optional<Boolean> hidden = request.query().findFlag("isHidden");
        Optional<Boolean> disabled = request.query().findFlag("isDisabled");
        return users.list().stream()
                .filter(user -> all
                        || user.id().equals(request.user().id())
                        || !user.policy().isHidden())
                .filter(user ->
                        hidden.isEmpty() || hidden.get() == user.policy().isHidden())
                .filter(user ->
                        disabled.isEmpty() || disabled.get() == user.policy().isDisabled())
                .map(this::dto)
                .toList();
    }

    @GET
    @Path("/Users/Me")
    public UserDto me() {
        return dto(request.user());
    }

    @GET
    @Path("/Users/{userId}")
    public UserDto get(@PathParam("userId") String userId) {
        return dto(acting.named(userId));
    }

    @POST
    @Path("/Users/AuthenticateByName")
    @Access(Access.Level.ANONYMOUS)
    public SignedIn signIn(SignIn body) {
        Credentials credentials = request.credentials();
        if (credentials.deviceId().isBlank()
                || credentials.client().isBlank()
                || credentials.device().isBlank()
                || credentials.version().isBlank()) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "Authorization: incomplete (expected: MediaBrowser with Client, Device, DeviceId and Version)");
        }
        if (body.username() == null || body.username().isBlank()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Username: missing (expected: a user's name)");
        }
        User user = users.authenticate(body.username(), Objects.requireNonNullElse(body.pw(), ""));
        Device device =
                new Device(credentials.deviceId(), credentials.device(), credentials.client(), credentials.version());
        AccessToken token = tokens.issue(user.id(), device);
        SessionDto session = sessions.signedIn(user, device);
        return new SignedIn(dto(user), session, token.value(), server.id());
    }

    @POST
    @Path("/Sessions/Logout")
    public void signOut() {
        sessions.signedOut();
        tokens.revoke(request.token());
    }

    private UserDto dto(User user) {
        return UserDto.of(user, server.id());
    }
}
