package io.physalia.cli;

import io.physalia.task.TaskRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Files of a cache that nobody has asked for in a long time. Media segments and programs are left alone: others look after them. */
final class StaleFiles {
    private static final Set<String> NOT_OURS = Set.of("transcodes", "ffmpeg", "aot");

    private final Path directory;
    private final Duration age;
    private final Clock clock;

    StaleFiles(Path directory, Duration age, Clock clock) {
        this.directory = directory;
        this.age = age;
        this.clock = clock;
    }

    void remove(TaskRun run) {
        Instant before = clock.instant().minus(age);
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = folder.getParent() != null
                            && folder.getParent().equals(directory)
                            && NOT_OURS.contains(folder.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (isBefore(attributes.lastModifiedTime(), before)
                            && isBefore(attributes.lastAccessTime(), before)) {
                        Files.deleteIfExists(file);
                    }
                    return run.isStopping() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // gone meanwhile
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBefore(FileTime time, Instant moment) {
        return time.toInstant().isBefore(moment);
    }
}
