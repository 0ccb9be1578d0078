package io.physalia.library;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A walk through one root of a library. Follows symbolic links, but no directory twice. What cannot be read is noted, and the walk goes on beside it.
 * One thread uses it, once.
 */
final class FolderWalk {
    private static final int DEEPEST = 40;

    private final Path root;
    private final List<Film> films = new ArrayList<>();
    private final List<Path> unreadable = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Object> visited = new HashSet<>();

    /** @param isAlone whether it is the only film in its directory */
    record Film(Path path, long sizeBytes, long modifiedMs, boolean isAlone) {}

    FolderWalk(Path root) {
        this.root = root;
    }

    void run() {
        if (!Files.isDirectory(root)) {
            giveUp(root, root + " is not there; what was found under it before is kept");
        } else if (isEmpty()) {
            // A share that is not mounted leaves just its empty mount point behind.
            giveUp(root, root + " is empty or cannot be read; what was found under it before is kept");
        } else {
            walk(root, 0);
        }
    }

    Path root() {
        return root;
    }

    List<Film> films() {
        return films;
    }

    /** Whether nothing can be said about a path: the walk could not look there. */
    boolean isUnknown(Path path) {
        return unreadable.stream().anyMatch(path::startsWith);
    }

    List<String> problems() {
        return problems;
    }

    private boolean isEmpty() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            return !entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }

    private void walk(Path directory, int depth) {
        List<Path> directories = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        try {
            BasicFileAttributes own = Files.readAttributes(directory, BasicFileAttributes.class);
            Object key = own.fileKey() == null ? directory.toRealPath() : own.fileKey();
            if (!visited.add(key)) {
                return;
            }
            if (depth > DEEPEST) {
                throw new FileSystemLoopException(directory.toString());
            }
            if (Files.exists(directory.resolve(VideoFiles.IGNORE_FILE))) {
                return;
            }
            sort(directory, directories, files);
        } catch (IOException | DirectoryIteratorException e) {
            giveUp(directory, directory + " cannot be read: " + e);
            return;
        }
        boolean isAlone = files.size() == 1;
        files.forEach(file -> note(file, isAlone));
        directories.forEach(each -> walk(each, depth + 1));
    }

    private void sort(Path directory, List<Path> directories, List<Path> files) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (Files.isDirectory(entry)) {
                if (VideoFiles.isWalked(name)) {
                    directories.add(entry);
                }
            } else if (VideoFiles.isFilm(name)) {
                files.add(entry);
            }
        }
    }

    private void note(Path file, boolean isAlone) {
        if (!survivesAsText(file)) {
            problems.add(file + " has a name that is not valid UTF-8 and was skipped");
            return;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                films.add(new Film(
                        file, attributes.size(), attributes.lastModifiedTime().toMillis(), isAlone));
            }
        } catch (IOException e) {
            giveUp(file, file + " cannot be read: " + e);
        }
    }

    /** The database keeps paths as text, and must give back the same file. */
    private static boolean survivesAsText(Path file) {
        try {
            return Path.of(file.toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void giveUp(Path path, String problem) {
        unreadable.add(path);
        problems.add(problem);
    }
}
