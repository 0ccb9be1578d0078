package io.physalia.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The parental ratings of countries with the age that each stands for, out of the resource {@code ratings.txt}: a country a line, {@code US G=0 PG-13=13
 * NC-17=17.1}; after the point is the rank among ratings of one age, and an underscore is a space.
 */
public final class RatingTables {
    private static final Map<String, List<Rating>> BY_COUNTRY = read();
    private static final String DEFAULT_COUNTRY = "US";

    private RatingTables() {}

    /** @param subScore tells ratings of one age apart */
    public record Rating(String name, int score, Optional<Integer> subScore) {
        int rank() {
            return OfficialRatings.rank(score, subScore.orElse(0));
        }
    }

    /** The ratings of a country, mildest first; of the United States if we know none of it. */
    public static List<Rating> of(String country) {
        return Optional.ofNullable(BY_COUNTRY.get(country.toUpperCase(Locale.ROOT)))
                .orElseGet(() -> BY_COUNTRY.getOrDefault(DEFAULT_COUNTRY, List.of()));
    }

    /**
     * The rank of a rating that is written with its country before it ({@code DE-FSK-12}, {@code GB:PG}), or that is one of the United States, or means the same
     * wherever it is used; else empty.
     */
    static OptionalInt findRank(String rating) {
        String text = rating.strip();
        if (text.length() > 3 && (text.charAt(2) == '-' || text.charAt(2) == ':')) {
            List<Rating> country = BY_COUNTRY.get(text.substring(0, 2).toUpperCase(Locale.ROOT));
            OptionalInt rank = country == null ? OptionalInt.empty() : find(country, text.substring(3));
            if (rank.isPresent()) {
                return rank;
            }
        }
        OptionalInt here = find(of(DEFAULT_COUNTRY), text);
        if (here.isPresent()) {
            return here;
        }
        int[] meanings = BY_COUNTRY.values().stream()
                .flatMapToInt(country -> find(country, text).stream())
                .distinct()
                .toArray();
        return meanings.length == 1 ? OptionalInt.of(meanings[0]) : OptionalInt.empty();
    }

    private static OptionalInt find(List<Rating> country, String name) {
        return country.stream()
                .filter(rating -> rating.name().equalsIgnoreCase(name))
                .mapToInt(Rating::rank)
                .findFirst();
    }

    private static Map<String, List<Rating>> read() {
        Map<String, List<Rating>> all = new TreeMap<>();
        try (InputStream in = RatingTables.class.getResourceAsStream("ratings.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own ratings.txt");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] words = line.strip().split(" +");
                        all.put(words[0], ratings(words));
                    });
            return all;
        } catch (IOException e) {
            throw new IllegalStateException("the program's own ratings.txt cannot be read", e);
        }
    }

    private static List<Rating> ratings(String[] words) {
        List<Rating> ratings = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].lastIndexOf('=');
            String[] score = words[i].substring(equals + 1).split("\\.");
            ratings.add(new Rating(
                    words[i].substring(0, equals).replace('_', ' '),
                    Integer.parseInt(score[0]),
                    score.length > 1 ? Optional.of(Integer.valueOf(score[1])) : Optional.empty()));
        }
        ratings.sort(Comparator.comparingInt(Rating::score)
                .thenComparing(rating -> rating.subScore().orElse(0)));
        return List.copyOf(ratings);
    }
}
