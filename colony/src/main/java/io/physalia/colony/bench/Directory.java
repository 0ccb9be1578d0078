package io.physalia.colony.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory of this run that goes when the run ends. */
record Directory(Path path) implements AutoCloseable {

    static Directory temporary() {
        try {
            return new Directory(Files.createTempDirectory("physalia-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path make(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (var paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException _) {
            // A temporary directory; the system removes it in time.
        }
    }
}
