package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.PasswordPins;
import io.physalia.identity.User;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.ActivityLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passwords: changed by those who know them, reset by administrators, and by a PIN that lies on the server. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PasswordResource {
    private final Users users;
    private final AccessTokens tokens;
    private final PasswordPins pins;
    private final PinFiles files;
    private final ActingUser acting;
    private final ActivityLog activities;
    private final Request request;

    PasswordResource(
            Users users,
            AccessTokens tokens,
            PasswordPins pins,
            PinFiles files,
            ActingUser acting,
            ActivityLog activities,
            Request request) {
        this.users = users;
        this.tokens = tokens;
        this.pins = pins;
        this.files = files;
        this.acting = acting;
        this.activities = activities;
        this.request = request;
    }

    record NewPassword(
            @Nullable String currentPw,
            @Nullable String newPw,
            @Nullable Boolean resetPassword) {}

    record Forgotten(@Nullable String enteredUsername) {}

    record ForgotPasswordResult(String action, String pinFile, Instant pinExpirationDate) {}

    record Pin(@Nullable String pin) {}

    record PinRedeemResult(boolean success, List<String> usersReset) {}

    @POST
    @Path("/Users/Password")
    public void change(NewPassword body) {
        change(acting.fromQuery(), body);
    }

    @POST
    @Path("/Users/{userId}/Password")
    public void changeOf(@PathParam("userId") String userId, NewPassword body) {
        change(acting.named(userId), body);
    }

    /** Whoever changes the own password knows the old one; all other devices have to sign in again. */
    private void change(User user, NewPassword body) {
        boolean own = user.id().equals(request.user().id());
        boolean reset = Boolean.TRUE.equals(body.resetPassword());
        acting.requirePreferenceAccess();
        if (own) {
            if (reset) {
                throw new Failure(FailureCode.FORBIDDEN, "only another administrator may reset a password");
            }
            requirePassword(user, Objects.requireNonNullElse(body.currentPw(), ""));
        }
        users.setPassword(user.id(), reset ? "" : Objects.requireNonNullElse(body.newPw(), ""));
        tokens.revokeAll(user.id(), own ? Optional.of(request.token()) : Optional.empty());
        activities.record(ActivityLog.Draft.of("UserPasswordChanged", "The password of " + user.name() + " was changed")
                .by(user.id().value()));
    }

    /** A wrong password counts as a failed sign-in, but the client is signed in all the same: so it is told 403 and not 401. */
    private void requirePassword(User user, String password) {
        try {
            users.authenticate(user.name(), password);
        } catch (Failure e) {
            throw e.code() == FailureCode.BAD_CREDENTIALS
                    ? new Failure(FailureCode.FORBIDDEN, "the current password is wrong", e)
                    : e;
        }
    }

    /** The answer is the same whether there is such a user or not. */
    @POST
    @Path("/Users/ForgotPassword")
    @Access(Access.Level.ANONYMOUS)
    public ForgotPasswordResult forgotten(Forgotten body) {
        String name = Objects.requireNonNullElse(body.enteredUsername(), "").strip();
        if (name.isEmpty()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "EnteredUsername: missing (expected: a user's name)");
        }
        Instant expiry = pins.expiry();
        if (request.isLocal()) {
            users.findByName(name)
                    .filter(user -> user.policy().resetsByPin())
                    .ifPresent(user -> files.write(name, user.name(), pins.create(user.id()), expiry));
        }
        return new ForgotPasswordResult("PinCode", files.path(name).toString(), expiry);
    }

    @POST
    @Path("/Users/ForgotPassword/Pin")
    @Access(Access.Level.ANONYMOUS)
    public PinRedeemResult redeem(Pin body) {
        String pin = Objects.requireNonNullElse(body.pin(), "").strip();
        User user = pins.redeem(pin);
        files.remove(user.name());
        activities.record(
                ActivityLog.Draft.of("UserPasswordChanged", "The password of " + user.name() + " was reset with a PIN")
                        .by(user.id().value())
                        .from(request.remoteAddress()));
        return new PinRedeemResult(true, List.of(user.name()));
    }
}
