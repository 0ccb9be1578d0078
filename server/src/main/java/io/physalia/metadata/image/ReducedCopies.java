package io.physalia.metadata.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Smaller copies of large pictures, from which what lists show is made in a fraction of the time: a JPEG is paid for by the byte, however small it is decoded. They are made by the
 * way, when a picture is described, and kept in a cache of their own. Thread-safe.
 */
final class ReducedCopies {
    private static final System.Logger LOG = System.getLogger(ReducedCopies.class.getName());

    /** The longer side, in pixels: twice as much as lists show, for screens with small pixels. */
    private static final int SIDE = 960;

    /** A smaller file is decoded about as fast as a copy. */
    private static final long LARGE_BYTES = 1 << 20;

    private static final Wanted COPY = new Wanted(
            new Wanted.Box(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.of(SIDE),
                    OptionalInt.of(SIDE),
                    OptionalInt.empty(),
                    OptionalInt.empty()),
            96,
            EnumSet.of(ImageFormat.JPEG),
            0,
            Optional.empty(),
            0);

    private final RenditionCache cache;
    private final Renderer renderer;

    ReducedCopies(RenditionCache cache, Renderer renderer) {
        this.cache = cache;
        this.renderer = renderer;
    }

    /** A picture to make others from. */
    record Source(Path file, ImageHeader header) {}

    /**
     * A copy of the picture, where that pays and can be kept; else the picture itself.
     *
     * @param identity of the picture, whatever file it is in
     * @throws IOException if the picture cannot be read
     */
    Source make(String identity, Source original) throws IOException {
        boolean isLarge = Files.size(original.file()) >= LARGE_BYTES
                && Math.max(original.header().width(), original.header().height()) >= 2 * SIDE
                && !original.header().alpha();
        if (!isLarge) {
            return original;
        }
        try {
            Wanted.Size size = COPY.box()
                    .of(original.header().shownWidth(), original.header().shownHeight());
            Path copy = cache.get(
                    key(identity), target -> renderer.render(original.file(), original.header(), COPY, size, target));
            return read(copy).orElse(original);
        } catch (UncheckedIOException e) {
            LOG.log(Level.DEBUG, "a picture is read without a copy: {0}", e.getMessage());
            return original;
        }
    }

    /** The copy, if there is one from which a picture of this size can be made; else the picture itself. */
    Source find(String identity, Source original, Wanted.Size size) {
        if (size.width() > SIDE || size.height() > SIDE) {
            return original;
        }
        return cache.find(key(identity))
                .flatMap(ReducedCopies::read)
                .filter(copy ->
                        copy.header().width() >= size.width() && copy.header().height() >= size.height())
                .orElse(original);
    }

    private static Optional<Source> read(Path copy) {
        try {
            return ImageHeader.read(copy).map(header -> new Source(copy, header));
        } catch (IOException _) {
            return Optional.empty(); // gone meanwhile
        }
    }

    private static String key(String identity) {
        return Uploads.sha256(identity + "|reduced");
    }
}
