package io.physalia.library.scan;

import io.physalia.failure.Failure;
import io.physalia.library.CollectionType;
import io.physalia.library.ItemDraft;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.ItemStore;
import io.physalia.library.ItemStore.Known;
import io.physalia.library.Library;
import io.physalia.library.Metadata;
import io.physalia.library.ScanProgress;
import io.physalia.library.ScanReport;
import io.physalia.library.metadata.MetadataProvider;
import io.physalia.library.metadata.NfoProvider;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One scan of one library. One thread runs it, once; others may look at its progress and stop it. What it has written stays written: a scan that was broken off, by a stop or
 * with its process, is gone on with by the next.
 */
final class LibraryScan {
    private static final System.Logger LOG = System.getLogger(LibraryScan.class.getName());
    private static final int MOST_PROBLEMS = 1000;
    /** Enough to keep the workers of many pods busy, and few enough that scans take turns in the queue. */
    private static final int MOST_AT_ONCE = 256;

    private static final int REMOVED_AT_ONCE = 500;

    private final Library library;
    private final Map<Path, CollectionType> folderTypes;
    private final ScanOptions options;
    private final ItemStore store;
    private final ScanProbes probes;
    private final DraftMaker maker;
    private final DraftWriter writer;
    private final ScanNews news;

    private final Set<ItemId> planned = new HashSet<>();
    private final Map<ItemId, Path> added = new ConcurrentHashMap<>();
    private final Map<ItemId, Path> updated = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private Map<ItemId, Known> known = Map.of();
    private int unchanged;
    private Set<ItemId> collected = Set.of();
    private volatile int found;
    private volatile boolean walking = true;
    private volatile boolean stopped;
    private volatile boolean libraryGone;

    LibraryScan(
            Library library, Map<Path, CollectionType> folderTypes, ItemStore store, ScanProbes probes, ScanNews news) {
        this.news = news;
        this.library = library;
        this.folderTypes = Map.copyOf(folderTypes);
        this.options = ScanOptions.parse(library.optionsJson());
        this.store = store;
        this.probes = probes;
        this.maker = new DraftMaker(library, options.providers(), this::problem);
        this.writer = new DraftWriter(store, library.id(), System::nanoTime, this::answered);
    }

    ScanProgress progress() {
        return new ScanProgress(library.id(), found, Math.min(found, done.get()), walking);
    }

    /** Ends the scan, soon; what was found stays. */
    void stop() {
        stopped = true;
        probes.stop();
    }

    /** Box sets that films were put into. */
    Set<ItemId> collected() {
        return collected;
    }

    ScanReport run() {
        int removed = 0;
        if (options.isEnabled()) {
            try {
                removed = scan();
            } catch (Failure e) {
                giveUp(e);
            }
        }
        return new ScanReport(library.id(), added.size(), updated.size(), unchanged, removed, List.copyOf(problems));
    }

    private int scan() {
        // First what is known, then what is there: what another pod adds in between is not taken for vanished.
        known = store.known(library.id());
        List<FolderWalk> walks = new ArrayList<>();
        List<Directory> roots = new ArrayList<>();
        for (Path root : library.paths()) {
            FolderWalk walk = new FolderWalk(root, () -> stopped);
            walk.run().ifPresent(roots::add);
            walk.problems().forEach(this::problem);
            walks.add(walk);
        }
        if (stopped) {
            return 0;
        }
        List<PlannedUnit> units = LibraryPlan.of(library, options, folderTypes, LibraryScan::nfoIds, roots);
        read(units);
        if (stopped) {
            return 0;
        }
        probes.forgetGone(
                units.stream().flatMap(unit -> unit.items().stream()).flatMap(item -> item.media().stream()),
                path -> walks.stream().anyMatch(walk -> walk.isUnknown(path)));
        int removed = removeVanished(walks);
        if (options.collectsFilms()) {
            collected = store.collect(library.id());
        }
        return removed;
    }

    /** What cannot be read is told when the series itself is read. */
    private static Map<String, String> nfoIds(FileEntry file) {
        Metadata nothing = Metadata.builder("").build();
        try {
            return new NfoProvider()
                    .find(new MetadataProvider.Subject(
                            ItemKind.SERIES, nothing, false, List.of(file.path()), Optional.empty()))
                    .map(Metadata::providerIds)
                    .orElse(Map.of());
        } catch (Failure _) {
            return Map.of();
        }
    }

    /** A unit that is not as the last scan left it. */
    private record Change(PlannedUnit unit, Map<ItemId, String> fingerprints) {}

    private void read(List<PlannedUnit> units) {
        units.forEach(unit -> unit.items().forEach(item -> planned.add(item.id())));
        Fingerprints fingerprints = new Fingerprints(options);
        List<Change> frames = new ArrayList<>();
        List<Change> others = new ArrayList<>();
        int total = 0;
        for (PlannedUnit unit : units) {
            total += count(unit);
            Map<ItemId, String> prints = fingerprints.of(unit);
            if (isUnchanged(prints)) {
                unchanged += count(unit);
                done.addAndGet(count(unit));
            } else {
                (unit.isFrame() ? frames : others).add(new Change(unit, prints));
            }
        }
        found = total;
        walking = false;
        // What holds others is written before them.
        frames.forEach(this::read);
        flush();
        readTogether(others);
        flush();
    }

    private void readTogether(List<Change> changes) {
        Semaphore atOnce = new Semaphore(MOST_AT_ONCE);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Change change : changes) {
                atOnce.acquireUninterruptibly();
                if (stopped) {
                    return;
                }
                executor.execute(() -> {
                    try {
                        read(change);
                    } finally {
                        atOnce.release();
                    }
                });
            }
        }
    }

    /** Files, not directories. */
    private static int count(PlannedUnit unit) {
        return (int)
                unit.items().stream().filter(item -> item.media().isPresent()).count();
    }

    private boolean isUnchanged(Map<ItemId, String> prints) {
        return prints.entrySet().stream().allMatch(print -> {
            Known before = known.get(print.getKey());
            return before != null && before.fingerprint().equals(print.getValue());
        });
    }

    private void read(Change change) {
        if (stopped) {
            return;
        }
        PlannedUnit unit = change.unit();
        try {
            UnitMedia media = probes.read(unit, known, this::problem);
            if (stopped) {
                return;
            }
            List<ItemDraft> drafts = maker.make(unit, media, change.fingerprints());
            for (ItemDraft draft : drafts) {
                draft.file()
                        .path()
                        .filter(_ -> draft.file().sizeBytes() > 0)
                        .filter(_ -> media.kept(draft.id()).isEmpty())
                        .ifPresent(path -> note(draft.id(), path));
            }
            writer.write(drafts);
        } catch (CancellationException _) {
            // Not all was probed.
            stopped = true;
        } catch (Failure e) {
            giveUp(e);
        } catch (RuntimeException e) {
            PlannedItem first = unit.items().getFirst();
            LOG.log(Level.ERROR, "scan of \"" + library.name() + "\": " + first.path(), e);
            problem(first.path().map(Path::toString).orElse(first.metadata().name()) + " was skipped: " + e);
        } finally {
            done.addAndGet(count(unit));
        }
    }

    private void note(ItemId id, Path path) {
        (known.containsKey(id) ? updated : added).put(id, path);
    }

    private void flush() {
        if (!libraryGone) {
            writer.flush();
        }
    }

    private void answered(List<ItemDraft> drafts, ItemStore.Written written) {
        probes.written(drafts);
        if (written.libraryGone()) {
            stopped = true;
            libraryGone = true;
            added.clear();
            updated.clear();
        }
        news.written();
        for (ItemId id : written.elsewhere()) {
            Path path = added.remove(id);
            updated.remove(id);
            if (path != null) {
                problem(path + " belongs to another library already and stays there");
            }
        }
    }

    private int removeVanished(List<FolderWalk> walks) {
        Set<ItemId> kept = unknown(walks);
        List<ItemId> vanished = known.keySet().stream()
                .filter(id -> !planned.contains(id) && !kept.contains(id))
                .toList();
        for (int from = 0; from < vanished.size(); from += REMOVED_AT_ONCE) {
            store.remove(library.id(), vanished.subList(from, Math.min(vanished.size(), from + REMOVED_AT_ONCE)));
        }
        return (int) vanished.stream()
                .map(known::get)
                .filter(each -> each != null && each.sizeBytes() > 0)
                .count();
    }

    /** What lies where nobody could look, and what it is in: with a season, its episodes would go. */
    private Set<ItemId> unknown(List<FolderWalk> walks) {
        Set<ItemId> unknown = new HashSet<>();
        for (Known each : known.values()) {
            boolean isUnknown = each.path()
                    .map(path -> walks.stream().anyMatch(walk -> walk.isUnknown(path)))
                    .orElse(false);
            Known above = isUnknown ? each : null;
            while (above != null && unknown.add(above.id())) {
                above = known.get(above.parent());
            }
        }
        return unknown;
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
