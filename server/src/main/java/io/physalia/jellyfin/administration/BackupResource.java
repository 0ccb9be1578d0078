package io.physalia.jellyfin.administration;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** The server makes no backups of its own yet: what must last is in the database, which has its own means. */
@Path("/Backup")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class BackupResource {
    @GET
    public List<JsonNode> list() {
        return List.of();
    }
}
