package io.physalia.library.naming;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several versions of the same film in a folder of its own: the folder's name, then a label: {@code Film (2010) - 1080p}, {@code Film (2010) [Director's Cut]}.
 *
 * @param label empty for the file that has just the folder's name
 */
public record VersionName(String label) {
    private static final Pattern RESOLUTION = Pattern.compile("(\\d{3,4})[ip]\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAGS_ONLY = Pattern.compile("[\\[({](.+)[\\])}]");

    /** The highest resolution first, then other labels by name; no label is first of all. */
    public static final Comparator<VersionName> ORDER = Comparator.comparing(
                    (VersionName version) -> !version.label.isEmpty())
            .thenComparing(version -> -version.lines())
            .thenComparing(VersionName::label, String.CASE_INSENSITIVE_ORDER);

    /**
     * Reads a file's name; empty if it is another film.
     *
     * @param folder the directory's name
     * @param base the file's name without extension
     */
    public static Optional<VersionName> find(String folder, String base) {
        if (folder.length() < 2 || !base.regionMatches(true, 0, folder, 0, folder.length())) {
            return Optional.empty();
        }
        String rest = base.substring(folder.length()).strip();
        if (rest.isEmpty()) {
            return Optional.of(new VersionName(""));
        }
        char first = rest.charAt(0);
        boolean isTag = TAGS_ONLY.matcher(rest).matches();
        if (!isTag && first != '-' && first != '_' && first != '.') {
            return Optional.empty();
        }
        String label = isTag ? rest : rest.substring(1).strip();
        Matcher tag = TAGS_ONLY.matcher(label);
        return Optional.of(
                new VersionName(tag.matches() && label.indexOf(']') == label.lastIndexOf(']') ? tag.group(1) : label));
    }

    private int lines() {
        Matcher resolution = RESOLUTION.matcher(label);
        return resolution.find() ? Integer.parseInt(resolution.group(1)) : 0;
    }
}
