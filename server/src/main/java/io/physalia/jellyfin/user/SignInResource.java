package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.SignIns;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.session.SessionVisits;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Signing in with a password, and out. */
@Path("/")
@Access(Access.Level.ANONYMOUS)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class SignInResource {
    private final SignIns signIns;
    private final SignInDesk desk;
    private final Users users;
    private final AccessTokens tokens;
    private final SessionVisits sessions;
    private final Request request;

    SignInResource(
            SignIns signIns,
            SignInDesk desk,
            Users users,
            AccessTokens tokens,
            SessionVisits sessions,
            Request request) {
        this.signIns = signIns;
        this.desk = desk;
        this.users = users;
        this.tokens = tokens;
        this.sessions = sessions;
        this.request = request;
    }

    record SignIn(@Nullable String username, @Nullable String pw) {}

    @POST
    @Path("/Users/AuthenticateByName")
    public SignInDesk.SignedIn signIn(SignIn body) {
        if (body.username() == null || body.username().isBlank()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Username: missing (expected: a user's name)");
        }
        return signIn(body.username(), Objects.requireNonNullElse(body.pw(), ""));
    }

    /** How old clients sign in. */
    @POST
    @Path("/Users/{userId}/Authenticate")
    public SignInDesk.SignedIn signInById(@PathParam("userId") String userId) {
        String name = users.get(new UserId(Ids.parse("userId", userId))).name();
        return signIn(name, request.query().findText("pw").orElse(""));
    }

    private SignInDesk.SignedIn signIn(String name, String password) {
        var device = desk.device();
        try {
            return desk.welcome(signIns.byPassword(name, password, device, request.isLocal()));
        } catch (Failure e) {
            desk.refused(name, e);
            throw e;
        }
    }

    @POST
    @Path("/Sessions/Logout")
    @Access(value = Access.Level.USER, anyTime = true)
    public void signOut() {
        var _ = request.person();
        sessions.signedOut();
        tokens.revoke(request.token());
    }
}
