package io.physalia.jellyfin.administration;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** The pages that plug-ins add to the dashboard: none. A class of its own, as the web client's files have the rest of {@code /web}. */
@Path("/web/ConfigurationPages")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PluginPageListResource {
    @GET
    public List<JsonNode> get() {
        return List.of();
    }
}
