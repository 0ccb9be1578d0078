package io.physalia.library.scan;

import io.physalia.library.naming.MediaType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A directory as a walk found it, without what is ignored.
 *
 * @param directories by name
 * @param files by name
 */
record Directory(Path path, List<Directory> directories, List<FileEntry> files) {
    Directory {
        directories = List.copyOf(directories);
        files = List.copyOf(files);
    }

    String name() {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    List<FileEntry> files(MediaType type) {
        return files.stream().filter(file -> type.matches(file.name())).toList();
    }

    boolean has(MediaType type) {
        return files.stream().anyMatch(file -> type.matches(file.name()));
    }

    /** Ignores case. */
    Optional<FileEntry> file(String name) {
        return files.stream().filter(file -> file.name().equalsIgnoreCase(name)).findFirst();
    }

    /** Ignores case. */
    Optional<Directory> directory(String name) {
        return directories.stream()
                .filter(directory -> directory.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
