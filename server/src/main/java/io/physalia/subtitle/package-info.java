/**
 * Subtitles: reading and writing their formats, and getting them out of media files. What a format says of places and looks is kept only where nothing is
 * converted.
 */
@NullMarked
package io.physalia.subtitle;

import org.jspecify.annotations.NullMarked;
