package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.server.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * The files in which operators find PINs: {@code passwordreset….json} in the data directory of the pod that was asked, readable by its owner only.
 * Thread-safe.
 */
@Singleton
public class PinFiles {
    private static final Logger LOG = Logger.getLogger(PinFiles.class);

    private final Path directory;

    @Inject
    PinFiles(Settings settings) {
        this.directory = settings.dataDir();
    }

    record Content(String pin, String userName, String pinFile, Instant expirationDate) {}

    /** Where the PIN for a name as it was typed would be. */
    Path path(String name) {
        return directory.resolve("passwordreset" + Ids.derived(name.toUpperCase(Locale.ROOT)) + ".json");
    }

    void write(String typed, String userName, String pin, Instant expiry) {
        Path file = path(typed);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file, WireJson.text(new Content(pin, userName, file.toString(), expiry)), StandardCharsets.UTF_8);
            LOG.infof("the PIN to reset the password of %s is in %s", userName, file);
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "the file with the PIN cannot be written", e);
        }
    }

    /** Removes the file of a PIN that was used; the one on another pod is worth nothing any more. */
    void remove(String userName) {
        try {
            Files.deleteIfExists(path(userName));
        } catch (IOException e) {
            LOG.debugf("the file of a used PIN stays: %s", e.getMessage());
        }
    }
}
