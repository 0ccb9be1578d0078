package io.physalia.jellyfin.session;

import io.physalia.identity.Device;
import io.physalia.identity.Grant;
import io.physalia.identity.User;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.session.NowPlaying;
import io.physalia.session.Visit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Keeps the colony's list of clients up to date with the requests. */
@Singleton
public class SessionVisits {
    private final ClientSessions sessions;
    private final Request request;

    @Inject
    SessionVisits(ClientSessions sessions, Request request) {
        this.sessions = sessions;
        this.request = request;
    }

    /** A session is a client on a device, whoever is signed in. */
    public static String id(Device device) {
        return Ids.derived(device.app() + device.id());
    }

    /** A client has signed in. */
    public ClientSession signedIn(User user, Device device) {
        return sessions.seen(new Visit(id(device), user, device, request.remoteAddress()));
    }

    /** The sender signs out. */
    public void signedOut() {
        sessions.ended(id(request.grant().device()));
    }

    /** The sender's session. */
    String own() {
        return id(request.grant().device());
    }

    /** The sender was heard of. */
    void heard(Grant grant) {
        sessions.touch(visit(grant));
    }

    void able(ClientSession.Capabilities capabilities) {
        sessions.able(visit(), capabilities);
    }

    void playing(NowPlaying playing) {
        sessions.playing(visit(), playing);
    }

    void idle() {
        sessions.idle(visit());
    }

    private Visit visit() {
        return visit(request.grant());
    }

    private Visit visit(Grant grant) {
        return new Visit(id(grant.device()), grant.user(), grant.device(), request.remoteAddress());
    }
}
