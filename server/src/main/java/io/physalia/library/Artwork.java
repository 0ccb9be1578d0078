package io.physalia.library;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A picture of an item, a file.
 *
 * @param type as clients know it: {@code Primary}, {@code Backdrop}, {@code Thumb}, {@code Logo}, {@code Banner}, {@code Art}, {@code Disc}, {@code Box},
 *     {@code Screenshot}, {@code Menu}, {@code Chapter}, {@code BoxRear}, {@code Profile}
 * @param index from 0; other than 0 for backdrops and chapters only
 * @param path of the picture; a media file that has the picture inside it is named here, too
 * @param modified when the file was last changed: tags and caches go by it
 * @param width in pixels; empty until somebody has looked, as {@code height} and {@code blurhash}
 * @param uploaded set by a person with a client: a scan leaves it alone
 */
public record Artwork(
        String type,
        int index,
        Path path,
        Instant modified,
        OptionalInt width,
        OptionalInt height,
        Optional<String> blurhash,
        boolean uploaded) {

    /** A picture that a scan has found. */
    public static Artwork found(String type, int index, Path path, Instant modified) {
        return new Artwork(
                type, index, path, modified, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), false);
    }
}
