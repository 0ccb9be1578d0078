package io.physalia.jellyfin.system;

import io.physalia.cluster.ColonyClock;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.JsonText;
import io.physalia.jellyfin.wire.Access;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;

/** The routes that answer without looking anything up; they stay on the event loop. */
@Path("/")
@Access(value = Access.Level.ANONYMOUS, unchecked = true)
@Produces(JsonBodyWriter.JSON)
public class PingResource {
    private static final JsonText PONG = new JsonText("Jellyfin Server");

    private final ColonyClock clock;

    PingResource(ColonyClock clock) {
        this.clock = clock;
    }

    record UtcTime(Instant requestReceptionTime, Instant responseTransmissionTime) {}

    @GET
    @Path("/System/Ping")
    public JsonText ping() {
        return PONG;
    }

    @POST
    @Path("/System/Ping")
    public JsonText postPing() {
        return PONG;
    }

    @GET
    @Path("/GetUtcTime")
    public UtcTime utcTime() {
        Instant now = clock.instant();
        return new UtcTime(now, now);
    }
}
