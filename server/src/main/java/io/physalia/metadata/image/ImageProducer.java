package io.physalia.metadata.image;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.database.Database;
import io.physalia.database.ServerSettings;
import io.physalia.library.ItemStore;
import io.physalia.library.Items;
import io.physalia.library.LibraryChanges;
import io.physalia.library.chapter.ChapterImages;
import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FilmFrames;
import io.physalia.media.Prober;
import io.physalia.media.ToneTables;
import io.physalia.media.process.ProcessRunner;
import io.physalia.server.Settings;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** Makes this module's beans. */
@Singleton
final class ImageProducer {
    private static final Duration LOOK_FOR_WORK = Duration.ofSeconds(5);
    private static final long MEBIBYTE = 1 << 20;

    /** One part in so many of the cache is for copies of large pictures. */
    private static final int COPIES = 4;

    @Produces
    @Singleton
    ImageTags imageTags(ServerSettings settings) {
        return new ImageTags(settings.getOrCreate("image-secret", () -> {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        }));
    }

    @Produces
    @Singleton
    PictureShelf pictureShelf(Database database, ChapterImages chapters, ImageTags tags) {
        return new PictureShelf(database, chapters, tags);
    }

    /** The bundled FFmpeg where it can be had, as it starts several times as fast as one that is linked to a hundred libraries. */
    @Produces
    @Singleton
    Pictures pictures(
            Database database,
            ChapterImages chapters,
            Settings settings,
            Ffmpeg found,
            ProcessRunner runner,
            Prober prober,
            ToneTables tables) {
        long bytes = settings.imageCacheMb() * MEBIBYTE;
        BundledFfmpeg bundled = new BundledFfmpeg(settings.cacheDir());
        return new Pictures(
                new Uploads(database, InstantSource.system()),
                chapters,
                RenditionCache.open(settings.cacheDir().resolve("images"), bytes - bytes / COPIES),
                RenditionCache.open(settings.cacheDir().resolve("large-images"), bytes / COPIES),
                new Renderer(
                        () -> settings.ffmpeg().isPresent()
                                ? found.ffmpeg()
                                : bundled.extract().orElse(found.ffmpeg()),
                        runner,
                        prober,
                        new FilmFrames(runner, found, tables)));
    }

    @Produces
    @Singleton
    PictureEdits pictureEdits(PictureShelf shelf, Database database, Pictures pictures, Items items, ItemStore store) {
        return new PictureEdits(
                shelf, new Uploads(database, InstantSource.system()), pictures, items, store, InstantSource.system());
    }

    @Produces
    @Singleton
    PictureFetch pictureFetch() {
        return new PictureFetch(PublicAddresses::isPublic, Duration.ofSeconds(15));
    }

    void close(@Disposes PictureFetch fetch) {
        fetch.close();
    }

    @Produces
    @Singleton
    PictureDescriber pictureDescriber(
            PictureShelf shelf, Pictures pictures, LibraryChanges changes, LeaseKeeper keeper) {
        return new PictureDescriber(shelf, pictures, changes, keeper, LOOK_FOR_WORK);
    }
}
