package io.physalia.jellyfin.media;

import java.util.Locale;

/** Content types of media files by their extension. */
final class ContentTypes {
    private ContentTypes() {}

    /** @param name a file's name or a bare extension */
    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "mkv" -> "video/x-matroska";
            case "webm" -> "video/webm";
            case "mp4", "m4v" -> "video/mp4";
            case "mov", "qt" -> "video/quicktime";
            case "ts", "m2ts", "mts" -> "video/mp2t";
            case "avi" -> "video/x-msvideo";
            case "wmv" -> "video/x-ms-wmv";
            case "asf" -> "video/x-ms-asf";
            case "flv" -> "video/x-flv";
            case "ogv" -> "video/ogg";
            case "3gp" -> "video/3gpp";
            case "mpg", "mpeg", "vob" -> "video/mpeg";
            case "mp3" -> "audio/mpeg";
            case "m4a", "m4b", "aac" -> "audio/mp4";
            case "flac" -> "audio/flac";
            case "ogg", "oga", "opus" -> "audio/ogg";
            case "wav" -> "audio/wav";
            default -> "application/octet-stream";
        };
    }
}
