package io.physalia.library.scan;

import io.physalia.library.naming.IgnoreRules;
import io.physalia.library.naming.SkippedNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A walk through one root of a library. Follows symbolic links, but no directory twice. What cannot be read is noted, and the walk goes on beside it.
 * One thread uses it, once.
 */
final class FolderWalk {
    /** A file of this name keeps a scan out of its directory, or out of what it lists. */
    private static final String IGNORE_FILE = ".ignore";

    private static final int DEEPEST = 40;
    private static final int LONGEST_IGNORE_FILE = 1 << 20;

    private final Path root;
    private final BooleanSupplier stopped;
    private final List<Path> unreadable = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<Object> visited = new HashSet<>();

    FolderWalk(Path root, BooleanSupplier stopped) {
        this.root = root;
        this.stopped = stopped;
    }

    /** The rules of the directories from the root down to here; the deepest that has an opinion decides. */
    private record Ignoring(@Nullable Ignoring above, Path directory, IgnoreRules rules) {
        boolean ignores(Path path, boolean isDirectory) {
            for (Ignoring each = this; each != null; each = each.above) {
                String relative = each.directory.relativize(path).toString();
                switch (each.rules.check(relative, isDirectory)) {
                    case IGNORED -> {
                        return true;
                    }
                    case KEPT -> {
                        return false;
                    }
                    case NOTHING -> {}
                }
            }
            return false;
        }
    }

    /** What is there; empty if nothing can be said. */
    Optional<Directory> run() {
        if (!Files.isDirectory(root)) {
            giveUp(root, root + " is not there; what was found under it before is kept");
            return Optional.empty();
        }
        if (isEmpty()) {
            // A share that is not mounted leaves just its empty mount point behind.
            giveUp(root, root + " is empty or cannot be read; what was found under it before is kept");
            return Optional.empty();
        }
        return walk(root, null, 0);
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

    private Optional<Directory> walk(Path directory, @Nullable Ignoring above, int depth) {
        if (stopped.getAsBoolean()) {
            giveUp(directory, "the scan was stopped at " + directory);
            return Optional.empty();
        }
        try {
            BasicFileAttributes own = Files.readAttributes(directory, BasicFileAttributes.class);
            Object key = own.fileKey() == null ? directory.toRealPath() : own.fileKey();
            if (!visited.add(key)) {
                return Optional.empty();
            }
            if (depth > DEEPEST) {
                throw new FileSystemLoopException(directory.toString());
            }
            Ignoring ignoring = above;
            Path ignoreFile = directory.resolve(IGNORE_FILE);
            if (Files.exists(ignoreFile)) {
                IgnoreRules rules = IgnoreRules.parse(content(ignoreFile));
                if (rules.hidesEverything()) {
                    return Optional.empty();
                }
                ignoring = new Ignoring(above, directory, rules);
            }
            return Optional.of(read(directory, ignoring, depth));
        } catch (IOException | DirectoryIteratorException e) {
            giveUp(directory, directory + " cannot be read: " + e);
            return Optional.empty();
        }
    }

    private static String content(Path ignoreFile) throws IOException {
        return Files.size(ignoreFile) > LONGEST_IGNORE_FILE
                ? ""
                : new String(Files.readAllBytes(ignoreFile), StandardCharsets.UTF_8);
    }

    private Directory read(Path directory, @Nullable Ignoring ignoring, int depth) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        entries.sort(null);
        List<Directory> directories = new ArrayList<>();
        List<FileEntry> files = new ArrayList<>();
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            // Both say no to most of what is skipped: spares a look at the disk.
            if (SkippedNames.skipsFile(name) && SkippedNames.skipsDirectory(name)) {
                continue;
            }
            Optional<BasicFileAttributes> found = attributes(entry);
            if (found.isEmpty()) {
                continue;
            }
            BasicFileAttributes attributes = found.get();
            boolean isDirectory = attributes.isDirectory();
            if (ignoring != null && ignoring.ignores(entry, isDirectory)) {
                continue;
            }
            if (isDirectory && !SkippedNames.skipsDirectory(name)) {
                walk(entry, ignoring, depth + 1).ifPresent(directories::add);
            } else if (attributes.isRegularFile() && !SkippedNames.skipsFile(name)) {
                files.add(new FileEntry(
                        entry, attributes.size(), attributes.lastModifiedTime().toMillis()));
            }
        }
        return new Directory(directory, directories, files);
    }

    private Optional<BasicFileAttributes> attributes(Path entry) {
        if (!survivesAsText(entry)) {
            problems.add(entry + " has a name that is not valid UTF-8 and was skipped");
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAttributes(entry, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(entry)) {
                giveUp(entry, entry + " points to nothing");
            } else {
                // It was listed just now: deleted since, or its share went away. The next scan can tell.
                unreadable.add(entry);
            }
            return Optional.empty();
        } catch (IOException e) {
            giveUp(entry, entry + " cannot be read: " + e);
            return Optional.empty();
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
