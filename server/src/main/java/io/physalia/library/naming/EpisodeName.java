package io.physalia.library.naming;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which episode a file is, by its name.
 *
 * @param season empty if only the folder can say
 * @param episode empty if the file is known by its date only, or not at all
 * @param lastEpisode of a file with several episodes; empty for one
 * @param airDate of daily shows
 * @param title what follows the number; empty if nothing does
 */
public record EpisodeName(
        OptionalInt season, OptionalInt episode, OptionalInt lastEpisode, Optional<LocalDate> airDate, String title) {
    public static final EpisodeName NONE =
            new EpisodeName(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), "");

    private static final int CASELESS = Pattern.CASE_INSENSITIVE;
    /** A second number is no episode if it turns out to be a resolution (1080p), a codec or a part of a longer number. */
    private static final String NO_MORE = "(?![\\dip])";

    private static final String AND_MORE =
            "(?<more>(?:[ ._]*[-~+&]?[ ._]*(?:s\\d{1,4})?[ ._-]*(?:x?ep?|x)[ ._]*\\d{1,4}" + NO_MORE + "|[-~]\\d{1,4}"
                    + NO_MORE + ")*)";
    private static final Pattern MORE_NUMBER = Pattern.compile("(?:ep?|x|[-~])[ ._]*(\\d{1,4})", CASELESS);

    private record Rule(Pattern pattern, BiFunction<Matcher, OptionalInt, EpisodeName> reader) {
        Rule(String pattern, BiFunction<Matcher, OptionalInt, EpisodeName> reader) {
            this(Pattern.compile(pattern, CASELESS), reader);
        }
    }

    /** The first that reads something counts: from the certain to the daring. */
    private static final List<Rule> RULES = List.of(
            // S01E02, s1.e2, S01 - E02, S01xE02, Show [S01E02]
            new Rule(
                    "(?<![a-z0-9])s(?<s>\\d{1,4})[\\]\\[ ._x-]*e(?:p[ ._]?)?(?<e>\\d{1,4})(?:[a-d](?![a-z0-9]))?"
                            + AND_MORE,
                    EpisodeName::numbered),
            // Season 1 Episode 2, Season 1 - Episode 2
            new Rule(
                    "(?<![a-z])season[ ._]*(?<s>\\d{1,4})[ ._,-]+e(?:p(?:isode)?)?[ ._]*(?<e>\\d{1,4})" + AND_MORE,
                    EpisodeName::numbered),
            // 1x02, 1x02x03, 1x02-1x03
            new Rule(
                    "(?<![a-z0-9])(?<s>\\d{1,4})x(?<e>\\d{1,4})(?<more>(?:[ ]?-?[ ]?(?:\\d{1,4})?x[ ]?e?\\d{1,4}"
                            + NO_MORE + "|-e?\\d{1,4}" + NO_MORE + ")*)(?![0-9])",
                    EpisodeName::numbered),
            new Rule(
                    "(?<!\\d)(?<y>(?:19|20)\\d{2})[ ._-](?<m>\\d{2})[ ._-](?<d>\\d{2})(?!\\d)",
                    (match, _) -> dated(match)),
            new Rule(
                    "(?<!\\d)(?<d>\\d{2})[ ._-](?<m>\\d{2})[ ._-](?<y>(?:19|20)\\d{2})(?!\\d)",
                    (match, _) -> dated(match)),
            // Episode 16, Ep. 03, EP_01, Show E05
            new Rule("(?<![a-z])e(?:p(?:isode)?[ ._]*)?(?<e>\\d{1,4})(?![\\da-z])" + AND_MORE, EpisodeName::absolute),
            // [Group][Show][21][1080p]
            new Rule("\\[(?<e>\\d{1,3})(?:v\\d)?\\]", EpisodeName::absolute),
            // Show - 101, [Group] Show - 04 [720p], Show - 01 - Title, 01 - Title
            new Rule(
                    "(?:^|[ _]-[ _]*)(?<e>\\d{1,4})(?:v\\d)?(?<more>(?:-\\d{2,4}" + NO_MORE
                            + ")?)(?=$|[ _]*(?:-|\\[|\\()|[ _](?![ip]))",
                    EpisodeName::absolute),
            // 01, 01.Title, 01 Title, 01-02 Title, 01-Title
            new Rule("^(?<e>\\d{1,3})(?<more>(?:-\\d{2,3}" + NO_MORE + ")?)(?=$|[ ._-])", EpisodeName::absolute),
            // show.102.title, show_1204
            new Rule("(?<=[a-z0-9])[._](?<both>\\d{3,4})(?=$|[ ._-])", EpisodeName::joined),
            // Show 102
            new Rule(
                    "(?<=[\\p{L}0-9)!?])[ ](?<e>\\d{1,4})(?<more>(?:-\\d{2,4}" + NO_MORE + ")?)(?=$|[ ]*[\\[(]|[ ]-)",
                    EpisodeName::absolute),
            new Rule("[ ._-]p(?:ar)?t[ ._-]?(?<e>\\d{1,3})(?!\\d)", EpisodeName::absolute));

    /**
     * Reads a name.
     *
     * @param base a file's name without extension
     * @param folderSeason of the season's folder that it lies in, which decides what {@code Show.102} is
     */
    public static EpisodeName parse(String base, OptionalInt folderSeason) {
        // Numbers of catalogues and years in parentheses are no episodes.
        String name =
                ProviderIds.strip(base).replaceAll("\\((?:19|20)\\d{2}\\)", " ").strip();
        for (Rule rule : RULES) {
            Matcher match = rule.pattern().matcher(name);
            while (match.find()) {
                EpisodeName read = rule.reader().apply(match, folderSeason);
                if (!read.equals(NONE)) {
                    return read.withTitle(title(name.substring(match.end())));
                }
            }
        }
        return NONE;
    }

    /** Whether the name says which episode it is. */
    public boolean isKnown() {
        return episode.isPresent() || airDate.isPresent();
    }

    private EpisodeName withTitle(String newTitle) {
        return new EpisodeName(season, episode, lastEpisode, airDate, newTitle);
    }

    private static EpisodeName numbered(Matcher match, OptionalInt folderSeason) {
        int season = Integer.parseInt(match.group("s"));
        // 1920x1080 is a resolution; but there are seasons named after their year.
        if ((season >= 200 && season < 1928) || season > 2500) {
            return NONE;
        }
        return of(OptionalInt.of(season), match);
    }

    private static EpisodeName absolute(Matcher match, OptionalInt folderSeason) {
        int episode = Integer.parseInt(match.group("e"));
        return isYear(episode) ? NONE : of(OptionalInt.empty(), match);
    }

    private static EpisodeName joined(Matcher match, OptionalInt folderSeason) {
        int both = Integer.parseInt(match.group("both"));
        if (isYear(both) || List.of(264, 265, 480, 576, 720, 1080, 2160).contains(both)) {
            return NONE;
        }
        if (folderSeason.isPresent() && folderSeason.getAsInt() != both / 100) {
            return episode(folderSeason, both, OptionalInt.empty());
        }
        return episode(OptionalInt.of(both / 100), both % 100, OptionalInt.empty());
    }

    private static boolean isYear(int number) {
        return number >= 1900 && number < 2100;
    }

    private static EpisodeName of(OptionalInt season, Matcher match) {
        int first = Integer.parseInt(match.group("e"));
        OptionalInt last = OptionalInt.empty();
        if (match.namedGroups().containsKey("more") && match.group("more") != null) {
            Matcher more = MORE_NUMBER.matcher(match.group("more"));
            while (more.find()) {
                int number = Integer.parseInt(more.group(1));
                last = number > first ? OptionalInt.of(number) : last;
            }
        }
        return episode(season, first, last);
    }

    private static EpisodeName episode(OptionalInt season, int episode, OptionalInt last) {
        return new EpisodeName(season, OptionalInt.of(episode), last, Optional.empty(), "");
    }

    private static EpisodeName dated(Matcher match) {
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(match.group("y")),
                    Integer.parseInt(match.group("m")),
                    Integer.parseInt(match.group("d")));
            return new EpisodeName(
                    OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(date), "");
        } catch (DateTimeException _) {
            return NONE;
        }
    }

    private static String title(String rest) {
        String text = rest.replaceAll("\\[[^\\]]*\\]|\\{[^}]*\\}", " ").strip();
        if (text.isEmpty() || text.startsWith("(")) {
            return "";
        }
        VideoName name = VideoName.parse("x " + text.replaceFirst("^[ ._-]+", ""));
        String title = name.title().equals("x") ? "" : name.title().replaceFirst("^x[ ]?", "");
        return VideoName.spaced(title).replaceFirst("^[ ._)\\]-]+", "");
    }
}
