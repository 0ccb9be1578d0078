package io.physalia.subtitle;

import io.physalia.failure.Failure;
import io.physalia.media.FileState;
import io.physalia.media.MediaInfo;
import java.nio.file.Path;

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
        return new Film(source, file, info, FileState.of(file).text());
    }
}
