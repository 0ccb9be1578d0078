/**
 * Pictures of chapters: a {@link io.physalia.library.chapter.ChapterImageScan} asks for those that are missing, a {@link io.physalia.library.chapter.ChapterImageWork} of
 * whichever pod takes them out of a film, and {@link io.physalia.library.chapter.ChapterImages} has them for all.
 */
@NullMarked
package io.physalia.library.chapter;

import org.jspecify.annotations.NullMarked;
