package io.physalia.library.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.library.CollectionType;
import io.physalia.library.ItemId;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.library.ScanProgress;
import io.physalia.library.ScanReport;
import io.physalia.library.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    private static final ItemId ID = new ItemId("1".repeat(32));
    private static final FolderWatch.Timing FAST = new FolderWatch.Timing(
            Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMinutes(1));

    @TempDir
    Path root = Path.of("");

    private final LinkedBlockingQueue<ItemId> scans = new LinkedBlockingQueue<>();
    private final AtomicBoolean isOurTurn = new AtomicBoolean(true);
    private Library library = new Library(ID, "Films", CollectionType.MOVIES, List.of(), "{}");
    private FolderWatch watch =
            new FolderWatch(new OneLibrary(), new NotedScans(), isOurTurn::get, FAST, System::nanoTime);

    @AfterEach
    void close() {
        watch.close();
    }

    private void start(String options) {
        library = new Library(ID, "Films", CollectionType.MOVIES, List.of(root), options);
        watch.start();
    }

    /** Changes something until it is noticed: nobody says when a directory has begun to be watched. */
    private void untilScanned(Change change) throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            change.make(i);
            if (scans.poll(200, TimeUnit.MILLISECONDS) != null) {
                return;
            }
        }
        throw new AssertionError("nobody has asked for a scan");
    }

    @FunctionalInterface
    private interface Change {
        void make(int count) throws IOException;
    }

    @Test
    void newChangedAndDeletedFilesLeadToAScan() throws IOException, InterruptedException {
        start("{}");
        untilScanned(i -> Files.writeString(root.resolve("film" + i + ".mkv"), "x"));
        Path deep = Files.createDirectories(root.resolve("new/deeper"));
        untilScanned(i -> Files.writeString(deep.resolve("film" + i + ".mkv"), "x"));
        untilScanned(i -> Files.writeString(deep.resolve("film0.mkv"), "y".repeat(i + 1)));
        Path victim = root.resolve("victim.mkv");
        untilScanned(_ -> {
            Files.writeString(victim, "x");
            Files.delete(victim);
        });
    }

    @Test
    void aLibraryThatIsNotToBeWatchedIsNot() throws IOException, InterruptedException {
        start("{\"EnableRealtimeMonitor\":false}");
        Files.writeString(root.resolve("a.mkv"), "x");
        assertThat(scans.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void anotherPodTakesOver() throws IOException, InterruptedException {
        isOurTurn.set(false);
        start("{}");
        Files.writeString(root.resolve("a.mkv"), "x");
        assertThat(scans.poll(300, TimeUnit.MILLISECONDS)).isNull();
        isOurTurn.set(true);
        untilScanned(i -> Files.writeString(root.resolve("film" + i + ".mkv"), "x"));
    }

    @Test
    void aRootThatComesBackIsWatchedAgain() throws IOException, InterruptedException {
        Path mount = Files.createDirectory(root.resolve("mount"));
        library = new Library(ID, "Films", CollectionType.MOVIES, List.of(mount), "{}");
        watch.start();
        untilScanned(i -> Files.writeString(mount.resolve("film" + i + ".mkv"), "x"));
        Path away = root.resolve("away");
        Files.move(mount, away);
        Files.createDirectory(mount);
        untilScanned(i -> Files.writeString(mount.resolve("film" + i + ".mkv"), "x"));
    }

    private final class NotedScans implements Scanner {
        @Override
        public void stop() {
            throw new UnsupportedOperationException("the watch stops no scan");
        }

        @Override
        public CompletableFuture<ScanReport> scan(ItemId id) {
            scans.add(id);
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<List<ScanReport>> scanAll() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ScanProgress> listProgress() {
            return List.of();
        }
    }

    private final class OneLibrary implements Libraries {
        @Override
        public Map<Path, CollectionType> folderTypes() {
            return Map.of();
        }

        @Override
        public List<Library> list() {
            return List.of(library);
        }

        @Override
        public Optional<Library> find(ItemId id) {
            return Optional.of(library);
        }

        @Override
        public Optional<Library> findByName(String name) {
            return Optional.of(library);
        }

        @Override
        public Library add(String name, CollectionType type, List<Path> paths, String optionsJson) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(ItemId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Library rename(ItemId id, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Library addPath(ItemId id, Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Library removePath(ItemId id, Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Library setOptions(ItemId id, String optionsJson) {
            throw new UnsupportedOperationException();
        }
    }
}
