package io.physalia.transcode;

import io.physalia.media.MediaInfo;
import java.nio.file.Path;

/**
 * A file that can be played.
 *
 * @param id the media source's id, 32 hex digits
 * @param version changes whenever the file does (its size and time of change)
 */
public record MediaSource(String id, Path path, MediaInfo info, String version) {

    /**
     * A file beside it that holds subtitles.
     *
     * @param codec FFmpeg's name
     * @param version changes with the file
     */
    public record SubtitleFile(Path path, String codec, String version) {}
}
