package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.subtitle.FallbackFonts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fonts with which clients draw subtitles that bring none: the files of a directory, if the configuration {@code encoding} names one and turns them on. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class FallbackFontResource {
    private static final Map<String, String> TYPES =
            Map.of("ttf", "font/ttf", "otf", "font/otf", "woff", "font/woff", "woff2", "font/woff2");
    /** Clients fetch all that is listed before they show the first subtitle. */
    private static final long MOST_BYTES = 20L << 20;

    private final FallbackFonts fonts;
    private final Request request;

    FallbackFontResource(FallbackFonts fonts, Request request) {
        this.fonts = fonts;
        this.request = request;
    }

    record Font(String name, long size, Instant dateCreated, Instant dateModified) {}

    @GET
    @Path("/FallbackFont/Fonts")
    public List<Font> list() {
        List<Font> list = new ArrayList<>();
        long bytes = 0;
        for (java.nio.file.Path file : fonts.list()) {
            Font font = font(file);
            bytes += font.size();
            if (bytes <= MOST_BYTES) {
                list.add(font);
            }
        }
        return list;
    }

    @GET
    @Path("/FallbackFont/Fonts/{name}")
    @Produces("*/*")
    public Response get(@PathParam("name") String name) {
        java.nio.file.Path file = fonts.list().stream()
                .filter(each -> name(each).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.FILE_NOT_FOUND, "there is no such font"));
        return FileResponse.of(request, file, type(file).orElse("application/octet-stream"));
    }

    private static Font font(java.nio.file.Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Font(
                    name(file),
                    attributes.size(),
                    attributes.creationTime().toInstant(),
                    attributes.lastModifiedTime().toInstant());
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, name(file) + " cannot be read", e);
        }
    }

    private static String name(java.nio.file.Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Optional<String> type(java.nio.file.Path file) {
        String name = name(file);
        return Optional.ofNullable(
                TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
    }
}
