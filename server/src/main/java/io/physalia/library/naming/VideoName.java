package io.physalia.library.naming;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file or folder says about a film or a series: {@code The Film (2010) [tmdbid-123]}, {@code The.Film.2010.1080p.BluRay}.
 *
 * @param title never empty
 * @param providerIds by the provider's name as clients write it
 */
public record VideoName(String title, OptionalInt year, Map<String, String> providerIds) {
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*\\]|\\{[^}]*\\}");
    private static final Pattern PARENTHESES = Pattern.compile("\\([^)]*\\)");
    private static final Pattern YEAR_IN_PARENTHESES =
            Pattern.compile("^(?<title>.*?\\S)[ ._]*\\((?<year>(?:19|20)\\d{2})(?:[-–](?:(?:19|20)\\d{2})?)?\\)");
    private static final Pattern BARE_YEAR =
            Pattern.compile("^(?<title>.*\\S)[ ._-]+(?<year>(?:19|20)\\d{2})(?=$|[ ._-])");
    /** What release groups add; the title ends before the first of it. */
    private static final Pattern RELEASE = Pattern.compile(
            "[ ._(-]+(?:480[ip]|576[ip]|720[ip]|1080[ip]|2160p|4320p|4k|8k|uhd|ultrahd|hdr|hdr10|dv|10bit|3d|h-?sbs|h-?tab|f-?sbs|f-?tab|mvc|blu-?ray|bdrip|brrip"
                    + "|bdremux|remux|dvd|dvdrip|dvdscr|web|web-?dl|webrip|hdtv|pdtv|hdrip|telesync|x26[45]|h\\.?26[45]|hevc|avc|av1|xvid|divx|aac|ac3|dts|truehd"
                    + "|extended|unrated|remastered|proper|repack|multi|internal|limited)(?=$|[ ._)-]).*$",
            Pattern.CASE_INSENSITIVE);

    public VideoName {
        providerIds = Map.copyOf(providerIds);
    }

    /** @param name of a folder, or of a file without its extension */
    public static VideoName parse(String name) {
        String rest = withoutBrackets(ProviderIds.strip(name).strip());
        OptionalInt year = OptionalInt.empty();
        Matcher dated = YEAR_IN_PARENTHESES.matcher(rest);
        if (!dated.find()) {
            dated = BARE_YEAR.matcher(RELEASE.matcher(rest).replaceFirst(""));
            // Some write the year last.
            dated = dated.find() ? dated : BARE_YEAR.matcher(rest);
        }
        dated.reset();
        if (dated.find()) {
            year = OptionalInt.of(Integer.parseInt(dated.group("year")));
            rest = dated.group("title");
        }
        String title = spaced(RELEASE.matcher(rest).replaceFirst(""));
        return new VideoName(title.isEmpty() ? name.strip() : title, year, ProviderIds.parse(name));
    }

    /** Whether the name says more than a title could by chance. */
    public boolean isSpecific() {
        return year.isPresent() || !providerIds.isEmpty();
    }

    private static String withoutBrackets(String name) {
        String bare = BRACKETS.matcher(name).replaceAll(" ").strip();
        // There is a film named [REC].
        boolean isNameless = PARENTHESES.matcher(bare).replaceAll("").isBlank();
        return isNameless ? name : bare;
    }

    /** Dots and underscores are spaces where no space is. */
    static String spaced(String title) {
        String text = title.indexOf(' ') >= 0 ? title : title.replace('.', ' ').replace('_', ' ');
        return text.replaceAll("\\s+", " ").replaceAll("^[ -]+|[ -]+$", "");
    }
}
