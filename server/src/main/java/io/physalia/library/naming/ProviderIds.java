package io.physalia.library.naming;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of other catalogues in a name: {@code [tmdbid-123]}, {@code {imdb-tt0816692}}, {@code (tvdbid=9)}. */
public final class ProviderIds {
    /** As names write them, and as clients do. */
    private static final Map<String, String> PROVIDERS = Map.ofEntries(
            Map.entry("tmdb", "Tmdb"),
            Map.entry("imdb", "Imdb"),
            Map.entry("tvdb", "Tvdb"),
            Map.entry("tvmaze", "TvMaze"),
            Map.entry("anidb", "AniDB"),
            Map.entry("anilist", "AniList"),
            Map.entry("anisearch", "AniSearch"));

    private static final Pattern TAG = Pattern.compile(
            "[\\[({]\\s*([a-z]{4,9}?)(?:id)?\\s*[-=]\\s*([a-z0-9]+)\\s*[\\])}]", Pattern.CASE_INSENSITIVE);

    private ProviderIds() {}

    /** By the provider's name as clients write it; the first of each counts. Unknown providers are no ids. */
    public static Map<String, String> parse(String name) {
        Map<String, String> ids = new LinkedHashMap<>();
        Matcher tag = TAG.matcher(name);
        while (tag.find()) {
            String provider = PROVIDERS.get(tag.group(1).toLowerCase(Locale.ROOT));
            if (provider != null && isPlausible(provider, tag.group(2))) {
                ids.putIfAbsent(provider, tag.group(2));
            }
        }
        return ids;
    }

    /** The name without ids. */
    public static String strip(String name) {
        return TAG.matcher(name)
                .replaceAll(tag -> PROVIDERS.containsKey(tag.group(1).toLowerCase(Locale.ROOT))
                        ? " "
                        : Matcher.quoteReplacement(tag.group()));
    }

    private static boolean isPlausible(String provider, String id) {
        return provider.equals("Imdb") ? id.matches("(?:tt)?\\d+") : id.chars().allMatch(Character::isDigit);
    }
}
