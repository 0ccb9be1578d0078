package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.QuickConnects;
import io.physalia.identity.SignIns;
import io.physalia.identity.User;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Configurations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Signing in a device by typing its code into another one. */
@Path("/")
@Access(Access.Level.ANONYMOUS)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class QuickConnectResource {
    private final QuickConnects waiting;
    private final SignIns signIns;
    private final SignInDesk desk;
    private final Users users;
    private final ActingUser acting;
    private final Configurations configurations;
    private final Request request;

    QuickConnectResource(
            QuickConnects waiting,
            SignIns signIns,
            SignInDesk desk,
            Users users,
            ActingUser acting,
            Configurations configurations,
            Request request) {
        this.waiting = waiting;
        this.signIns = signIns;
        this.desk = desk;
        this.users = users;
        this.acting = acting;
        this.configurations = configurations;
        this.request = request;
    }

    record QuickConnectResult(
            boolean authenticated,
            String secret,
            String code,
            String deviceId,
            String deviceName,
            String appName,
            String appVersion,
            Instant dateAdded) {
        static QuickConnectResult of(String secret, QuickConnects.Waiting waiting) {
            return new QuickConnectResult(
                    waiting.user().isPresent(),
                    secret,
                    waiting.code(),
                    waiting.device().id(),
                    waiting.device().name(),
                    waiting.device().app(),
                    waiting.device().appVersion(),
                    waiting.created());
        }
    }

    record Secret(@Nullable String secret) {}

    @GET
    @Path("/QuickConnect/Enabled")
    public boolean isEnabled() {
        return configurations.isOn(Configurations.SYSTEM, "QuickConnectAvailable");
    }

    @POST
    @Path("/QuickConnect/Initiate")
    public QuickConnectResult initiate() {
        requireEnabled();
        QuickConnects.Started started = waiting.start(desk.device());
        return QuickConnectResult.of(started.secret(), started.waiting());
    }

    @GET
    @Path("/QuickConnect/Connect")
    public QuickConnectResult state() {
        requireEnabled();
        String secret = request.query().getText("secret");
        return QuickConnectResult.of(secret, waiting.find(secret).orElseThrow(QuickConnectResource::unknown));
    }

    @POST
    @Path("/QuickConnect/Authorize")
    @Access(Access.Level.USER)
    public boolean authorize() {
        requireEnabled();
        User user = acting.fromQuery();
        waiting.authorize(request.user().id(), user.id(), request.query().getText("code"));
        return true;
    }

    @POST
    @Path("/Users/AuthenticateWithQuickConnect")
    public SignInDesk.SignedIn signIn(Secret body) {
        requireEnabled();
        String secret = Objects.requireNonNullElse(body.secret(), "");
        QuickConnects.Waiting granted = waiting.find(secret)
                .filter(found -> found.user().isPresent())
                .orElseThrow(QuickConnectResource::unknown);
        User user = users.get(granted.user().orElseThrow());
        return desk.welcome(signIns.byGrant(user, granted.device(), waiting.token(secret), request.isLocal()));
    }

    private void requireEnabled() {
        if (!isEnabled()) {
            throw new Failure(FailureCode.UNAUTHENTICATED, "Quick Connect is switched off on this server");
        }
    }

    private static Failure unknown() {
        return new Failure(FailureCode.ITEM_NOT_FOUND, "no device waits with this secret");
    }
}
