package io.physalia.library.naming;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a book, comic or audio book says: {@code Plastic Man (1944) #002 (1945)}, {@code 3 - Title (1999)}, {@code Title (Series, #2)}.
 *
 * @param title never empty
 * @param series empty if none
 * @param index the issue in its series
 */
public record BookName(String title, String series, OptionalInt index, OptionalInt year) {
    private static final String YEAR = "(?:\\s\\((?<year>\\d{4})\\))?";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile(
                    "(?<series>.+?)(?:\\s\\(\\d{4}\\))?\\s#(?<index>\\d{1,5})(?:\\.0)?(?:\\s\\(of\\s\\d+\\))?" + YEAR),
            Pattern.compile("(?<title>.+?)\\s\\((?<series>[^()]+?),\\s#(?<index>\\d{1,5})\\)" + YEAR),
            Pattern.compile("(?<index>\\d{1,5})(?:\\.0)?\\s-\\s(?<title>.+?)" + YEAR),
            Pattern.compile("(?<title>.+?)\\s*\\((?<year>\\d{4})\\).*"));

    /** @param base a file's name without extension, or a folder's */
    public static BookName parse(String base) {
        String name = base.strip();
        for (Pattern form : FORMS) {
            Matcher match = form.matcher(name);
            if (match.matches()) {
                Map<String, Integer> groups = match.namedGroups();
                String series =
                        groups.containsKey("series") ? match.group("series").strip() : "";
                String title =
                        groups.containsKey("title") ? match.group("title").strip() : name;
                return new BookName(
                        title,
                        series,
                        groups.containsKey("index") ? number(match.group("index")) : OptionalInt.empty(),
                        groups.containsKey("year") ? number(match.group("year")) : OptionalInt.empty());
            }
        }
        return new BookName(name, "", OptionalInt.empty(), OptionalInt.empty());
    }

    private static OptionalInt number(@Nullable String digits) {
        return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }
}
