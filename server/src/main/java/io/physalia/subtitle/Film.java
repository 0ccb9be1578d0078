package io.physalia.subtitle;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A media file whose tracks are wanted.
 *
 * @param source the media source's id
 * @param version changes with the file
 */
public record Film(String source, Path file, MediaInfo info, String version) {

    /**
     * The file as it is now, which may be another than the last scan knew.
     *
     * @throws Failure {@code FILE_NOT_FOUND}
     */
    public static Film of(String source, Path file, MediaInfo info) {
        return new Film(source, file, info, version(file));
    }

    /** @throws Failure {@code FILE_NOT_FOUND} */
    static String version(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + "-" + attributes.lastModifiedTime().toMillis();
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary(), e);
        }
    }
}
