package io.physalia.library.naming;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file beside a film or series is, if it is not the film itself. */
public enum ExtraType {
    UNKNOWN("Unknown"),
    CLIP("Clip"),
    TRAILER("Trailer"),
    BEHIND_THE_SCENES("BehindTheScenes"),
    DELETED_SCENE("DeletedScene"),
    INTERVIEW("Interview"),
    SCENE("Scene"),
    SAMPLE("Sample"),
    THEME_SONG("ThemeSong"),
    THEME_VIDEO("ThemeVideo"),
    FEATURETTE("Featurette"),
    SHORT("Short");

    private static final Map<String, ExtraType> FOLDERS = Map.ofEntries(
            Map.entry("trailers", TRAILER),
            Map.entry("behind the scenes", BEHIND_THE_SCENES),
            Map.entry("deleted scenes", DELETED_SCENE),
            Map.entry("interviews", INTERVIEW),
            Map.entry("scenes", SCENE),
            Map.entry("samples", SAMPLE),
            Map.entry("shorts", SHORT),
            Map.entry("featurettes", FEATURETTE),
            Map.entry("clips", CLIP),
            Map.entry("extra", UNKNOWN),
            Map.entry("extras", UNKNOWN),
            Map.entry("other", UNKNOWN),
            Map.entry("theme-music", THEME_SONG),
            Map.entry("backdrops", THEME_VIDEO));

    /** A number may follow: {@code -trailer2}. */
    private static final Pattern SPACED_SUFFIX = Pattern.compile(".*[-._ ](trailer|sample)\\d*");

    private static final Pattern SUFFIX = Pattern.compile(
            ".*-(scene|clip|interview|behindthescenes|deleted|deletedscene|featurette|short|other|extra)\\d*");

    private static final Map<String, ExtraType> SUFFIXES = Map.ofEntries(
            Map.entry("trailer", TRAILER),
            Map.entry("sample", SAMPLE),
            Map.entry("scene", SCENE),
            Map.entry("clip", CLIP),
            Map.entry("interview", INTERVIEW),
            Map.entry("behindthescenes", BEHIND_THE_SCENES),
            Map.entry("deleted", DELETED_SCENE),
            Map.entry("deletedscene", DELETED_SCENE),
            Map.entry("featurette", FEATURETTE),
            Map.entry("short", SHORT),
            Map.entry("other", UNKNOWN),
            Map.entry("extra", UNKNOWN));

    private final String typeName;

    ExtraType(String typeName) {
        this.typeName = typeName;
    }

    /** The name that clients use, e.g. {@code BehindTheScenes}. */
    public String typeName() {
        return typeName;
    }

    /** Whether it is shown as the owner's theme, and not in the list of its extras. */
    public boolean isTheme() {
        return this == THEME_SONG || this == THEME_VIDEO;
    }

    /** What the files of a directory of this name are. */
    public static Optional<ExtraType> ofFolder(String directoryName) {
        return Optional.ofNullable(FOLDERS.get(directoryName.toLowerCase(Locale.ROOT)));
    }

    /** What a file is by its own name: {@code trailer.mp4}, {@code Making of-behindthescenes.mkv}, {@code theme.mp3}. */
    public static Optional<ExtraType> ofFile(String fileName) {
        String base = MediaType.base(fileName).toLowerCase(Locale.ROOT);
        if (MediaType.AUDIO.matches(fileName) && base.equals("theme")) {
            return Optional.of(THEME_SONG);
        }
        if (!MediaType.VIDEO.matches(fileName)) {
            return Optional.empty();
        }
        if (base.equals("trailer") || base.equals("sample")) {
            return Optional.ofNullable(SUFFIXES.get(base));
        }
        var spaced = SPACED_SUFFIX.matcher(base);
        if (spaced.matches()) {
            return Optional.ofNullable(SUFFIXES.get(spaced.group(1)));
        }
        var suffix = SUFFIX.matcher(base);
        return suffix.matches() ? Optional.ofNullable(SUFFIXES.get(suffix.group(1))) : Optional.empty();
    }

    /** The name of an extra's file as a title: without what only says its type. */
    public static String title(String fileName) {
        String base = MediaType.base(fileName);
        String bare = base.replaceFirst(
                "(?i)(?:[-._ ]+(?:trailer|sample)|-(?:scene|clip|interview|behindthescenes|deleted|deletedscene|featurette|short|other|extra))(\\d*)$",
                "$1");
        String title = VideoName.spaced(bare);
        return title.isEmpty() ? base : title;
    }
}
