package io.physalia.library.naming;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a season's folder, in the languages that Jellyfin knows. */
public final class SeasonName {
    private static final String WORD =
            "season|seasong|sæson|saison|staffel|series|stagione|säsong|seizoen|sezona|sezóna|sezonul|sezon|série|séria|serie|seria"
                    + "|temporada|kausi|сезон|시즌|シーズン";
    private static final int UNICODE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern WORD_FIRST = Pattern.compile(
            "(?:.*[ ._-])?(?:" + WORD + ")[ ._-]*(\\d{1,4})(?![\\d]|[ip]\\b|[ ._-]*e(?:p(?:isode)?)?[ ._]*\\d).*",
            UNICODE);
    private static final Pattern NUMBER_FIRST =
            Pattern.compile("(\\d{1,4})(?:st|nd|rd|th|\\.|ª|º)?[ ._-]*(?:" + WORD + ")\\b.*", UNICODE);
    private static final Pattern SHORT = Pattern.compile("(?:.*[ ._-])?[sS](\\d{1,4})(?:[ ._\\[(-].*)?");
    private static final Pattern SHORT_EPISODE = Pattern.compile("(?:.*[ ._-])?[sS]\\d{1,4}[ ._-]*[eE]\\d.*");
    private static final Set<String> SPECIALS = Set.of("specials", "special", "season specials");

    private SeasonName() {}

    /**
     * Reads the number of a season, 0 for specials; empty if the folder is no season.
     *
     * @param folder the folder's name
     * @param series the name of the series' folder, which a season's may repeat
     */
    public static OptionalInt parse(String folder, String series) {
        String name =
                ProviderIds.strip(withoutSeries(folder.strip(), series.strip())).strip();
        if (SPECIALS.contains(name.toLowerCase(Locale.ROOT))) {
            return OptionalInt.of(0);
        }
        if (name.matches("\\d{1,4}")) {
            return OptionalInt.of(Integer.parseInt(name));
        }
        if (SHORT_EPISODE.matcher(name).matches()) {
            return OptionalInt.empty();
        }
        for (Pattern form : new Pattern[] {WORD_FIRST, NUMBER_FIRST, SHORT}) {
            Matcher matcher = form.matcher(name);
            if (matcher.matches()) {
                return OptionalInt.of(Integer.parseInt(matcher.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    private static String withoutSeries(String folder, String series) {
        if (!series.isEmpty()
                && folder.length() > series.length()
                && folder.regionMatches(true, 0, series, 0, series.length())) {
            return folder.substring(series.length()).replaceFirst("^[ ._-]+", "");
        }
        return folder;
    }
}
