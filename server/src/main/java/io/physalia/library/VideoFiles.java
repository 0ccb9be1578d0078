package io.physalia.library;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files are films and which directories hold them, by name alone. */
final class VideoFiles {
    /** A file of this name keeps a scan out of its directory. */
    static final String IGNORE_FILE = ".ignore";

    private static final Set<String> EXTENSIONS = Set.of(
            "3g2", "3gp", "amv", "asf", "avi", "divx", "dv", "f4v", "flv", "m2t", "m2ts", "m2v", "m4v", "mk3d", "mkv",
            "mov", "mp4", "mpe", "mpeg", "mpg", "mts", "mxf", "nsv", "nut", "ogm", "ogv", "qt", "rec", "rm", "rmvb",
            "tp", "trp", "ts", "vob", "webm", "wmv", "wtv");

    /** Extras belong to a film and are no films; the others belong to the system, or to a disc image that is more than its files. */
    private static final Set<String> OTHER_DIRECTORIES = Set.of(
            "extras",
            "trailers",
            "behind the scenes",
            "deleted scenes",
            "featurettes",
            "interviews",
            "scenes",
            "shorts",
            "clips",
            "other",
            "sample",
            "samples",
            "theme-music",
            "backdrops",
            "@eadir",
            "#recycle",
            "$recycle.bin",
            "@recycle",
            "system volume information",
            "lost+found",
            "bdmv",
            "video_ts",
            "audio_ts",
            "certificate");

    private static final Pattern EXTRA = Pattern.compile(
            "(?:.*[-._ ])?(?:sample)|.*-(?:trailer|behindthescenes|deleted|featurette|interview|scene|short|clip|extra|other)");

    private VideoFiles() {}

    static boolean isFilm(String fileName) {
        int dot = fileName.lastIndexOf('.');
        if (dot <= 0 || fileName.startsWith(".")) {
            return false;
        }
        String base = fileName.substring(0, dot).toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT))
                && !EXTRA.matcher(base).matches();
    }

    static boolean isWalked(String directoryName) {
        return !directoryName.startsWith(".") && !OTHER_DIRECTORIES.contains(directoryName.toLowerCase(Locale.ROOT));
    }

    /** The name without the extension. */
    static String base(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }
}
