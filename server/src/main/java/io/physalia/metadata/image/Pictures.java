package io.physalia.metadata.image;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.ItemId;
import io.physalia.library.chapter.ChapterImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gives out pictures as they are wanted: the file itself where it will do, else a rendition that is made once and kept. Thread-safe; calls
 * block.
 */
public final class Pictures {
    private static final System.Logger LOG = System.getLogger(Pictures.class.getName());

    /** Raised when renditions are made in another way, so that old ones are not found. */
    private static final int VERSION = 2;

    /** What we cannot read but clients may. */
    private static final Map<String, String> OTHER_FORMATS = Map.of(
            "avif", "image/avif", "heic", "image/heic", "tif", "image/tiff", "tiff", "image/tiff", "jxl", "image/jxl");

    private final Uploads uploads;
    private final ChapterImages chapters;
    private final RenditionCache cache;
    private final Renderer renderer;
    private final ReducedCopies copies;

    /**
     * @param cache of renditions
     * @param copies of large pictures, smaller
     */
    Pictures(Uploads uploads, ChapterImages chapters, RenditionCache cache, RenditionCache copies, Renderer renderer) {
        this.uploads = uploads;
        this.chapters = chapters;
        this.cache = cache;
        this.renderer = renderer;
        this.copies = new ReducedCopies(copies, renderer);
    }

    /** A file to send. */
    public record Rendition(Path file, String contentType) {}

    /**
     * The picture as it is wanted. One that cannot be decoded goes out as it is; so do SVG, which scales itself, and GIF, which may move.
     *
     * @throws Failure {@code IMAGE_NOT_FOUND} if there is no file or no picture in it
     */
    public Rendition get(Picture picture, Wanted wanted) {
        Path source = source(picture);
        Optional<ImageHeader> found = header(source);
        if (found.isEmpty()) {
            return ofOtherFormat(source);
        }
        ImageHeader header = found.get();
        Rendition original = new Rendition(source, header.format().contentType());
        boolean isFinal = header.format() == ImageFormat.SVG || header.format() == ImageFormat.GIF;
        if (isFinal || wanted.isMetBy(header)) {
            return original;
        }
        if (Renderer.isTooLarge(header)) {
            LOG.log(Level.DEBUG, "{0} has too many pixels to be resized", picture.path());
            return original;
        }
        ImageFormat format = wanted.formatOf(header.alpha());
        Wanted.Size size = wanted.box().of(header.shownWidth(), header.shownHeight());
        try {
            Path file = cache.get(Uploads.sha256(identity(picture) + "|" + wanted.key()), target -> {
                ReducedCopies.Source from =
                        copies.find(identity(picture), new ReducedCopies.Source(source, header), size);
                renderer.render(from.file(), from.header(), wanted, size, target);
            });
            return new Rendition(file, format.contentType());
        } catch (UncheckedIOException e) {
            LOG.log(Level.DEBUG, "a picture goes out as it is: {0}", e.getMessage());
            return original;
        }
    }

    /** What there is to be found out about a picture; empty if it cannot be read. */
    Optional<Description> describe(Picture picture) {
        try {
            Path source = source(picture);
            Optional<ImageHeader> header = header(source);
            if (header.isEmpty() || header.get().width() == 0 || Renderer.isTooLarge(header.get())) {
                return Optional.empty();
            }
            int width = header.get().shownWidth();
            int height = header.get().shownHeight();
            Wanted.Size small = Description.thumbnail(width, height);
            ReducedCopies.Source from = copies.make(identity(picture), new ReducedCopies.Source(source, header.get()));
            byte[] rgb = renderer.pixels(from.file(), from.header(), small);
            return Optional.of(new Description(width, height, Blurhash.of(rgb, small.width(), small.height())));
        } catch (IOException | Failure e) {
            LOG.log(Level.DEBUG, "a picture cannot be read: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether these bytes are a picture that can be shown. */
    boolean isPicture(byte[] bytes) {
        try {
            Path file = cache.get(Uploads.sha256(bytes), target -> Files.write(target, bytes));
            Optional<ImageHeader> header = ImageHeader.read(file);
            if (header.isEmpty() || Renderer.isTooLarge(header.get())) {
                return false;
            }
            return header.get().format() == ImageFormat.SVG
                    || renderer.pixels(file, header.get(), new Wanted.Size(8, 8)).length > 0;
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "an upload cannot be read: {0}", e.getMessage());
            return false;
        }
    }

    /** The file that holds the picture and nothing else. */
    private Path source(Picture picture) {
        Optional<String> upload = Uploads.findId(picture.path());
        try {
            if (picture.type().equals(ImageType.CHAPTER.typeName())) {
                return cache.get(
                        Uploads.sha256(identity(picture) + "|kept"), target -> Files.write(target, chapter(picture)));
            }
            if (upload.isPresent()) {
                return cache.get(
                        upload.get(),
                        target -> Files.write(
                                target,
                                uploads.find(upload.get()).orElseThrow(() -> new IOException("the upload is gone"))));
            }
            Path file = Path.of(picture.path());
            if (!Files.isRegularFile(file)) {
                throw missing();
            }
            if (header(file).isPresent() || OTHER_FORMATS.containsKey(extension(file))) {
                return file;
            }
            return cache.get(
                    Uploads.sha256(identity(picture) + "|inside"),
                    target -> renderer.extract(file, picture.moment(), target));
        } catch (UncheckedIOException e) {
            throw new Failure(FailureCode.IMAGE_NOT_FOUND, FailureCode.IMAGE_NOT_FOUND.summary(), e);
        }
    }

    private byte[] chapter(Picture picture) throws IOException {
        return chapters.content(new ItemId(picture.owner()), picture.index())
                .orElseThrow(() -> new IOException("the chapter's picture is gone"));
    }

    private static String identity(Picture picture) {
        return VERSION + "|" + picture.path() + "|" + picture.modified().toEpochMilli();
    }

    private static Rendition ofOtherFormat(Path source) {
        String contentType = OTHER_FORMATS.get(extension(source));
        if (contentType == null) {
            throw missing();
        }
        return new Rendition(source, contentType);
    }

    private static Optional<ImageHeader> header(Path file) {
        try {
            return ImageHeader.read(file);
        } catch (IOException e) {
            throw new Failure(FailureCode.IMAGE_NOT_FOUND, FailureCode.IMAGE_NOT_FOUND.summary(), e);
        }
    }

    private static String extension(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The failure of whoever asks for what is not there, or not for them: nobody can tell which. */
    public static Failure missing() {
        return new Failure(FailureCode.IMAGE_NOT_FOUND, FailureCode.IMAGE_NOT_FOUND.summary());
    }
}
