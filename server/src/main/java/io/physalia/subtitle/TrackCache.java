package io.physalia.subtitle;

import io.physalia.concurrent.SingleFlight;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Function;

/** What this pod has taken out of media files: a directory for each state of a file, complete as soon as it is there. Thread-safe. */
final class TrackCache {
    private static final long LARGEST_FILE = 64L << 20;

    private final Path directory;
    private final SingleFlight<Path, Path> underWay = new SingleFlight<>();

    TrackCache(Path directory) {
        this.directory = directory;
    }

    interface Maker {
        void make(Path directory);
    }

    /** Where what belongs to a state of a source lies, whether it is there or not. */
    Path place(String source, String state) {
        try {
            byte[] key = MessageDigest.getInstance("SHA-256")
                    .digest((source.length() + ":" + source + state).getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The directory of a place, made if it is not there. Of many callers one makes it. */
    Path once(Path place, Maker maker) {
        if (Files.isDirectory(place)) {
            return place;
        }
        return underWay.run(place, () -> {
            make(place, maker);
            return place;
        });
    }

    private static void make(Path place, Maker maker) {
        if (Files.isDirectory(place)) {
            return;
        }
        Path fresh = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(fresh);
            try {
                maker.make(fresh);
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                TrackExtractor.delete(fresh);
            }
        } catch (IOException e) {
            // Another process may have been faster.
            if (!Files.isDirectory(place)) {
                throw storage(e);
            }
        }
    }

    /** Lends a directory of its own for as long as something is done in it. */
    <T> T briefly(Function<Path, T> use) {
        Path fresh = directory.resolve("brief." + UUID.randomUUID());
        try {
            Files.createDirectories(fresh);
            try {
                return use.apply(fresh);
            } finally {
                TrackExtractor.delete(fresh);
            }
        } catch (IOException e) {
            throw storage(e);
        }
    }

    static byte[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new Failure(FailureCode.NOT_MEDIA, "the subtitles are larger than " + LARGEST_FILE + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary(), e);
        }
    }

    static Failure storage(IOException e) {
        return new Failure(FailureCode.STORAGE_UNAVAILABLE, "the cache directory cannot be written", e);
    }
}
