package io.physalia.metadata.image;

import io.physalia.concurrent.SingleFlight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that can be made again, under names derived from what they hold, in a directory of bounded size: the ones not used for longest go
 * first. Each file is made once, however many ask for it at the same time. Thread-safe.
 *
 * <p>What is there is read when the cache is opened; a second process in the same directory is harmless, but not counted.
 */
final class RenditionCache {
    private static final System.Logger LOG = System.getLogger(RenditionCache.class.getName());
    private static final int KEY_LENGTH = 64;

    /** Makes the file's content. */
    interface Maker {
        void make(Path target) throws IOException;
    }

    private final Path directory;
    private final long mostBytes;
    private final SingleFlight<String, Path> underWay = new SingleFlight<>();
    private final LinkedHashMap<String, Long> sizes = new LinkedHashMap<>(64, 0.75f, true);
    private long total;

    private RenditionCache(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    static RenditionCache open(Path directory, long mostBytes) {
        RenditionCache cache = new RenditionCache(directory, mostBytes);
        cache.readDirectory();
        return cache;
    }

    /**
     * The file with this key, made if it is not there.
     *
     * @param key 64 hexadecimal digits
     * @throws UncheckedIOException if it cannot be made or kept
     */
    Path get(String key, Maker maker) {
        Path file = directory.resolve(key.substring(0, 2)).resolve(key);
        return find(key)
                .orElseGet(() -> underWay.run(key, () -> {
                    // Another may have just finished.
                    if (!Files.exists(file)) {
                        make(key, file, maker);
                    }
                    return file;
                }));
    }

    /** The file with this key, if it is there. */
    Optional<Path> find(String key) {
        Path file = directory.resolve(key.substring(0, 2)).resolve(key);
        return touch(key) && Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    private void make(String key, Path file, Maker maker) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "new-", ".tmp");
            try {
                maker.make(fresh);
                long size = Files.size(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                add(key, size).forEach(this::remove);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized boolean touch(String key) {
        return sizes.get(key) != null;
    }

    /** Counts a file in; answers with what has to go. */
    private synchronized List<String> add(String key, long size) {
        Long before = sizes.put(key, size);
        total += size - (before == null ? 0 : before);
        List<String> gone = new ArrayList<>();
        var eldest = sizes.entrySet().iterator();
        while (total > mostBytes && sizes.size() > 1 && eldest.hasNext()) {
            Map.Entry<String, Long> entry = eldest.next();
            gone.add(entry.getKey());
            total -= entry.getValue();
            eldest.remove();
        }
        return gone;
    }

    private void remove(String key) {
        try {
            Files.deleteIfExists(directory.resolve(key.substring(0, 2)).resolve(key));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a picture stays in the cache: {0}", e.getMessage());
        }
    }

    private void readDirectory() {
        record Found(String key, long size, long modified) {}
        List<Found> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            files.forEach(file -> attributes(file)
                    .filter(BasicFileAttributes::isRegularFile)
                    .ifPresent(is -> {
                        String name = file.getFileName().toString();
                        if (name.length() == KEY_LENGTH) {
                            found.add(new Found(
                                    name, is.size(), is.lastModifiedTime().toMillis()));
                        }
                    }));
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "the picture cache cannot be read: {0}", e.getMessage());
        }
        found.sort(Comparator.comparingLong(Found::modified));
        found.forEach(each -> add(each.key(), each.size()).forEach(this::remove));
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException _) {
            return Optional.empty(); // gone meanwhile
        }
    }

    /** How many bytes are kept. */
    synchronized long size() {
        return total;
    }
}
