package io.physalia.hls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps segments in a directory, which may be shared by many pods over NFS: {@code <root>/<session>/<epoch>/<index>.<ext>}. Holds
 * nothing in memory, so nothing can be stale.
 *
 * <p>Half a segment is never seen, because it is written under {@code <epoch>/staging/} and renamed when complete. That directory
 * is the fence as well: the first thing a new epoch does is to take away those of the lower ones, and a rename out of a directory that is
 * gone fails, however long the pod that attempts it was asleep between looking and renaming.
 */
public final class FileSegmentStore implements SegmentStore {
    private static final int LONGEST_SESSION = 128;
    private static final int LONGEST_EPOCH = 19;
    private static final Pattern SEGMENT = Pattern.compile("([0-9]{1,9})\\.[a-z0-9]+");
    private static final List<String> EXTENSIONS = List.of("ts", "mp4", "m4s");
    private static final String STAGING = "staging";

    private final Path root;

    /** @param root created when something is first stored */
    public FileSegmentStore(Path root) {
        this.root = root;
    }

    @Override
    public Optional<Stored> find(String session, int index) {
        Path directory = directory(session);
        try {
            for (long epoch : epochs(directory)) {
                Path epochDirectory = directory.resolve(Long.toString(epoch));
                for (String extension : EXTENSIONS) {
                    Optional<Stored> stored = probe(epochDirectory.resolve(index + "." + extension), epoch);
                    if (stored.isPresent()) {
                        return stored;
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Stored> probe(Path file, long epoch) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new Stored(file, attributes.size(), epoch))
                    : Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean publish(String session, long epoch, int index, String extension, List<ByteBuffer> parts) {
        if (!EXTENSIONS.contains(extension) || index < INIT) {
            throw new IllegalArgumentException(
                    "segment: " + index + "." + extension + " (expected: >= -1, one of " + EXTENSIONS + ")");
        }
        if (highestEpoch(session).orElse(0L) > epoch || find(session, index).isPresent()) {
            return false;
        }
        Path directory = directory(session).resolve(Long.toString(epoch));
        Path staged = directory.resolve(STAGING).resolve(index + "." + extension);
        try {
            return stageAndRename(staged, directory.resolve(index + "." + extension), parts);
        } catch (NoSuchFileException _) {
            return beginAndRetry(session, epoch, staged, directory.resolve(index + "." + extension), parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The staging directory is not there: either this epoch has not begun yet, or a higher one has. */
    private boolean beginAndRetry(String session, long epoch, Path staged, Path target, List<ByteBuffer> parts) {
        if (highestEpoch(session).orElse(0L) > epoch) {
            return false;
        }
        begin(session, epoch);
        try {
            return stageAndRename(staged, target, parts);
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean stageAndRename(Path staged, Path target, List<ByteBuffer> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(
                staged, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer[] buffers = parts.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
            long left = parts.stream().mapToLong(ByteBuffer::remaining).sum();
            while (left > 0) {
                left -= channel.write(buffers);
            }
        } catch (IOException e) {
            Files.deleteIfExists(staged);
            throw e;
        }
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    @Override
    public void begin(String session, long epoch) {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch: " + epoch + " (expected: >= 1)");
        }
        Path directory = directory(session);
        Path own = directory.resolve(Long.toString(epoch));
        try {
            Files.createDirectories(own);
            for (long other : epochs(directory)) {
                if (other > epoch) {
                    return;
                }
                if (other < epoch) {
                    // Staged files go one by one before their directory does: over NFS a pod may still hold the
                    // directory by handle and find its files in it, whatever it is called by now.
                    deleteTree(directory.resolve(Long.toString(other)).resolve(STAGING));
                }
            }
            Files.createDirectories(own.resolve(STAGING));
            if (highestEpoch(session).orElse(epoch) > epoch) {
                // A higher epoch began meanwhile and may have looked before this directory was there.
                deleteTree(own.resolve(STAGING));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Long> highestEpoch(String session) {
        try {
            return epochs(directory(session)).stream().findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void trimBefore(String session, int index) {
        Path directory = directory(session);
        try {
            for (long epoch : epochs(directory)) {
                for (Path file : list(directory.resolve(Long.toString(epoch)))) {
                    var segment = SEGMENT.matcher(file.getFileName().toString());
                    if (segment.matches() && Integer.parseInt(segment.group(1)) < index) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String session) {
        try {
            deleteTree(directory(session));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> listSessions() {
        try {
            return list(root).stream()
                    .map(path -> path.getFileName().toString())
                    .filter(FileSegmentStore::isSession)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path directory(String session) {
        if (!isSession(session)) {
            throw new IllegalArgumentException(
                    "session: \"" + session + "\" (expected: 1 to 128 letters, digits, '_' or '-')");
        }
        return root.resolve(session);
    }

    /** Highest first. One for each takeover, so there are few. */
    private static List<Long> epochs(Path directory) throws IOException {
        List<Long> epochs = new ArrayList<>(2);
        for (Path path : list(directory)) {
            String name = path.getFileName().toString();
            if (isEpoch(name)) {
                epochs.add(Long.valueOf(name));
            }
        }
        epochs.sort(Comparator.reverseOrder());
        return epochs;
    }

    private static boolean isSession(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_SESSION
                && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
    }

    private static boolean isEpoch(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_EPOCH && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(paths::add);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return paths;
    }

    /** Removes what is there, whoever else removes or adds at the same time. */
    private static void deleteTree(Path directory) throws IOException {
        for (int attempt = 0; attempt < 3; attempt++) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
                return;
            } catch (NoSuchFileException _) {
                return;
            } catch (java.nio.file.DirectoryNotEmptyException | java.io.UncheckedIOException _) {
                // Somebody wrote or removed something in between; look again.
            }
        }
    }
}
