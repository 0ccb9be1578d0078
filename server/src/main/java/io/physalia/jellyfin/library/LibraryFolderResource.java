package io.physalia.jellyfin.library;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.item.QueryResult;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.CollectionType;
import io.physalia.library.ItemId;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.Scanner;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where libraries lie and what they can be told; and programs' news of files that have come. */
@jakarta.ws.rs.Path("/")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class LibraryFolderResource {
    private final Libraries libraries;
    private final Scanner scanner;
    private final ServerIdentity server;
    private final Request request;

    LibraryFolderResource(Libraries libraries, Scanner scanner, ServerIdentity server, Request request) {
        this.libraries = libraries;
        this.scanner = scanner;
        this.server = server;
        this.request = request;
    }

    /** A library as an item. */
    record MediaFolder(
            String name,
            String serverId,
            ItemId id,
            String type,
            String collectionType,
            boolean isFolder,
            String mediaType,
            String locationType) {}

    record Update(@Nullable String path, @Nullable String updateType) {}

    record Updates(@Nullable List<Update> updates) {}

    @GET
    @jakarta.ws.rs.Path("/Libraries/AvailableOptions")
    @Access(Access.Level.SETUP_OR_USER)
    public AvailableOptions.Result availableOptions() {
        return AvailableOptions.of(
                request.query().findText("libraryContentType").orElse(""));
    }

    @GET
    @jakarta.ws.rs.Path("/Library/PhysicalPaths")
    public List<String> physicalPaths() {
        return libraries.list().stream()
                .flatMap(library -> library.paths().stream())
                .map(Path::toString)
                .toList();
    }

    /** No library is hidden. */
    @GET
    @jakarta.ws.rs.Path("/Library/MediaFolders")
    public QueryResult<MediaFolder> mediaFolders() {
        boolean hidden = request.query().findFlag("isHidden").orElse(false);
        return QueryResult.of(
                hidden ? List.of() : libraries.list().stream().map(this::folder).toList());
    }

    private MediaFolder folder(Library library) {
        return new MediaFolder(
                library.name(),
                server.id(),
                library.id(),
                "CollectionFolder",
                library.type().typeName(),
                true,
                "Unknown",
                "FileSystem");
    }

    /** Scans the libraries that the files lie in. */
    @POST
    @jakarta.ws.rs.Path("/Library/Media/Updated")
    @Access(Access.Level.USER)
    public void mediaUpdated(Updates body) {
        List<Path> paths = Optional.ofNullable(body.updates()).orElse(List.of()).stream()
                .map(Update::path)
                .flatMap(path -> path == null || path.isBlank()
                        ? java.util.stream.Stream.empty()
                        : java.util.stream.Stream.of(path(path)))
                .toList();
        scan(library ->
                library.paths().stream().anyMatch(root -> paths.stream().anyMatch(path -> path.startsWith(root))));
    }

    @POST
    @jakarta.ws.rs.Path("/Library/Series/Added")
    @Access(Access.Level.USER)
    public void seriesAdded() {
        scan(library -> library.type() == CollectionType.TV_SHOWS || library.type() == CollectionType.MIXED);
    }

    @POST
    @jakarta.ws.rs.Path("/Library/Series/Updated")
    @Access(Access.Level.USER)
    public void seriesUpdated() {
        seriesAdded();
    }

    @POST
    @jakarta.ws.rs.Path("/Library/Movies/Added")
    @Access(Access.Level.USER)
    public void moviesAdded() {
        scan(library -> library.type() == CollectionType.MOVIES || library.type() == CollectionType.MIXED);
    }

    @POST
    @jakarta.ws.rs.Path("/Library/Movies/Updated")
    @Access(Access.Level.USER)
    public void moviesUpdated() {
        moviesAdded();
    }

    private void scan(Predicate<Library> chosen) {
        libraries.list().stream().filter(chosen).forEach(library -> {
            var _ = scanner.scan(library.id());
        });
    }

    private static Path path(String text) {
        try {
            return Path.of(text).normalize();
        } catch (InvalidPathException e) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Path: wrong (expected: a file or a directory)", e);
        }
    }
}
