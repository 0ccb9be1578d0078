package io.physalia.jellyfin.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Artwork;
import io.physalia.library.CollectionType;
import io.physalia.library.ItemId;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.ScanProgress;
import io.physalia.library.Scanner;
import io.physalia.library.catalog.Parts;
import io.physalia.server.ActivityLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Libraries and their folders, open to the start-up wizard and to administrators. */
@jakarta.ws.rs.Path("/")
@Access(Access.Level.SETUP)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class VirtualFolderResource {
    private final Libraries libraries;
    private final Scanner scanner;
    private final Parts parts;
    private final ActivityLog activities;
    private final Request request;

    VirtualFolderResource(Libraries libraries, Scanner scanner, Parts parts, ActivityLog activities, Request request) {
        this.libraries = libraries;
        this.scanner = scanner;
        this.parts = parts;
        this.activities = activities;
        this.request = request;
    }

    record NewFolder(@Nullable JsonNode libraryOptions) {}

    record NewPath(
            @Nullable String name,
            @Nullable String path,
            @Nullable JsonNode pathInfo) {}

    record NewOptions(@Nullable String id, @Nullable JsonNode libraryOptions) {}

    @GET
    @jakarta.ws.rs.Path("/Library/VirtualFolders")
    public List<VirtualFolderDto> list() {
        List<ScanProgress> scans = scanner.listProgress();
        // Playlists have a view, but no folders; the clients' type has no name for them.
        List<Library> all = libraries.list().stream()
                .filter(library -> library.type() != CollectionType.PLAYLISTS)
                .toList();
        Map<ItemId, List<Artwork>> pictures =
                parts.artwork(all.stream().map(Library::id).toList());
        return all.stream()
                .map(library -> dto(library, scans, pictures.getOrDefault(library.id(), List.of())))
                .toList();
    }

    @POST
    @jakarta.ws.rs.Path("/Library/VirtualFolders")
    public void add(NewFolder body) {
        QueryParameters query = request.query();
        CollectionType type = query.findText("collectionType")
                .map(text -> CollectionType.find(text)
                        .orElseThrow(() -> QueryParameters.invalid(
                                "collectionType", text, "movies, tvshows, music, homevideos, mixed, …")))
                .orElse(CollectionType.MIXED);
        List<Path> paths = Stream.concat(
                        query.list("paths").stream(), LibraryOptions.paths(body.libraryOptions()).stream())
                .distinct()
                .map(VirtualFolderResource::path)
                .toList();
        Library library = libraries.add(query.getText("name"), type, paths, LibraryOptions.kept(body.libraryOptions()));
        scanIfWanted(library);
    }

    @DELETE
    @jakarta.ws.rs.Path("/Library/VirtualFolders")
    public void remove() {
        libraries.remove(named(request.query().getText("name")).id());
    }

    @POST
    @jakarta.ws.rs.Path("/Library/VirtualFolders/Name")
    public void rename() {
        QueryParameters query = request.query();
        libraries.rename(named(query.getText("name")).id(), query.getText("newName"));
    }

    @POST
    @jakarta.ws.rs.Path("/Library/VirtualFolders/Paths")
    public void addPath(NewPath body) {
        String path = body.pathInfo() == null
                ? Objects.requireNonNullElse(body.path(), "")
                : body.pathInfo().path("Path").asText("");
        if (path.isBlank()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Path: missing (expected: a directory)");
        }
        Library library = named(Objects.requireNonNullElse(body.name(), ""));
        scanIfWanted(libraries.addPath(library.id(), path(path)));
    }

    /** A path is all that there is to a path: nothing of it can be changed, but one that the library does not have is an error. */
    @POST
    @jakarta.ws.rs.Path("/Library/VirtualFolders/Paths/Update")
    public void updatePath(NewPath body) {
        Library library = named(Objects.requireNonNullElse(body.name(), ""));
        String path =
                body.pathInfo() == null ? "" : body.pathInfo().path("Path").asText("");
        if (!library.paths().contains(path(path))) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "the library has no such path");
        }
    }

    @DELETE
    @jakarta.ws.rs.Path("/Library/VirtualFolders/Paths")
    public void removePath() {
        QueryParameters query = request.query();
        libraries.removePath(named(query.getText("name")).id(), path(query.getText("path")));
    }

    @POST
    @jakarta.ws.rs.Path("/Library/VirtualFolders/LibraryOptions")
    public void setOptions(NewOptions body) {
        ItemId id = new ItemId(Ids.parse("Id", Objects.requireNonNullElse(body.id(), "")));
        Library library = libraries.find(id).orElseThrow(VirtualFolderResource::unknown);
        for (String path : LibraryOptions.paths(body.libraryOptions())) {
            if (!library.paths().contains(path(path))) {
                libraries.addPath(library.id(), path(path));
            }
        }
        libraries.setOptions(library.id(), LibraryOptions.changed(library, body.libraryOptions()));
    }

    @POST
    @jakarta.ws.rs.Path("/Library/Refresh")
    public void refresh() {
        var _ = scanner.scanAll();
    }

    private void scanIfWanted(Library library) {
        if (request.query().findFlag("refreshLibrary").orElse(false)) {
            scan(library);
        }
    }

    private void scan(Library library) {
        var _ = scanner.scan(library.id())
                .thenAccept(report -> activities.record(
                        ActivityLog.Draft.of("LibraryScanned", "The library " + library.name() + " was scanned")
                                .saying(String.join("\n", report.problems()))));
    }

    private Library named(String name) {
        return libraries.findByName(name).orElseThrow(VirtualFolderResource::unknown);
    }

    private static Failure unknown() {
        return new Failure(FailureCode.ITEM_NOT_FOUND, "there is no such library");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw QueryParameters.invalid("path", text, "a directory");
        }
    }

    private static VirtualFolderDto dto(Library library, List<ScanProgress> scans, List<Artwork> pictures) {
        Optional<ScanProgress> scan = scans.stream()
                .filter(progress -> progress.library().equals(library.id()))
                .findFirst();
        return new VirtualFolderDto(
                library.name(),
                library.paths().stream().map(Path::toString).toList(),
                library.type().typeName(),
                LibraryOptions.of(library),
                library.id(),
                // Clients fetch the picture of every library that names one.
                pictures.stream()
                        .filter(picture -> picture.type().equals("Primary"))
                        .map(_ -> library.id())
                        .findFirst(),
                scan.map(ScanProgress::percent),
                scan.isPresent() ? "Active" : "Idle");
    }
}
