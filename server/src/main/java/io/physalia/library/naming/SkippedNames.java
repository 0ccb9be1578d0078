package io.physalia.library.naming;

import java.util.Locale;
import java.util.Set;

/** Files and directories that no library holds: hidden ones, and those that systems and other programs keep for themselves. */
public final class SkippedNames {
    private static final Set<String> DIRECTORIES = Set.of(
            "@eadir",
            "eadir",
            "#recycle",
            "@recycle",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "metadata",
            "extrathumbs",
            "ps3_update",
            "ps3_vprm",
            "subs",
            "temprec",
            "tempsbe",
            "certificate",
            "audio_ts");

    private SkippedNames() {}

    public static boolean skipsDirectory(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || DIRECTORIES.contains(key) || key.endsWith(".trickplay");
    }

    public static boolean skipsFile(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || key.endsWith(".bts") || key.endsWith(".sync") || key.equals("thumbs.db");
    }
}
