package io.physalia.jellyfin.socket;

import io.physalia.failure.Failure;
import io.physalia.identity.User;
import io.physalia.library.ItemId;
import io.physalia.library.LibraryChanges;
import io.physalia.library.ScanProgress;
import io.physalia.library.Scanner;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.Viewer;
import io.physalia.session.Letter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the clients of this pod that a library has changed, each what it may see, and administrators how far a scan is. Every pod hears of the
 * changes and tells its own. Thread-safe.
 */
@Singleton
public class LibraryPush {
    private static final System.Logger LOG = System.getLogger(LibraryPush.class.getName());
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** What changes after a while of quiet is told with the next beat, what follows it closely is told together. */
    private static final int BEATS_TOGETHER = 3;

    private static final int MOST = 200;

    private final SocketHub hub;
    private final LibraryChanges changes;
    private final Catalog catalog;
    private final Scanner scanner;
    private final InstantSource clock = InstantSource.system();
    private final Set<ItemId> changed = ConcurrentHashMap.newKeySet();
    private final Map<ItemId, Double> shown = new HashMap<>();
    private volatile Instant told = clock.instant();
    private volatile boolean closed;

    @Inject
    LibraryPush(SocketHub hub, LibraryChanges changes, Catalog catalog, Scanner scanner) {
        this.hub = hub;
        this.changes = changes;
        this.catalog = catalog;
        this.scanner = scanner;
    }

    record LibraryChanged(
            List<ItemId> foldersAddedTo,
            List<ItemId> foldersRemovedFrom,
            List<ItemId> itemsAdded,
            List<ItemId> itemsRemoved,
            List<ItemId> itemsUpdated,
            List<ItemId> collectionFolders,
            boolean isEmpty) {}

    record RefreshProgress(String itemId, String progress) {}

    public void start() {
        changes.subscribe(changed::add);
        Thread.ofVirtual().name("library-push").start(this::run);
    }

    private void run() {
        int next = 0;
        for (int count = 0; !closed; count++) {
            LockSupport.parkNanos(BEAT.toNanos());
            try {
                if (hub.hasAdministrators()) {
                    showProgress();
                }
                if (count >= next && !changed.isEmpty()) {
                    next = count + BEATS_TOGETHER;
                    tell();
                }
            } catch (Failure e) {
                LOG.log(Level.DEBUG, "not told now: {0}", e.reason());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "telling of the library failed", e);
            }
        }
    }

    private void showProgress() {
        Map<ItemId, Double> now = new HashMap<>();
        for (ScanProgress progress : scanner.listProgress()) {
            now.put(progress.library(), progress.percent());
        }
        shown.keySet().stream().filter(library -> !now.containsKey(library)).forEach(done -> show(done, 100));
        now.forEach((library, percent) -> {
            if (!percent.equals(shown.get(library))) {
                show(library, percent);
            }
        });
        shown.clear();
        shown.putAll(now);
    }

    private void show(ItemId library, double percent) {
        String text = String.format(Locale.ROOT, "%.1f", percent);
        hub.deliver(Letter.toAdministrators(
                SocketMessage.of("RefreshProgress", new RefreshProgress(library.value(), text))));
    }

    private void tell() {
        Instant since = told;
        told = clock.instant();
        Set<ItemId> some = Set.copyOf(changed);
        some.forEach(changed::remove);
        for (User user : hub.listUsers()) {
            List<ItemId> folders = catalog.listById(Viewer.of(user), some).stream()
                    .map(ItemCard::id)
                    .toList();
            List<ItemId> added = list(user, Filter.Measure.CREATED_MS, since, folders);
            List<ItemId> updated = list(user, Filter.Measure.SAVED_MS, since, folders).stream()
                    .filter(item -> !added.contains(item))
                    .toList();
            if (!folders.isEmpty()) {
                LibraryChanged news = new LibraryChanged(
                        added.isEmpty() ? List.of() : folders, folders, added, List.of(), updated, folders, false);
                hub.deliver(Letter.toUser(user.id(), SocketMessage.of("LibraryChanged", news)));
            }
        }
    }

    private List<ItemId> list(User user, Filter.Measure measure, Instant since, List<ItemId> folders) {
        // A beat more than needed: what is told twice does no harm.
        double from = (double) since.minus(BEAT.multipliedBy(BEATS_TOGETHER)).toEpochMilli();
        Filter recent = new Filter.Range(measure, OptionalDouble.of(from), OptionalDouble.empty());
        return folders.stream()
                .flatMap(folder -> catalog
                        .list(
                                Viewer.of(user),
                                ListQuery.ALL
                                        .with(new Filter.Under(folder, true), recent)
                                        .limitedTo(MOST)
                                        .uncounted())
                        .cards()
                        .stream())
                .map(ItemCard::id)
                .distinct()
                .toList();
    }

    public void close() {
        closed = true;
    }
}
