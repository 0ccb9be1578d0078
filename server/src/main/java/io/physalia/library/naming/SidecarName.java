package io.physalia.library.naming;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file with subtitles or sound for a film beside it, which it is named after: {@code Film.en.forced.srt}, {@code Film.English Commentary.en.mp3}.
 *
 * @param title empty if none
 * @param language as media files write it (ISO 639-2); empty if none
 */
public record SidecarName(
        MediaType type, String title, String language, boolean isDefault, boolean isForced, boolean isHearingImpaired) {
    private static final Set<String> FORCED = Set.of("forced", "foreign");
    private static final Set<String> HEARING_IMPAIRED = Set.of("sdh", "cc", "hi");
    private static final String HINDI = "hin";

    /**
     * Reads a file's name; empty if it does not belong to the film.
     *
     * @param filmBase the film's file name without extension
     */
    public static Optional<SidecarName> find(String filmBase, String fileName) {
        MediaType type;
        if (MediaType.SUBTITLE.matches(fileName)) {
            type = MediaType.SUBTITLE;
        } else if (MediaType.AUDIO.matches(fileName) && !MediaType.VIDEO.matches(fileName)) {
            type = MediaType.AUDIO;
        } else {
            return Optional.empty();
        }
        String base = MediaType.base(fileName);
        if (!base.regionMatches(true, 0, filmBase, 0, filmBase.length())) {
            return Optional.empty();
        }
        String rest = base.substring(filmBase.length());
        if (!rest.isEmpty() && rest.charAt(0) != '.') {
            return Optional.empty();
        }
        return Optional.of(flags(type, rest.isEmpty() ? "" : rest.substring(1)));
    }

    private static SidecarName flags(MediaType type, String text) {
        String title = "";
        String language = "";
        boolean isDefault = false;
        boolean isForced = false;
        boolean isHearingImpaired = false;
        for (String word : Arrays.asList(text.split("\\.")).reversed()) {
            String key = word.toLowerCase(Locale.ROOT);
            if (key.isBlank()) {
                continue;
            }
            Optional<String> named = Languages.find(key);
            if (key.equals("default")) {
                isDefault = true;
            } else if (FORCED.contains(key)) {
                isForced = true;
            } else if (named.isPresent() && language.isEmpty()) {
                language = named.get();
            } else if (named.isPresent() && language.equals(HINDI)) {
                // "hi" is Hindi only where no other language is named.
                isHearingImpaired = true;
                language = named.get();
            } else if (HEARING_IMPAIRED.contains(key)) {
                isHearingImpaired = true;
            } else {
                title = title.isEmpty() ? word : word + "." + title;
            }
        }
        return new SidecarName(type, title, language, isDefault, isForced, isHearingImpaired);
    }
}
