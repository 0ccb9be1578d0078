package io.physalia.library.scan;

import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemStore.Known;
import io.physalia.library.Items;
import io.physalia.media.MediaInfo;
import io.physalia.media.Prober;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * What is in media files: from the last scan if the file has not changed since, else from the file itself. Thread-safe; blocks.
 */
final class MediaFiles {
    private final Items items;
    private final Function<Path, MediaInfo> prober;
    private final Semaphore probes;

    /** @param probes how many files may be probed at once, by all scans together */
    MediaFiles(Items items, Function<Path, MediaInfo> prober, Semaphore probes) {
        this.items = items;
        this.prober = prober;
        this.probes = probes;
    }

    /**
     * @param before what the last scan knew; empty for a new item
     * @throws io.physalia.failure.Failure {@code FILE_NOT_FOUND}, {@code NOT_MEDIA}
     */
    MediaInfo get(ItemId id, FileEntry file, Optional<Known> before) {
        return before.filter(known -> isSame(known, file))
                .flatMap(_ -> items.find(id))
                // What comes from a cache may be of another time.
                .filter(item ->
                        item.sizeBytes() == file.sizeBytes() && item.modified().toEpochMilli() == file.modifiedMs())
                .flatMap(Item::media)
                .orElseGet(() -> probe(file));
    }

    private static boolean isSame(Known before, FileEntry file) {
        return before.sizeBytes() == file.sizeBytes()
                && before.modifiedMs() == file.modifiedMs()
                && before.probeVersion() == Prober.VERSION;
    }

    private MediaInfo probe(FileEntry file) {
        probes.acquireUninterruptibly();
        try {
            return prober.apply(file.path());
        } finally {
            probes.release();
        }
    }
}
