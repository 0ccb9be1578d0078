package io.physalia.library.naming;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a song's file name says, for songs without tags: {@code 01 - Title}, {@code 2-05 Title}.
 *
 * @param title never empty
 */
public record TrackName(OptionalInt disc, OptionalInt track, String title) {
    private static final Pattern FORM =
            Pattern.compile("(?:(?<disc>\\d{1,2})[-.])?(?<track>\\d{1,3})(?:[ ._-]+)(?<title>\\S.*)");

    /** @param base a file's name without extension */
    public static TrackName parse(String base) {
        Matcher form = FORM.matcher(base);
        if (!form.matches()) {
            return new TrackName(OptionalInt.empty(), OptionalInt.empty(), VideoName.spaced(base));
        }
        String disc = form.group("disc");
        return new TrackName(
                disc == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(disc)),
                OptionalInt.of(Integer.parseInt(form.group("track"))),
                VideoName.spaced(form.group("title")));
    }
}
