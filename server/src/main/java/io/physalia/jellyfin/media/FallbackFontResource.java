package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Configurations;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    private final Configurations configurations;
    private final Request request;

    FallbackFontResource(Configurations configurations, Request request) {
        this.configurations = configurations;
        this.request = request;
    }

    record Font(String name, long size, Instant dateCreated, Instant dateModified) {}

    @GET
    @Path("/FallbackFont/Fonts")
    public List<Font> list() {
        List<Font> fonts = new ArrayList<>();
        long bytes = 0;
        for (java.nio.file.Path file : files()) {
            Font font = font(file);
            bytes += font.size();
            if (bytes <= MOST_BYTES) {
                fonts.add(font);
            }
        }
        return fonts;
    }

    @GET
    @Path("/FallbackFont/Fonts/{name}")
    @Produces("*/*")
    public Response get(@PathParam("name") String name) {
        java.nio.file.Path file = files().stream()
                .filter(each -> name(each).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.FILE_NOT_FOUND, "there is no such font"));
        return FileResponse.of(request, file, type(file).orElse("application/octet-stream"));
    }

    /** By size, as the small ones are the likely ones; none if the directory cannot be read. */
    private List<java.nio.file.Path> files() {
        String directory = configurations
                .member(Configurations.ENCODING, "FallbackFontPath")
                .asText("");
        if (!configurations.isOn(Configurations.ENCODING, "EnableFallbackFont") || directory.isBlank()) {
            return List.of();
        }
        try (Stream<java.nio.file.Path> all = Files.list(java.nio.file.Path.of(directory))) {
            return all.filter(file -> type(file).isPresent() && Files.isRegularFile(file))
                    .sorted(Comparator.comparingLong(FallbackFontResource::size)
                            .thenComparing(FallbackFontResource::name))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
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

    private static long size(java.nio.file.Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
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
