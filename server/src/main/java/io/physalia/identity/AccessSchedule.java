package io.physalia.identity;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Set;

/**
 * A span of hours in which a user may use the server.
 *
 * @param dayOfWeek {@code Sunday} to {@code Saturday}, {@code Everyday}, {@code Weekday} or {@code Weekend}
 * @param startHour 0 to 24, with fractions
 * @param endHour 0 to 24, with fractions
 */
public record AccessSchedule(int id, String userId, String dayOfWeek, double startHour, double endHour) {
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /** Whether the values mean something. */
    boolean isValid() {
        boolean day = switch (dayOfWeek.toLowerCase(Locale.ROOT)) {
            case "everyday", "weekday", "weekend" -> true;
            default -> isDay(dayOfWeek.toUpperCase(Locale.ROOT));
        };
        return day && startHour >= 0 && startHour <= endHour && endHour <= 24;
    }

    private static boolean isDay(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a moment, in the server's time zone, lies in it. */
    boolean covers(LocalDateTime moment) {
        double hour = moment.toLocalTime().toNanoOfDay() / 3_600e9;
        return hour >= startHour && hour <= endHour && isOn(moment.getDayOfWeek());
    }

    private boolean isOn(DayOfWeek day) {
        return switch (dayOfWeek.toLowerCase(Locale.ROOT)) {
            case "everyday" -> true;
            case "weekday" -> !WEEKEND.contains(day);
            case "weekend" -> WEEKEND.contains(day);
            default -> day.name().equalsIgnoreCase(dayOfWeek);
        };
    }
}
