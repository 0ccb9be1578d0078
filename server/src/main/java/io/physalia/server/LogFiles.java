package io.physalia.server;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The log files of this pod, and what its clients have sent of theirs: {@code log} in the data directory. Thread-safe. */
public final class LogFiles {
    private static final int MOST_UPLOADS = 200;
    private static final String UPLOAD = "upload_";

    private final Path directory;

    public LogFiles(Path directory) {
        this.directory = directory;
    }

    /** A log file. */
    public record LogFile(String name, Instant created, Instant modified, long size) {}

    /** The last changed first; none if there is no directory. */
    public List<LogFile> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> describe(file).stream())
                    .sorted(Comparator.comparing(LogFile::modified).reversed().thenComparing(LogFile::name))
                    .toList();
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "the log directory cannot be read", e);
        }
    }

    private static Optional<LogFile> describe(Path file) {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return facts.isRegularFile()
                    ? Optional.of(new LogFile(
                            file.getFileName().toString(),
                            facts.creationTime().toInstant(),
                            facts.lastModifiedTime().toInstant(),
                            facts.size()))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // rotated away meanwhile
        }
    }

    /**
     * One of the files of {@link #list}.
     *
     * @throws Failure {@code FILE_NOT_FOUND}
     */
    public Path get(String name) {
        return find(name).orElseThrow(() -> new Failure(FailureCode.FILE_NOT_FOUND, "there is no such log file"));
    }

    /** Like {@link #get}; empty if there is none of that name. */
    public Optional<Path> find(String name) {
        return list().stream()
                .filter(file -> file.name().equalsIgnoreCase(name))
                .findFirst()
                .map(file -> directory.resolve(file.name()));
    }

    /** Keeps what a client sends of its log; the oldest such files give way. */
    public String keep(String client, String version, byte[] document) {
        String name = UPLOAD + clean(client) + "_" + clean(version) + "_" + UUID.randomUUID() + ".log";
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(name), document);
            List<LogFile> uploads = list().stream()
                    .filter(file -> file.name().startsWith(UPLOAD))
                    .toList();
            for (LogFile old : uploads.subList(Math.min(MOST_UPLOADS, uploads.size()), uploads.size())) {
                Files.deleteIfExists(directory.resolve(old.name()));
            }
            return name;
        } catch (IOException e) {
            throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "the log directory cannot be written", e);
        }
    }

    private static String clean(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9.-]+", "-");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }

    /** Removes files that were not written to for some time. */
    public void removeOlderThan(Duration age, Clock clock) {
        Instant before = clock.instant().minus(age);
        for (LogFile file : list()) {
            if (file.modified().isBefore(before)) {
                try {
                    Files.deleteIfExists(directory.resolve(file.name()));
                } catch (IOException e) {
                    throw new Failure(FailureCode.STORAGE_UNAVAILABLE, "a log file cannot be removed", e);
                }
            }
        }
    }
}
