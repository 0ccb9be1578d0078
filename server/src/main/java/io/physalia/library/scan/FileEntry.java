package io.physalia.library.scan;

import java.nio.file.Path;
import java.time.Instant;

/** A file as a walk found it. */
record FileEntry(Path path, long sizeBytes, long modifiedMs) {
    String name() {
        return String.valueOf(path.getFileName());
    }

    Instant modified() {
        return Instant.ofEpochMilli(modifiedMs);
    }

    /** Changes with the file. */
    String state() {
        return path + ":" + sizeBytes + ":" + modifiedMs;
    }
}
