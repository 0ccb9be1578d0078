package io.physalia.jellyfin.administration;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.JsonText;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The directories of the machine, for choosing those of a library. Names only; nothing is read or written. */
@Path("/Environment")
@Access(Access.Level.SETUP)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class EnvironmentResource {
    private static final int MOST = 10_000;

    private final Request request;

    EnvironmentResource(Request request) {
        this.request = request;
    }

    record Entry(String name, String path, String type) {}

    record Validation(
            @Nullable Boolean validateWritable,
            @Nullable String path,
            @Nullable Boolean isFile) {}

    record DirectoryBrowser(Optional<String> path) {}

    @GET
    @Path("/Drives")
    public List<Entry> drives() {
        return StreamSupport.stream(
                        FileSystems.getDefault().getRootDirectories().spliterator(), false)
                .map(root -> new Entry(root.toString(), root.toString(), "Directory"))
                .toList();
    }

    @GET
    @Path("/DirectoryContents")
    public List<Entry> contents() {
        QueryParameters query = request.query();
        boolean files = query.findFlag("includeFiles").orElse(false);
        boolean directories = query.findFlag("includeDirectories").orElse(false);
        java.nio.file.Path directory = path(query.getText("path"));
        try (Stream<java.nio.file.Path> children = Files.list(directory)) {
            List<Entry> entries = new ArrayList<>();
            children.sorted().limit(MOST).forEach(child -> {
                boolean isDirectory = Files.isDirectory(child);
                if (isDirectory ? directories : files) {
                    entries.add(new Entry(
                            child.getFileName().toString(), child.toString(), isDirectory ? "Directory" : "File"));
                }
            });
            return entries;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, "the directory is not there or cannot be read", e);
        }
    }

    @POST
    @Path("/ValidatePath")
    public void validate(Validation body) {
        java.nio.file.Path path = path(Objects.requireNonNullElse(body.path(), ""));
        boolean there = body.isFile() == null
                ? Files.exists(path)
                : body.isFile() ? Files.isRegularFile(path) : Files.isDirectory(path);
        if (!there) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, "there is no such file or directory");
        }
        if (Boolean.TRUE.equals(body.validateWritable()) && !Files.isWritable(path)) {
            throw new Failure(FailureCode.FORBIDDEN, "the server may not write there");
        }
    }

    /** Of a root there is no parent: then the answer is empty. */
    @GET
    @Path("/ParentPath")
    public Response parent() {
        java.nio.file.Path parent = path(request.query().getText("path")).getParent();
        return parent == null
                ? Response.noContent().build()
                : Response.ok(new JsonText(parent.toString())).build();
    }

    @GET
    @Path("/DefaultDirectoryBrowser")
    public DirectoryBrowser browser() {
        return new DirectoryBrowser(Optional.empty());
    }

    /** What servers on Windows once answered; there is nothing of it. */
    @GET
    @Path("/NetworkShares")
    public List<Entry> shares() {
        return List.of();
    }

    private static java.nio.file.Path path(String text) {
        try {
            java.nio.file.Path path = java.nio.file.Path.of(text);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException _) {
            // Said below.
        }
        throw QueryParameters.invalid("path", text, "an absolute path");
    }
}
