package io.physalia.jellyfin.administration;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Configurations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** The log files of all pods, and what clients add to them. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class LogResource {
    private static final int LARGEST = 1_000_000;

    private final ColonyLogs logs;
    private final Configurations configurations;
    private final Request request;

    LogResource(ColonyLogs logs, Configurations configurations, Request request) {
        this.logs = logs;
        this.configurations = configurations;
        this.request = request;
    }

    record LogFile(Instant dateCreated, Instant dateModified, long size, String name) {}

    record Kept(String fileName) {}

    @GET
    @Path("/System/Logs")
    public List<LogFile> list() {
        return logs.list().stream()
                .map(file -> new LogFile(file.created(), file.modified(), file.size(), file.name()))
                .toList();
    }

    @GET
    @Path("/System/Logs/Log")
    public Response get() {
        String name = request.query().getText("name");
        Object content =
                logs.findOwn(name).<Object>map(java.nio.file.Path::toFile).orElseGet(() -> logs.getFromOthers(name));
        return Response.ok(content).type("text/plain; charset=utf-8").build();
    }

    @POST
    @Path("/ClientLog/Document")
    @Access(Access.Level.USER)
    @Consumes("*/*")
    public Kept keep(InputStream body) throws IOException {
        if (!configurations.isOn(Configurations.SYSTEM, "AllowClientLogUpload")) {
            throw new Failure(FailureCode.FORBIDDEN, "this server takes no logs from clients");
        }
        byte[] document = body.readNBytes(LARGEST + 1);
        if (document.length > LARGEST) {
            throw new Failure(FailureCode.BODY_TOO_LARGE, "body: too long (expected: at most 1 MB)");
        }
        var device = request.grant().device();
        return new Kept(logs.own().keep(device.app(), device.appVersion(), document));
    }
}
