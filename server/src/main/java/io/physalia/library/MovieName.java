package io.physalia.library;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file or folder says about a film: {@code The Film (2010) [tmdbid-123]}, {@code The.Film.2010.1080p.BluRay}.
 *
 * @param title never empty
 * @param providerIds by the provider's name as clients write it
 */
record MovieName(String title, OptionalInt year, Map<String, String> providerIds) {
    private static final Pattern PROVIDER =
            Pattern.compile("[\\[({](tmdb|imdb|tvdb)(?:id)?[-=]([A-Za-z0-9]+)[\\])}]", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*\\]|\\{[^}]*\\}");
    private static final Pattern PARENTHESES = Pattern.compile("\\([^)]*\\)");
    private static final Pattern YEAR_IN_PARENTHESES =
            Pattern.compile("^(?<title>.*?\\S)[ ._]*\\((?<year>(?:19|20)\\d{2})\\)");
    private static final Pattern BARE_YEAR =
            Pattern.compile("^(?<title>.*\\S)[ ._-]+(?<year>(?:19|20)\\d{2})(?=$|[ ._-])");
    /** What release groups add; the title ends before the first of it. */
    private static final Pattern RELEASE = Pattern.compile(
            "[ ._(-]+(?:480[ip]|576[ip]|720[ip]|1080[ip]|2160p|4k|uhd|hdr|hdr10|dv|10bit|blu-?ray|bdrip|brrip|bdremux|remux|dvd|dvdrip"
                    + "|web|web-?dl|webrip|hdtv|hdrip|x26[45]|h\\.?26[45]|hevc|avc|av1|xvid|divx|aac|ac3|dts|extended|unrated"
                    + "|remastered|proper|repack|multi|internal|limited)(?=$|[ ._)-]).*$",
            Pattern.CASE_INSENSITIVE);

    MovieName {
        providerIds = Map.copyOf(providerIds);
    }

    /** @param name of a folder, or of a file without its extension */
    static MovieName parse(String name) {
        Map<String, String> ids = new TreeMap<>();
        Matcher provider = PROVIDER.matcher(name);
        while (provider.find()) {
            ids.put(capitalised(provider.group(1)), provider.group(2));
        }
        String rest = withoutBrackets(provider.replaceAll(""));
        OptionalInt year = OptionalInt.empty();
        Matcher dated = YEAR_IN_PARENTHESES.matcher(rest);
        if (!dated.find()) {
            rest = RELEASE.matcher(rest).replaceFirst("");
            dated = BARE_YEAR.matcher(rest);
        }
        dated.reset();
        if (dated.find()) {
            year = OptionalInt.of(Integer.parseInt(dated.group("year")));
            rest = dated.group("title");
        }
        String title = spaced(RELEASE.matcher(rest).replaceFirst(""));
        return new MovieName(title.isEmpty() ? name.strip() : title, year, ids);
    }

    /** Whether the name says more than a title could by chance. */
    boolean isSpecific() {
        return year.isPresent() || !providerIds.isEmpty();
    }

    private static String withoutBrackets(String name) {
        String bare = BRACKETS.matcher(name).replaceAll(" ").strip();
        // There is a film named [REC].
        boolean isNameless = PARENTHESES.matcher(bare).replaceAll("").isBlank();
        return isNameless ? name.strip() : bare;
    }

    private static String spaced(String title) {
        String text = title.indexOf(' ') >= 0 ? title : title.replace('.', ' ').replace('_', ' ');
        return text.replaceAll("\\s+", " ").replaceAll("^[ -]+|[ -]+$", "");
    }

    private static String capitalised(String provider) {
        return provider.substring(0, 1).toUpperCase(Locale.ROOT)
                + provider.substring(1).toLowerCase(Locale.ROOT);
    }
}
