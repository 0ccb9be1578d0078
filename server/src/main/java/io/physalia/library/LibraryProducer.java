package io.physalia.library;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.Pod;
import io.physalia.database.Database;
import io.physalia.job.JobDesk;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.KeptAnswers;
import io.physalia.library.catalog.KeptFacts;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Search;
import io.physalia.library.chapter.ChapterImageScan;
import io.physalia.library.scan.FolderWatch;
import io.physalia.library.scan.ProbeWork;
import io.physalia.library.scan.QueueingScanner;
import io.physalia.library.scan.ScanTurns;
import io.physalia.library.scan.WatchTurn;
import io.physalia.media.Ffmpeg;
import io.physalia.media.Prober;
import io.physalia.media.process.ProcessRunner;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Makes this module's beans. */
@Singleton
final class LibraryProducer {

    @Produces
    @Singleton
    Revisions revisions(Database database, LeaseKeeper keeper) {
        return new Revisions(
                database,
                () -> keeper.pods().stream().map(Pod::incarnation).collect(Collectors.toUnmodifiableSet()),
                System::nanoTime);
    }

    @Produces
    @Singleton
    LibraryChanges changes(Coordinator coordinator, Revisions revisions) {
        return new LibraryChanges(coordinator.bus(), revisions);
    }

    @Produces
    @Singleton
    Items items(Database database, LibraryChanges changes) {
        return new StoredItems(database, changes, System::nanoTime);
    }

    @Produces
    @Singleton
    Libraries libraries(Database database, LibraryChanges changes) {
        return new StoredLibraries(database, changes, InstantSource.system());
    }

    @Produces
    @Singleton
    ItemStore itemStore(Database database, LibraryChanges changes) {
        return new StoredItemStore(database, changes, InstantSource.system());
    }

    @Produces
    @Singleton
    ViewerChanges viewerChanges(Coordinator coordinator, Revisions revisions) {
        return new ViewerChanges(coordinator.bus(), revisions);
    }

    @Produces
    @Singleton
    KeptFacts keptFacts(LibraryChanges changes, ViewerChanges viewers, Revisions revisions) {
        return new KeptFacts(
                changes,
                viewers,
                revisions,
                System::nanoTime,
                Runtime.getRuntime().maxMemory());
    }

    @Produces
    @Singleton
    Catalog catalog(
            Database database,
            Items items,
            LibraryChanges changes,
            ViewerChanges viewers,
            Revisions revisions,
            KeptFacts facts,
            Search search) {
        KeptAnswers kept = new KeptAnswers(changes, viewers, revisions, System::nanoTime);
        return new Catalog(database, items, kept, facts, search, InstantSource.system());
    }

    @Produces
    @Singleton
    Parts parts(Database database, KeptFacts facts) {
        return new Parts(database, facts);
    }

    @Produces
    @Singleton
    Search search(Database database, LibraryChanges changes, Revisions revisions) {
        return new Search(
                database,
                changes,
                revisions,
                System::nanoTime,
                Runtime.getRuntime().maxMemory());
    }

    @Produces
    @Singleton
    MemberLists memberLists(Database database, LibraryChanges changes) {
        return new MemberLists(database, changes, InstantSource.system());
    }

    @Produces
    @Singleton
    PlaylistShares playlistShares(Database database, LibraryChanges changes) {
        return new PlaylistShares(database, changes);
    }

    @Produces
    @Singleton
    ItemEdits itemEdits(Database database, LibraryChanges changes) {
        return new ItemEdits(database, changes, InstantSource.system());
    }

    @Produces
    @Singleton
    FolderTypes folderTypes(Database database) {
        return new FolderTypes(database);
    }

    @Produces
    @Singleton
    ItemVersions itemVersions(Database database, LibraryChanges changes) {
        return new ItemVersions(database, changes);
    }

    @Produces
    @Singleton
    ItemRemover itemRemover(Database database, Libraries libraries, ItemStore store, LibraryChanges changes) {
        return new ItemRemover(database, libraries, store, changes, Files::deleteIfExists);
    }

    @Produces
    @Singleton
    Scanner scanner(
            Items items,
            ItemStore store,
            Libraries libraries,
            LibraryChanges changes,
            JobDesk desk,
            ScanTurns turns,
            ChapterImageScan chapters) {
        return new QueueingScanner(libraries, items, store, changes, desk, turns, chapters::scanned);
    }

    @Produces
    @Singleton
    ProbeWork probeWork(Prober prober, Scanner scanner) {
        return new ProbeWork(prober::probe, scanner);
    }

    @Produces
    @Singleton
    ScanTurns scanTurns(LeaseKeeper keeper, Coordinator coordinator) {
        return new ScanTurns(keeper, coordinator);
    }

    @Produces
    @Singleton
    FolderWatch folderWatch(Libraries libraries, Scanner scanner, LeaseKeeper keeper) {
        return new FolderWatch(libraries, scanner, new WatchTurn(keeper), FolderWatch.Timing.DEFAULT, System::nanoTime);
    }

    @Produces
    @Singleton
    Prober prober(ProcessRunner runner, Ffmpeg ffmpeg) {
        return new Prober(runner, ffmpeg);
    }

    void stop(@Disposes Scanner scanner) {
        if (scanner instanceof QueueingScanner queueing) {
            queueing.close();
        }
    }

    @Produces
    @Singleton
    SidecarFiles sidecarFiles(Database database, LibraryChanges changes) {
        return new SidecarFiles(database, changes);
    }

    @Produces
    @Singleton
    FilmKeyframes filmKeyframes(Database database) {
        return new FilmKeyframes(database, System::nanoTime);
    }
}
