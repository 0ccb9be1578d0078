package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingTablesTest {
    @ParameterizedTest
    @CsvSource({
        "PG-13, 13",
        "R, 17",
        "TV-MA, 17",
        "g, 0",
        "GB-PG, 8",
        "GB:18, 18",
        "AU-MA15+, 15",
        "FSK-12, 12",
        "DE-FSK-16, 16",
        "SE-Btl, 0",
        "IN-A, 18",
        "NO-A, 0",
        "12A, 12",
    })
    void aRatingStandsForAnAge(String rating, int age) {
        assertThat(OfficialRatings.find(rating).orElseThrow())
                .isBetween(OfficialRatings.rank(age, 0), OfficialRatings.last(age));
    }

    @Test
    void ratingsOfOneAgeAreToldApart() {
        assertThat(OfficialRatings.find("NC-17").orElseThrow())
                .isGreaterThan(OfficialRatings.find("R").orElseThrow())
                .isLessThan(OfficialRatings.rank(18, 0));
    }

    @ParameterizedTest
    @CsvSource({"NR", "Unrated", "''", "Not Rated"})
    void whatSaysNothingOfAnAgeStandsForNone(String rating) {
        assertThat(OfficialRatings.find(rating)).isEmpty();
    }

    @Test
    void ratingsOfACountryAreListedMildestFirst() {
        assertThat(RatingTables.of("us"))
                .extracting(RatingTables.Rating::name)
                .startsWith("Approved")
                .endsWith("NC-17");
        assertThat(RatingTables.of("nowhere")).isEqualTo(RatingTables.of("US"));
    }
}
