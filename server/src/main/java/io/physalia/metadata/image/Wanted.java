package io.physalia.metadata.image;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a client wants a picture to be.
 *
 * @param box how large
 * @param quality 1 to 100
 * @param formats what the client understands
 * @param blur the blur's radius in pixels; 0: none
 * @param background what shows through transparent places, as {@code rrggbb}
 * @param percentPlayed a bar at the bottom of this length; 0: none
 */
public record Wanted(
        Box box, int quality, Set<ImageFormat> formats, int blur, Optional<String> background, int percentPlayed) {
    public Wanted {
        formats = Set.copyOf(formats);
    }

    /** From here on nobody sees a difference, and the file as it is will do. */
    private static final int AS_GOOD_AS_THE_ORIGINAL = 90;

    private static final int LARGEST_SIDE = 8192;

    /** Width and height in pixels. */
    public record Size(int width, int height) {}

    /** The bounds of a size; each may be missing. */
    public record Box(
            OptionalInt width,
            OptionalInt height,
            OptionalInt maxWidth,
            OptionalInt maxHeight,
            OptionalInt fillWidth,
            OptionalInt fillHeight) {
        public static final Box NONE = new Box(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());

        /**
         * The size in these bounds. {@code width} and {@code height} are exact, one alone keeps the ratio; a fill size is covered, not cut; maxima
         * only make smaller, as fill does.
         */
        Size of(int originalWidth, int originalHeight) {
            double w = originalWidth;
            double h = originalHeight;
            if (width.isPresent() || height.isPresent()) {
                double ratio = w / h;
                double exactW = width.isPresent() ? width.getAsInt() : height.getAsInt() * ratio;
                h = height.isPresent() ? height.getAsInt() : width.getAsInt() / ratio;
                w = exactW;
            } else if (fillWidth.isPresent() || fillHeight.isPresent()) {
                double byWidth = fillWidth.isPresent() ? w / fillWidth.getAsInt() : Double.MAX_VALUE;
                double byHeight = fillHeight.isPresent() ? h / fillHeight.getAsInt() : Double.MAX_VALUE;
                double factor = Math.max(1, Math.min(byWidth, byHeight));
                w /= factor;
                h /= factor;
            }
            double over = Math.max(
                    1,
                    Math.max(
                            w / Math.min(maxWidth.orElse(LARGEST_SIDE), LARGEST_SIDE),
                            h / Math.min(maxHeight.orElse(LARGEST_SIDE), LARGEST_SIDE)));
            return new Size((int) Math.max(1, Math.round(w / over)), (int) Math.max(1, Math.round(h / over)));
        }
    }

    /** Whether the file can go out as it is. */
    boolean isMetBy(ImageHeader header) {
        Size size = box.of(header.shownWidth(), header.shownHeight());
        return size.width() == header.shownWidth()
                && size.height() == header.shownHeight()
                && quality >= AS_GOOD_AS_THE_ORIGINAL
                && formats.contains(header.format())
                && blur == 0
                && percentPlayed == 0
                && (background.isEmpty() || !header.alpha());
    }

    /** The format it will have: WebP if the client knows it; transparency outlives a wish for JPEG. */
    ImageFormat formatOf(boolean alpha) {
        if (formats.contains(ImageFormat.WEBP)) {
            return ImageFormat.WEBP;
        }
        boolean isOpaque = !alpha || background.isPresent();
        return isOpaque && formats.contains(ImageFormat.JPEG) ? ImageFormat.JPEG : ImageFormat.PNG;
    }

    /** Tells renditions of one picture apart. */
    String key() {
        return box + "|" + quality + "|" + formats.stream().sorted().toList() + "|" + blur + "|" + background + "|"
                + percentPlayed;
    }
}
