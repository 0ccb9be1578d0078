package io.physalia.jellyfin.administration;

import io.physalia.cluster.PeerSigner;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.LogFiles;
import io.physalia.server.LogFiles.LogFile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Where the other pods of the colony ask this one for its logs. */
@Path("/")
@Access(Access.Level.POD)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PeerLogResource {
    private final LogFiles logs;
    private final PeerSigner signer;
    private final Request request;

    @Inject
    PeerLogResource(LogFiles logs, PeerSigner signer, Request request) {
        this.logs = logs;
        this.signer = signer;
        this.request = request;
    }

    @GET
    @Path(ColonyLogs.LIST)
    public List<LogFile> list() {
        refuseOthers(ColonyLogs.LIST);
        return logs.list();
    }

    @GET
    @Path(ColonyLogs.FILE)
    public Response get() {
        refuseOthers(ColonyLogs.FILE + "?" + request.query().raw());
        return Response.ok(logs.get(request.query().getText("name")).toFile())
                .type("text/plain; charset=utf-8")
                .build();
    }

    private void refuseOthers(String pathAndQuery) {
        signer.refuseOthers(
                "GET", pathAndQuery, request.findHeader(PeerSigner.HEADER).orElse(""));
    }
}
