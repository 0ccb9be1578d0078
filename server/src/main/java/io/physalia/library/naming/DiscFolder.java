package io.physalia.library.naming;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders that split an album into discs: {@code CD1}, {@code Disc 2 - Live}, {@code Vol. 3}. */
public final class DiscFolder {
    private static final Pattern FORM = Pattern.compile(
            "(?:.*[ ._(\\[-])?(?:cd|digital media|dis[ck]|vol(?:ume)?|part|act)[ ._-]*(\\d{1,3})(?:[ ._\\])-].*)?",
            Pattern.CASE_INSENSITIVE);

    private DiscFolder() {}

    /** The disc's number; empty if the folder is no disc. */
    public static OptionalInt parse(String folder) {
        Matcher form = FORM.matcher(folder.strip());
        return form.matches() ? OptionalInt.of(Integer.parseInt(form.group(1))) : OptionalInt.empty();
    }
}
