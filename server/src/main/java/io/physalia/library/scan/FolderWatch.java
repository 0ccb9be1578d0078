package io.physalia.library.scan;

import io.physalia.library.ItemId;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.Scanner;
import io.physalia.library.naming.SkippedNames;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a scan of a library when something below its directories has changed and then been quiet for a while. Directories on other machines tell nothing of their changes, nor
 * do those beyond the number that the system lets a process watch: libraries with such are scanned once in a while instead. One thread does all of it.
 */
public final class FolderWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FolderWatch.class.getName());

    private static final Set<String> REMOTE = Set.of(
            "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre");

    private final Libraries libraries;
    private final Scanner scanner;
    private final BooleanSupplier isOurTurn;
    private final Timing timing;
    private final LongSupplier nanoTime;

    private final Map<Path, Root> roots = new HashMap<>();

    private final Map<WatchKey, Watched> keys = new HashMap<>();
    private final Map<ItemId, Change> changed = new HashMap<>();
    private final Map<ItemId, Long> deaf = new HashMap<>();
    private @Nullable WatchService watcher;
    private long refreshed;
    private volatile boolean closed;

    /** @param isOurTurn asked every few seconds: of all pods, one watches */
    public FolderWatch(
            Libraries libraries, Scanner scanner, BooleanSupplier isOurTurn, Timing timing, LongSupplier nanoTime) {
        this.libraries = libraries;
        this.scanner = scanner;
        this.isOurTurn = isOurTurn;
        this.timing = timing;
        this.nanoTime = nanoTime;
    }

    /**
     * @param quiet how long nothing may have changed before a scan: files are copied and moved many at a time
     * @param longest after the first change there is a scan, quiet or not
     * @param refresh how often to look for new and changed libraries
     * @param rescan how often libraries are scanned that cannot be watched
     */
    public record Timing(Duration quiet, Duration longest, Duration refresh, Duration rescan) {
        public static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofMinutes(15));
    }

    /** A root as it was when watching began; another key: something else is mounted there now. */
    private record Root(ItemId library, Optional<Object> key) {}

    private record Watched(ItemId library, Path directory) {}

    private record Change(long first, long last) {}

    public void start() {
        Thread.ofVirtual().name("folder-watch").start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                refreshIfDue();
                take();
                scanWhatIsQuiet();
            } catch (ClosedWatchServiceException _) {
                return;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "libraries are not watched for now: {0}", e.toString());
                forgetAll();
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(timing.refresh());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void refreshIfDue() throws IOException {
        long now = nanoTime.getAsLong();
        if (watcher != null && now - refreshed < timing.refresh().toNanos()) {
            return;
        }
        refreshed = now;
        if (!isOurTurn.getAsBoolean()) {
            forgetAll();
            return;
        }
        boolean isFirst = watcher == null;
        if (watcher == null) {
            watcher = FileSystems.getDefault().newWatchService();
        }
        Map<Path, Root> wanted = wanted();
        Set<Path> gone = new HashSet<>(roots.keySet());
        gone.removeIf(root -> Objects.equals(roots.get(root), wanted.get(root)));
        gone.forEach(this::forget);
        wanted.forEach((path, root) -> {
            if (roots.putIfAbsent(path, root) == null) {
                watch(root.library(), path);
                if (!isFirst) {
                    // A share that is back may have changed while it was away.
                    changed.put(root.library(), new Change(now, now));
                }
            }
        });
        deaf.keySet().retainAll(wanted.values().stream().map(Root::library).toList());
        deaf.replaceAll((library, last) -> rescanIfDue(library, last, now));
    }

    private Map<Path, Root> wanted() {
        Map<Path, Root> wanted = new HashMap<>();
        for (Library library : libraries.list()) {
            ScanOptions options = ScanOptions.parse(library.optionsJson());
            if (options.isEnabled() && options.isWatched()) {
                for (Path path : library.paths()) {
                    try {
                        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                        if (attributes.isDirectory()) {
                            wanted.put(path, new Root(library.id(), Optional.ofNullable(attributes.fileKey())));
                        }
                    } catch (IOException _) {
                        // Away: looked for again with the next refresh.
                    }
                }
            }
        }
        return wanted;
    }

    private long rescanIfDue(ItemId library, long last, long now) {
        if (now - last < timing.rescan().toNanos()) {
            return last;
        }
        var _ = scanner.scan(library);
        return now;
    }

    /** Watches a directory and all below it. */
    private void watch(ItemId library, Path top) {
        WatchService service = watcher;
        if (service == null) {
            return;
        }
        try {
            if (REMOTE.contains(Files.getFileStore(top).type().toLowerCase(Locale.ROOT))) {
                deaf.putIfAbsent(library, nanoTime.getAsLong());
                return;
            }
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    Path name = directory.getFileName();
                    if (!directory.equals(top) && name != null && SkippedNames.skipsDirectory(name.toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    WatchKey key = directory.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_DELETE,
                            StandardWatchEventKinds.ENTRY_MODIFY);
                    keys.put(key, new Watched(library, directory));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            if (deaf.putIfAbsent(library, nanoTime.getAsLong()) == null) {
                LOG.log(
                        Level.WARNING,
                        "{0} cannot be watched and is scanned every {1} minutes instead: {2}",
                        top,
                        timing.rescan().toMinutes(),
                        e.toString());
            }
        }
    }

    /** Waits a moment for news. */
    private void take() throws InterruptedException {
        WatchService service = watcher;
        long wait = Math.min(timing.quiet().toMillis(), timing.refresh().toMillis()) / 2 + 1;
        if (service == null) {
            Thread.sleep(wait);
            return;
        }
        for (WatchKey key = service.poll(wait, TimeUnit.MILLISECONDS); key != null; key = service.poll()) {
            List<WatchEvent<?>> events = key.pollEvents();
            Watched watched = keys.get(key);
            if (watched != null) {
                events.forEach(event -> note(watched, event));
            }
            if (!key.reset()) {
                keys.remove(key);
            }
        }
    }

    private void note(Watched watched, WatchEvent<?> event) {
        if (event.context() instanceof Path name) {
            Path path = watched.directory().resolve(name);
            boolean isDirectory = Files.isDirectory(path);
            if (isDirectory ? SkippedNames.skipsDirectory(name.toString()) : isSkippedFile(name.toString())) {
                return;
            }
            if (isDirectory && event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
                watch(watched.library(), path);
            }
        }
        long now = nanoTime.getAsLong();
        changed.merge(watched.library(), new Change(now, now), (before, _) -> new Change(before.first(), now));
    }

    private static boolean isSkippedFile(String name) {
        return SkippedNames.skipsFile(name) && !name.equals(".ignore");
    }

    private void scanWhatIsQuiet() {
        long now = nanoTime.getAsLong();
        changed.entrySet().removeIf(entry -> {
            Change change = entry.getValue();
            boolean isDue = now - change.last() >= timing.quiet().toNanos()
                    || now - change.first() >= timing.longest().toNanos();
            if (isDue) {
                var _ = scanner.scan(entry.getKey());
            }
            return isDue;
        });
    }

    private void forget(Path root) {
        roots.remove(root);
        keys.entrySet().removeIf(entry -> {
            boolean isBelow = entry.getValue().directory().startsWith(root);
            if (isBelow) {
                entry.getKey().cancel();
            }
            return isBelow;
        });
    }

    private void forgetAll() {
        WatchService service = watcher;
        watcher = null;
        roots.clear();
        keys.clear();
        changed.clear();
        deaf.clear();
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing the watch: {0}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
