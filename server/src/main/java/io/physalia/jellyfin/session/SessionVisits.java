package io.physalia.jellyfin.session;

import io.physalia.failure.Failure;
import io.physalia.identity.Device;
import io.physalia.identity.Grant;
import io.physalia.identity.User;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.session.NowPlaying;
import io.physalia.session.Visit;
import io.physalia.session.party.Parties;
import io.physalia.session.party.PartyEvent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;

/** Keeps the colony's list of clients up to date with the requests. */
@Singleton
public class SessionVisits {
    private static final System.Logger LOG = System.getLogger(SessionVisits.class.getName());

    private final ClientSessions sessions;
    private final Parties parties;
    private final Request request;

    @Inject
    SessionVisits(ClientSessions sessions, Parties parties, Request request) {
        this.sessions = sessions;
        this.parties = parties;
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
        String id = id(request.grant().device());
        sessions.ended(id);
        try {
            parties.apply(id, new PartyEvent.Leave());
        } catch (Failure e) {
            // Who signs out is signed out, whatever is out of reach; the group gets on without them.
            LOG.log(Level.DEBUG, "a member leaves later: {0}", e.reason());
        }
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
