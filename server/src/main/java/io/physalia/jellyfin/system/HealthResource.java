package io.physalia.jellyfin.system;

import io.physalia.cluster.Coordinator;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.server.ThisPod;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What an orchestrator asks. Neither answer depends on the database or on Redis: without them a film that plays goes on, and a pod
 * that is restarted or taken out of service for their sake would stop it.
 */
@Path("/health")
@Access(value = Access.Level.ANONYMOUS, unchecked = true)
@Produces(JsonBodyWriter.JSON)
public class HealthResource {
    private final ThisPod self;
    private final Coordinator coordinator;

    @Inject
    HealthResource(ThisPod self, Coordinator coordinator) {
        this.self = self;
        this.coordinator = coordinator;
    }

    record Health(String status, String pod, String coordinator, List<String> warnings) {}

    /** What Jellyfin answers. */
    @GET
    @Produces("text/plain")
    public String health() {
        return "Healthy";
    }

    /** The process works. */
    @GET
    @Path("/live")
    public Health live() {
        return health("Up");
    }

    /** The pod takes new requests; 503 once it drains. */
    @GET
    @Path("/ready")
    public Response ready() {
        return self.isDraining()
                ? Response.status(503).entity(health("Draining")).build()
                : Response.ok(health("Up")).build();
    }

    private Health health(String status) {
        return new Health(
                status,
                self.name().value(),
                coordinator.isReachable() ? "Reachable" : "Unreachable",
                coordinator.warnings());
    }
}
