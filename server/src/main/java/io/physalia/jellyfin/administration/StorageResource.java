package io.physalia.jellyfin.administration;

import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.library.ItemId;
import io.physalia.library.Libraries;
import io.physalia.server.Settings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;

/** How much room there is where this pod keeps its files and the libraries lie. */
@Path("/System/Info/Storage")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class StorageResource {
    private final Settings settings;
    private final Libraries libraries;

    StorageResource(Settings settings, Libraries libraries) {
        this.settings = settings;
        this.libraries = libraries;
    }

    record Folder(String path, long freeSpace, long usedSpace, String storageType, String deviceId) {}

    record LibraryFolders(ItemId id, String name, List<Folder> folders) {}

    record Storage(
            Folder programDataFolder,
            Folder webFolder,
            Folder imageCacheFolder,
            Folder cacheFolder,
            Folder logFolder,
            Folder internalMetadataFolder,
            Folder transcodingTempFolder,
            List<LibraryFolders> libraries) {}

    @GET
    public Storage storage() {
        return new Storage(
                folder(settings.dataDir()),
                folder(settings.webDir().orElse(settings.dataDir())),
                folder(settings.cacheDir()),
                folder(settings.cacheDir()),
                folder(settings.logDir()),
                folder(settings.dataDir()),
                folder(settings.transcode().directory()),
                libraries.list().stream()
                        .map(library -> new LibraryFolders(
                                library.id(),
                                library.name(),
                                library.paths().stream()
                                        .map(StorageResource::folder)
                                        .toList()))
                        .toList());
    }

    /** A directory that is away has no room: -1 says that it is not known. */
    private static Folder folder(java.nio.file.Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            long free = store.getUsableSpace();
            return new Folder(path.toString(), free, store.getTotalSpace() - free, store.type(), store.name());
        } catch (IOException _) {
            return new Folder(path.toString(), -1, -1, "", "");
        }
    }
}
