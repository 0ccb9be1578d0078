package io.physalia.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessScheduleTest {
    private static AccessSchedule schedule(String day, double start, double end) {
        return new AccessSchedule(0, "", day, start, end);
    }

    @ParameterizedTest
    @CsvSource({
        "Everyday, 8, 20, 2026-11-22T12:00, true",
        "Everyday, 8, 20, 2026-11-22T07:59, false",
        "Everyday, 8, 20.5, 2026-11-22T20:29, true",
        "Everyday, 8, 20.5, 2026-11-22T20:31, false",
        "Sunday, 0, 24, 2026-11-22T23:59, true",
        "Monday, 0, 24, 2026-11-22T12:00, false",
        "Weekend, 0, 24, 2026-11-22T12:00, true",
        "Weekday, 0, 24, 2026-11-22T12:00, false",
        "weekday, 0, 24, 2026-11-23T12:00, true",
    })
    void aScheduleCoversItsHoursOfItsDays(String day, double start, double end, String moment, boolean covered) {
        assertThat(schedule(day, start, end).covers(LocalDateTime.parse(moment)))
                .isEqualTo(covered);
    }

    @Test
    void daysAndHoursThatThereAreNotAreInvalid() {
        assertThat(schedule("Everyday", 0, 24).isValid()).isTrue();
        assertThat(schedule("Someday", 0, 24).isValid()).isFalse();
        assertThat(schedule("Monday", 20, 8).isValid()).isFalse();
        assertThat(schedule("Monday", -1, 8).isValid()).isFalse();
        assertThat(schedule("Monday", 0, 25).isValid()).isFalse();
    }
}
