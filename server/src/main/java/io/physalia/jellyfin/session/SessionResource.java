package io.physalia.jellyfin.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The clients that are signed in, and what they say of themselves. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class SessionResource {
    private static final int LARGEST_DOCUMENT = 256 << 10;

    private final ClientSessions sessions;
    private final SessionDtos dtos;
    private final SessionVisits visits;
    private final CapabilityStore capabilities;
    private final ActingUser acting;
    private final VisibleItems items;
    private final Request request;

    SessionResource(
            ClientSessions sessions,
            SessionDtos dtos,
            SessionVisits visits,
            CapabilityStore capabilities,
            ActingUser acting,
            VisibleItems items,
            Request request) {
        this.acting = acting;
        this.sessions = sessions;
        this.dtos = dtos;
        this.visits = visits;
        this.capabilities = capabilities;
        this.items = items;
        this.request = request;
    }

    @GET
    @Path("/Sessions")
    public List<SessionDto> list() {
        QueryParameters query = request.query();
        Optional<Long> seconds = query.findLong("activeWithinSeconds").filter(value -> value > 0);
        Optional<String> device = query.findText("deviceId");
        Optional<User> controller = query.findText("controllableByUserId").map(acting::named);
        long most = ClientSessions.FORGOTTEN.toSeconds();
        return dtos.list(
                request.user(),
                sessions.list(Duration.ofSeconds(Math.min(seconds.orElse(most), most))).stream()
                        .filter(session ->
                                device.isEmpty() || session.device().id().equals(device.get()))
                        .filter(session -> controller
                                .map(user -> ControlRights.mayControl(user, session) && session.isControllable())
                                .orElseGet(() -> ControlRights.maySee(request.user(), session)))
                        .toList());
    }

    @POST
    @Path("/Sessions/Capabilities/Full")
    public void fullCapabilities(JsonNode body) {
        String document = body.toString();
        if (!body.isObject() || document.length() > LARGEST_DOCUMENT) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: no JSON object of at most 256 KiB");
        }
        var _ = request.person();
        visits.able(CapabilitiesDto.read(body));
        capabilities.put(request.grant(), document);
    }

    /** The short form, without a device profile. */
    @POST
    @Path("/Sessions/Capabilities")
    public void capabilities() {
        var _ = request.person();
        QueryParameters query = request.query();
        visits.able(new ClientSession.Capabilities(
                CapabilitiesDto.known(query.list("playableMediaTypes"), CommandNames.MEDIA_TYPES),
                CapabilitiesDto.known(query.list("supportedCommands"), CommandNames.GENERAL),
                query.findFlag("supportsMediaControl").orElse(false),
                query.findFlag("supportsPersistentIdentifier").orElse(true)));
    }

    /** What a client shows at the moment. */
    @POST
    @Path("/Sessions/Viewing")
    public void viewing() {
        var item = items.get(request.person(), request.query().getId("itemId"));
        String session = request.query().findText("sessionId").orElseGet(visits::own);
        ClientSession shown = sessions.find(session)
                .filter(each -> ControlRights.mayControl(request.user(), each))
                .orElseThrow(() -> new Failure(FailureCode.SESSION_NOT_FOUND, FailureCode.SESSION_NOT_FOUND.summary()));
        sessions.viewing(shown.id(), item.id());
    }
}
