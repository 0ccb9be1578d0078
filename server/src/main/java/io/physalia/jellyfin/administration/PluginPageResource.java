package io.physalia.jellyfin.administration;

import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** A page that a plug-in adds to the dashboard: there is none. A class of its own, as the web client's files have the rest of {@code /web}. */
@Path("/web/ConfigurationPage")
@Access(Access.Level.ANONYMOUS)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PluginPageResource {
    @GET
    public void get() {
        throw PluginResource.noPlugin();
    }
}
