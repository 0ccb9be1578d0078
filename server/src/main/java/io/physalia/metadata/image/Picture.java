package io.physalia.metadata.image;

import java.time.Duration;
import java.time.Instant;

/**
 * A picture of somebody or something.
 *
 * @param owner the id of the item or user
 * @param type as clients know it, {@code Primary} and so on
 * @param path of its file, of the media file that has it inside, or what {@link Uploads} has given it
 * @param modified when it was last changed
 * @param tag what clients are told, see {@link ImageTags}
 * @param moment of which a frame is taken if the file is a film without a picture
 */
public record Picture(
        String owner, String type, int index, String path, Instant modified, String tag, Duration moment) {}
