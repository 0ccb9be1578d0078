package io.physalia.library;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.MediaInfo;
import io.physalia.media.Prober;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One scan of one library. One thread runs it, once; others may look at its progress and stop it. */
final class LibraryScan {
    private static final System.Logger LOG = System.getLogger(LibraryScan.class.getName());
    private static final int MOST_PROBLEMS = 1000;

    private final Library library;
    private final ScanStore store;
    private final Function<Path, MediaInfo> prober;
    private final Semaphore probes;
    private final InstantSource clock;
    private final FilmDescriber describer;

    private final Set<ItemId> seen = new HashSet<>();
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger updated = new AtomicInteger();
    private final AtomicInteger unchanged = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private Map<ItemId, KnownFile> known = Map.of();
    private volatile int found;
    private volatile boolean walking = true;
    private volatile boolean stopped;

    /** @param probes how many files may be probed at once, by all scans together */
    LibraryScan(
            Library library, ScanStore store, Function<Path, MediaInfo> prober, Semaphore probes, InstantSource clock) {
        this.library = library;
        this.store = store;
        this.prober = prober;
        this.probes = probes;
        this.clock = clock;
        this.describer = new FilmDescriber(library);
    }

    ScanProgress progress() {
        return new ScanProgress(library.id(), found, done.get(), walking);
    }

    /** Ends the scan after the files that are being probed; what was found stays. */
    void stop() {
        stopped = true;
    }

    ScanReport run() {
        int removed = 0;
        try {
            // First what is known, then what is there: what another pod adds in between is not taken for vanished.
            known = store.known(library.id());
            List<FolderWalk> walks = walk();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (FolderWalk walk : walks) {
                    walk.films().forEach(film -> compare(walk.root(), film, executor));
                }
            }
            removed = stopped ? 0 : removeVanished(walks);
        } catch (Failure e) {
            giveUp(e);
        }
        return new ScanReport(
                library.id(), added.get(), updated.get(), unchanged.get(), removed, List.copyOf(problems));
    }

    private List<FolderWalk> walk() {
        List<FolderWalk> walks = new ArrayList<>();
        for (Path root : library.paths()) {
            FolderWalk walk = new FolderWalk(root);
            walk.run();
            walk.problems().forEach(this::problem);
            walks.add(walk);
            found = walks.stream().mapToInt(each -> each.films().size()).sum();
        }
        walking = false;
        return walks;
    }

    private void compare(Path root, FolderWalk.Film film, ExecutorService executor) {
        if (stopped) {
            return;
        }
        if (describer.showsFolders()) {
            seeFolders(root, film.path());
        }
        ItemId id = describer.kind().idOf(film.path().toString());
        seen.add(id);
        KnownFile before = known.get(id);
        KnownFile.Description description = describer.film(root, film);
        if (before == null || !isSameFile(before, film)) {
            probes.acquireUninterruptibly();
            executor.execute(() -> {
                try {
                    probe(id, film, description, before == null);
                } finally {
                    probes.release();
                    done.incrementAndGet();
                }
            });
            return;
        }
        if (before.description().equals(description)) {
            unchanged.incrementAndGet();
        } else if (isWritten(store.describe(library.id(), id, description), film.path())) {
            updated.incrementAndGet();
        }
        done.incrementAndGet();
    }

    private static boolean isSameFile(KnownFile before, FolderWalk.Film film) {
        return before.sizeBytes() == film.sizeBytes()
                && before.modifiedMs() == film.modifiedMs()
                && before.probeVersion() == Prober.VERSION;
    }

    private void probe(ItemId id, FolderWalk.Film film, KnownFile.Description description, boolean isNew) {
        try {
            MediaInfo info = prober.apply(film.path());
            Item item = item(id, film.path(), description, film.modifiedMs(), Optional.of(info));
            if (isWritten(store.write(library.id(), item), film.path())) {
                (isNew ? added : updated).incrementAndGet();
            }
        } catch (Failure e) {
            if (e.code() == FailureCode.NOT_MEDIA || e.code() == FailureCode.FILE_NOT_FOUND) {
                problem(film.path() + " was skipped: " + e.reason());
            } else {
                giveUp(e);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "scan of \"" + library.name() + "\": " + film.path(), e);
            problem(film.path() + " was skipped: " + e);
        }
    }

    private void seeFolders(Path root, Path film) {
        for (Path directory = film.getParent();
                directory != null && !directory.equals(root);
                directory = directory.getParent()) {
            ItemId id = ItemKind.FOLDER.idOf(directory.toString());
            if (!seen.add(id)) {
                return;
            }
            KnownFile before = known.get(id);
            KnownFile.Description description = describer.folder(root, directory);
            if (before == null || !before.description().equals(description)) {
                Item folder = item(id, directory, description, clock.millis(), Optional.empty());
                isWritten(store.write(library.id(), folder), directory);
            }
        }
    }

    private Item item(
            ItemId id, Path path, KnownFile.Description description, long modifiedMs, Optional<MediaInfo> media) {
        return new Item(
                id,
                Optional.of(description.parent()),
                Optional.of(library.id()),
                description.kind(),
                description.name(),
                SortName.sorted(description.name()),
                Optional.of(path),
                description.productionYear(),
                media.map(MediaInfo::duration).orElse(Duration.ZERO),
                media.map(MediaInfo::container).orElse(""),
                media.map(MediaInfo::sizeBytes).orElse(0L),
                Instant.ofEpochMilli(modifiedMs),
                media,
                description.providerIds(),
                clock.instant());
    }

    private boolean isWritten(ScanStore.Written answer, Path path) {
        return switch (answer) {
            case DONE -> true;
            case ELSEWHERE -> {
                problem(path + " belongs to another library already and stays there");
                yield false;
            }
            case LIBRARY_GONE -> {
                stopped = true;
                yield false;
            }
        };
    }

    private int removeVanished(List<FolderWalk> walks) {
        List<ItemId> vanished = known.values().stream()
                .filter(file -> !seen.contains(file.id()))
                .filter(file -> file.path().isEmpty()
                        || walks.stream()
                                .noneMatch(walk -> walk.isUnknown(file.path().get())))
                .map(KnownFile::id)
                .toList();
        store.remove(library.id(), vanished);
        return vanished.size();
    }

    private void giveUp(Failure e) {
        stopped = true;
        problem("the scan was broken off: " + e.reason());
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            LOG.log(Level.WARNING, "scan of \"{0}\": {1}", library.name(), text);
            problems.add(text);
        }
    }
}
