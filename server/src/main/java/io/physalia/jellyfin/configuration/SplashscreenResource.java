package io.physalia.jellyfin.configuration;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.wire.Access;
import io.physalia.server.ServerFiles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;

/** The picture behind the sign-in page: given out as it was uploaded. */
@Path("/Branding/Splashscreen")
@Access(Access.Level.ADMINISTRATOR)
@RunOnVirtualThread
public class SplashscreenResource {
    private static final String NAME = "splashscreen";
    private static final int LARGEST = 16 << 20;

    private final ServerFiles files;

    SplashscreenResource(ServerFiles files) {
        this.files = files;
    }

    @GET
    @Access(Access.Level.ANONYMOUS)
    public Response get() {
        ServerFiles.ServerFile file = files.find(NAME)
                .orElseThrow(() -> new Failure(FailureCode.FILE_NOT_FOUND, "there is no splash screen"));
        return Response.ok(file.content(), file.contentType())
                .header(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                file.changed().atOffset(ZoneOffset.UTC)))
                .build();
    }

    /** The picture as it is, or in base64 as Jellyfin's clients send it. */
    @POST
    @Consumes("*/*")
    public void put(InputStream body) throws IOException {
        byte[] sent = body.readNBytes(LARGEST + 1);
        if (sent.length > LARGEST) {
            throw new Failure(FailureCode.BODY_TOO_LARGE, "body: too long (expected: at most 16 MiB)");
        }
        byte[] picture = findType(sent).isPresent() ? sent : decoded(sent);
        String type = findType(picture)
                .orElseThrow(() ->
                        new Failure(FailureCode.INVALID_PARAMETER, "body: no picture (expected: JPEG, PNG or WebP)"));
        files.put(NAME, type, picture);
    }

    @DELETE
    public void remove() {
        files.remove(NAME);
    }

    private static byte[] decoded(byte[] text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /** By the first bytes. */
    private static Optional<String> findType(byte[] picture) {
        String head = new String(picture, 0, Math.min(12, picture.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (head.startsWith("\u0089PNG\r\n")) {
            return Optional.of("image/png");
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? Optional.of("image/webp") : Optional.empty();
    }
}
