package io.physalia.library;

import io.physalia.database.schema.tables.Items;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The rank of an official rating, so that ratings of different countries can be compared: the age that it stands for, and a place among the ratings of
 * that age (in the United States NC-17 comes after R).
 */
public final class OfficialRatings {
    private static final Pattern AGE = Pattern.compile("(?:^|[^0-9])(\\d{1,2})(?:[^0-9]|$)");
    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("G", 0),
            Map.entry("U", 0),
            Map.entry("TV-Y", 0),
            Map.entry("TV-G", 0),
            Map.entry("E", 0),
            Map.entry("EC", 0),
            Map.entry("AL", 0),
            Map.entry("TP", 0),
            Map.entry("APPROVED", 0),
            Map.entry("PG", 10),
            Map.entry("TV-PG", 10),
            Map.entry("M", 15),
            Map.entry("MA", 17),
            Map.entry("TV-MA", 17),
            Map.entry("R", 17),
            Map.entry("X", 18),
            Map.entry("XXX", 1000),
            Map.entry("AO", 18));

    /** More than any country has ratings of one age. */
    private static final int RANKS_OF_AN_AGE = 100;

    private OfficialRatings() {}

    /** @param place among the ratings of one age, from 0 */
    public static int rank(int age, int place) {
        return age * RANKS_OF_AN_AGE + Math.clamp(place, 0, RANKS_OF_AN_AGE - 1);
    }

    static int age(int rank) {
        return rank / RANKS_OF_AN_AGE;
    }

    static int place(int rank) {
        return rank % RANKS_OF_AN_AGE;
    }

    /** The rank of an item's rating, or of its series' or album's; null where there is none. */
    public static Field<Integer> effective(Items items) {
        return items.EFFECTIVE_RATING_SCORE.mul(DSL.inline(RANKS_OF_AN_AGE)).plus(items.EFFECTIVE_RATING_PLACE);
    }

    static Field<Integer> own(Items items) {
        return items.RATING_SCORE.mul(DSL.inline(RANKS_OF_AN_AGE)).plus(items.RATING_PLACE);
    }

    /** The highest rank of an age. */
    public static int last(int age) {
        return rank(age, RANKS_OF_AN_AGE - 1);
    }

    /** Empty for what says nothing of an age: {@code NR}, {@code Unrated}. */
    public static OptionalInt find(String rating) {
        String text = rating.strip().toUpperCase(Locale.ROOT);
        OptionalInt known = RatingTables.findRank(text);
        if (known.isPresent()) {
            return known;
        }
        Integer named = NAMED.get(text);
        if (named == null && text.length() > 3 && (text.charAt(2) == '-' || text.charAt(2) == ':')) {
            // A country's code goes before: GB-PG, US:PG-13.
            named = NAMED.get(text.substring(3));
        }
        if (named != null) {
            return OptionalInt.of(rank(named, 0));
        }
        Matcher age = AGE.matcher(text);
        return age.find() ? OptionalInt.of(rank(Integer.parseInt(age.group(1)), 0)) : OptionalInt.empty();
    }
}
