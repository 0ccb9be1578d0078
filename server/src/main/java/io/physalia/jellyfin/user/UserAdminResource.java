package io.physalia.jellyfin.user;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.User;
import io.physalia.identity.UserConfiguration;
import io.physalia.identity.UserId;
import io.physalia.identity.UserPolicy;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.server.ActivityLog;
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
    private final UserDtos dtos;
    private final ActivityLog activities;

    UserAdminResource(Users users, AccessTokens tokens, ActingUser acting, UserDtos dtos, ActivityLog activities) {
        this.users = users;
        this.tokens = tokens;
        this.acting = acting;
        this.dtos = dtos;
        this.activities = activities;
    }

    record NewUser(@Nullable String name, @Nullable String password) {}

    /** What a client may change of a user: the rest of what it sends is what it was told before. */
    record Changes(@Nullable String name, @Nullable JsonNode configuration) {}

    @POST
    @Path("/Users/New")
    public UserDto create(NewUser body) {
        String name = Objects.requireNonNullElse(body.name(), "");
        String password = Objects.requireNonNullElse(body.password(), "");
        User user = users.create(name, password, UserPolicy.DEFAULT);
        note("UserCreated", "The user " + user.name() + " was created", user);
        return dtos.of(user);
    }

    @DELETE
    @Path("/Users/{userId}")
    public void remove(@PathParam("userId") String userId) {
        User user = users.get(new UserId(Ids.parse("userId", userId)));
        users.remove(user.id());
        note("UserDeleted", "The user " + user.name() + " was deleted", user);
    }

    @POST
    @Path("/Users/{userId}/Policy")
    public void setPolicy(@PathParam("userId") String userId, JsonNode body) {
        User user = users.get(new UserId(Ids.parse("userId", userId)));
        User now = users.setPolicy(user.id(), WireJson.merge(user.policy(), body, UserPolicy.class));
        if (now.policy().isDisabled() && !user.policy().isDisabled()) {
            tokens.revokeAll(user.id(), Optional.empty());
            note("UserDisabled", "The user " + user.name() + " was disabled", user);
        } else {
            note("UserPolicyUpdated", "The policy of " + user.name() + " was changed", user);
        }
    }

    @POST
    @Path("/Users")
    @Access(Access.Level.USER)
    public void update(Changes body) {
        update(acting.fromQuery(), body);
    }

    @POST
    @Path("/Users/{userId}")
    @Access(Access.Level.USER)
    public void updateOf(@PathParam("userId") String userId, Changes body) {
        update(acting.named(userId), body);
    }

    private void update(User user, Changes changes) {
        acting.requirePreferenceAccess();
        if (changes.name() != null && !changes.name().equals(user.name())) {
            users.rename(user.id(), changes.name());
            note("UserUpdated", "The user " + user.name() + " was renamed to " + changes.name(), user);
        }
        if (changes.configuration() != null) {
            configure(user, changes.configuration());
        }
    }

    @POST
    @Path("/Users/Configuration")
    @Access(Access.Level.USER)
    public void setConfiguration(JsonNode body) {
        acting.requirePreferenceAccess();
        configure(acting.fromQuery(), body);
    }

    @POST
    @Path("/Users/{userId}/Configuration")
    @Access(Access.Level.USER)
    public void setConfigurationOf(@PathParam("userId") String userId, JsonNode body) {
        acting.requirePreferenceAccess();
        configure(acting.named(userId), body);
    }

    private void configure(User user, JsonNode changes) {
        users.setConfiguration(user.id(), WireJson.merge(user.configuration(), changes, UserConfiguration.class));
    }

    private void note(String kind, String what, User about) {
        activities.record(ActivityLog.Draft.of(kind, what).by(about.id().value()));
    }
}
