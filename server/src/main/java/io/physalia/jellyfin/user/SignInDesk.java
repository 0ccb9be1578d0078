package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Device;
import io.physalia.identity.SignIns;
import io.physalia.identity.User;
import io.physalia.identity.Users;
import io.physalia.jellyfin.session.SessionDto;
import io.physalia.jellyfin.session.SessionDtos;
import io.physalia.jellyfin.session.SessionVisits;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Credentials;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Activity;
import io.physalia.server.ActivityLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What every way of signing in has in common: who asks, the answer, and the entry in the activity log. */
@Singleton
public class SignInDesk {
    private final Users users;
    private final SessionDtos sessions;
    private final SessionVisits visits;
    private final ServerIdentity server;
    private final ActivityLog activities;
    private final Request request;
    private final UserDtos dtos;

    @Inject
    SignInDesk(
            Users users,
            SessionDtos sessions,
            SessionVisits visits,
            ServerIdentity server,
            ActivityLog activities,
            Request request,
            UserDtos dtos) {
        this.dtos = dtos;
        this.users = users;
        this.sessions = sessions;
        this.visits = visits;
        this.server = server;
        this.activities = activities;
        this.request = request;
    }

    record SignedIn(UserDto user, SessionDto sessionInfo, String accessToken, String serverId) {}

    /**
     * The device that the request names.
     *
     * @throws Failure {@code INVALID_PARAMETER} if it does not name it completely
     */
    Device device() {
        Credentials credentials = request.credentials();
        if (credentials.deviceId().isBlank()
                || credentials.client().isBlank()
                || credentials.device().isBlank()
                || credentials.version().isBlank()) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "Authorization: incomplete (expected: MediaBrowser with Client, Device, DeviceId and Version)");
        }
        return new Device(credentials.deviceId(), credentials.device(), credentials.client(), credentials.version());
    }

    SignedIn welcome(SignIns.SignedIn who) {
        User user = who.user();
        activities.record(ActivityLog.Draft.of(
                        "AuthenticationSucceeded",
                        user.name() + " signed in on " + who.device().name())
                .by(user.id().value())
                .from(request.remoteAddress()));
        SessionDto session = sessions.dto(user, visits.signedIn(user, who.device()));
        return new SignedIn(dtos.of(user), session, who.token().value(), server.id());
    }

    /** Writes down that somebody could not sign in, and, if that was one time too many, that the user is locked out. */
    void refused(String name, Failure why) {
        if (why.code().kind() == FailureCode.Kind.UNAVAILABLE || why.code().kind() == FailureCode.Kind.CLIENT) {
            return;
        }
        activities.record(ActivityLog.Draft.of("AuthenticationFailed", "Failed sign-in as " + shown(name))
                .as(Activity.Severity.ERROR)
                .saying(why.reason())
                .from(request.remoteAddress()));
        Optional<User> user = users.findByName(name);
        if (why.code() == FailureCode.BAD_CREDENTIALS
                && user.map(User::isJustLockedOut).orElse(false)) {
            activities.record(ActivityLog.Draft.of(
                            "UserLockedOut", "The user " + user.get().name() + " was locked out")
                    .as(Activity.Severity.ERROR)
                    .by(user.get().id().value()));
        }
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 64 ? printable.substring(0, 64) + "…" : printable;
    }
}
