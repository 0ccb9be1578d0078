package io.physalia.media;

import java.nio.file.Path;

/**
 * An FFmpeg that has been tried and found usable.
 *
 * @param ffmpeg the program
 * @param ffprobe its companion
 * @param version as it prints it, e.g. {@code 6.1.1}
 * @param bundled whether it is the one that came with Physalia
 */
public record Ffmpeg(Path ffmpeg, Path ffprobe, String version, boolean bundled) {}
