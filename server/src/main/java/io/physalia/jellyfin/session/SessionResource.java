package io.physalia.jellyfin.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Grant;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.session.ClientSessions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The clients that are signed in, and what they can do. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class SessionResource {
    private static final int LARGEST_DOCUMENT = 256 << 10;

    private final ClientSessions sessions;
    private final SessionDtos dtos;
    private final CapabilityStore capabilities;
    private final ActingUser acting;
    private final Request request;

    SessionResource(
            ClientSessions sessions,
            SessionDtos dtos,
            CapabilityStore capabilities,
            ActingUser acting,
            Request request) {
        this.acting = acting;
        this.sessions = sessions;
        this.dtos = dtos;
        this.capabilities = capabilities;
        this.request = request;
    }

    @GET
    @Path("/Sessions")
    public List<SessionDto> list() {
        Optional<Long> seconds = request.query().findLong("activeWithinSeconds").filter(value -> value > 0);
        Optional<String> device = request.query().findText("deviceId");
        Grant sender = request.grant();
        if (request.query().findText("controllableByUserId").map(acting::named).isPresent()) {
            return List.of(); // no client can be told anything yet
        }
        Duration within = Duration.ofSeconds(Math.min(seconds.orElse(86_400L), 86_400L));
        return sessions.list(within).stream()
                .filter(session -> sender.user().policy().isAdministrator()
                        || session.user().id().equals(sender.user().id()))
                .filter(session -> device.isEmpty() || session.device().id().equals(device.get()))
                .map(dtos::dto)
                .toList();
    }

    @POST
    @Path("/Sessions/Capabilities/Full")
    public void fullCapabilities(JsonNode body) {
        String document = body.toString();
        if (!body.isObject() || document.length() > LARGEST_DOCUMENT) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: no JSON object of at most 256 KiB");
        }
        var _ = request.person();
        dtos.seen();
        capabilities.put(request.grant(), document);
    }

    /** The short form has no device profile, so there is nothing to keep. */
    @POST
    @Path("/Sessions/Capabilities")
    public void capabilities() {
        dtos.seen();
    }
}
