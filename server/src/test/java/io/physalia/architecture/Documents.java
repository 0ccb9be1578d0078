package io.physalia.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the files of the checkout that the tests run in. */
public final class Documents {
    private Documents() {}

    /** The checkout's root: the nearest directory above with the launcher in it. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("physalia"))) {
            directory = java.util.Objects.requireNonNull(directory.getParent(), "not in a checkout");
        }
        return directory;
    }

    public static String read(String file) throws IOException {
        return Files.readString(root().resolve(file));
    }
}
