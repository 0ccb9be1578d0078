package io.physalia.jellyfin.web;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.json.TextBody;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Settings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** The web client under {@code /web/}; without one, a page that says so. */
@Path("/web")
@Access(Access.Level.ANONYMOUS)
@RunOnVirtualThread
public class WebResource {
    private static final String NO_CLIENT = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Physalia</title></head>
            <body><h1>Physalia is running</h1>
            <p>This server has no web client. Give this address to any Jellyfin app, or set <code>PHYSALIA_WEB_DIR</code> to a
            directory with the files of jellyfin-web.</p></body></html>
            """;

    private final Request request;
    private final Optional<WebFiles> files;

    WebResource(Request request, Settings settings) {
        this.request = request;
        this.files = settings.webDir().map(WebFiles::new);
    }

    @GET
    public Response start() {
        return files.isPresent()
                ? file("")
                : Response.ok(new TextBody(NO_CLIENT))
                        .type("text/html; charset=utf-8")
                        .build();
    }

    @GET
    @Path("/{file:.+}")
    public Response file() {
        return file(request.path().substring("/web/".length()));
    }

    private Response file(String encoded) {
        java.nio.file.Path file = files.flatMap(all -> all.find(encoded))
                .orElseThrow(() -> new Failure(FailureCode.ROUTE_NOT_FOUND, "the web client has no such file"));
        String type = WebFiles.contentType(file);
        Response whole = FileResponse.of(request, file, type);
        Response.ResponseBuilder response = Response.fromResponse(whole);
        if (type.startsWith("text/html")) {
            response.header(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
        // The file is gone through memory only where it becomes smaller by that; everything else goes out by zero copy.
        if (whole.getStatus() == 200 && WebFiles.isText(type) && !request.isHead()) {
            response.header(HttpHeaders.CONTENT_LENGTH, null).entity(new TextBody(read(file)));
        }
        return response.build();
    }

    private static String read(java.nio.file.Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary(), e);
        }
    }
}
