package io.physalia.library.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The size of a picture, as the head of its file says; zero if unknown. */
record PictureSize(int width, int height) {
    static final PictureSize UNKNOWN = new PictureSize(0, 0);

    static PictureSize read(Path file) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return UNKNOWN;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return new PictureSize(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            // ImageIO throws whatever a broken file makes it stumble over.
            return UNKNOWN;
        }
    }
}
