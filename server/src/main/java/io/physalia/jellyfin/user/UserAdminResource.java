package io.physalia.jellyfin.user;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.User;
import io.physalia.identity.UserConfiguration;
import io.physalia.identity.UserId;
import io.physalia.identity.UserPolicy;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Making, changing and removing users. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class UserAdminResource {
    private final Users users;
    private final AccessTokens tokens;
    private final ActingUser acting;
    private final ServerIdentity server;
    private final Request request;

    UserAdminResource(Users users, AccessTokens tokens, ActingUser acting, ServerIdentity server, Request request) {
        this.users = users;
        this.tokens = tokens;
        this.acting = acting;
        this.server = server;
        this.request = request;
    }

    record NewUser(@Nullable String name, @Nullable String password) {}

    record NewPassword(
            @Nullable String currentPw,
            @Nullable String newPw,
            @Nullable Boolean resetPassword) {}

    @POST
    @Path("/Users/New")
    public UserDto create(NewUser body) {
        String name = Objects.requireNonNullElse(body.name(), "");
        String password = Objects.requireNonNullElse(body.password(), "");
        return UserDto.of(users.create(name, password, UserPolicy.DEFAULT), server.id());
    }

    @DELETE
    @Path("/Users/{userId}")
    public void remove(@PathParam("userId") String userId) {
        users.remove(users.get(new UserId(Ids.parse("userId", userId))).id());
    }

    @POST
    @Path("/Users/{userId}/Policy")
    public void setPolicy(@PathParam("userId") String userId, JsonNode body) {
        User user = users.get(new UserId(Ids.parse("userId", userId)));
        users.setPolicy(user.id(), WireJson.merge(user.policy(), body, UserPolicy.class));
    }

    @POST
    @Path("/Users/Configuration")
    @Access(Access.Level.USER)
    public void setConfiguration(JsonNode body) {
        User user = acting.fromQuery();
        users.setConfiguration(user.id(), WireJson.merge(user.configuration(), body, UserConfiguration.class));
    }

    @POST
    @Path("/Users/Password")
    @Access(Access.Level.USER)
    public void setPassword(NewPassword body) {
        setPassword(acting.fromQuery(), body);
    }

    @POST
    @Path("/Users/{userId}/Password")
    @Access(Access.Level.USER)
    public void setPasswordOf(@PathParam("userId") String userId, NewPassword body) {
        setPassword(acting.named(userId), body);
    }

    /** Whoever changes the own password knows the old one; all other devices have to sign in again. */
    private void setPassword(User user, NewPassword body) {
        boolean own = user.id().equals(request.user().id());
        if (own) {
            users.authenticate(user.name(), Objects.requireNonNullElse(body.currentPw(), ""));
        }
        boolean reset = Boolean.TRUE.equals(body.resetPassword());
        if (reset && own) {
            throw new Failure(FailureCode.FORBIDDEN, "only another administrator may reset a password");
        }
        users.setPassword(user.id(), reset ? "" : Objects.requireNonNullElse(body.newPw(), ""));
        tokens.revokeAll(user.id(), own ? Optional.of(request.token()) : Optional.empty());
    }
}
