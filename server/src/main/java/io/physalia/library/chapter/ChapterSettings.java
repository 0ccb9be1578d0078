package io.physalia.library.chapter;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How films are divided into chapters, and how large chapters' pictures are.
 *
 * @param every into parts of which length a film without chapters is divided; zero: not at all
 * @param mostWidth of a picture, in pixels
 */
public record ChapterSettings(Duration every, int mostWidth) {

    /** Asked each time, as an administrator may change them. */
    public interface Source extends Supplier<ChapterSettings> {}

    /** Changes with them. */
    String text() {
        return every.toSeconds() + "s " + mostWidth;
    }
}
