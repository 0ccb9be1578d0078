package io.physalia.identity;

/**
 * A span of hours in which a user may sign in.
 *
 * @param dayOfWeek {@code Sunday} to {@code Saturday}, {@code Everyday}, {@code Weekday} or {@code Weekend}
 * @param startHour 0 to 24, with fractions
 * @param endHour 0 to 24, with fractions
 */
public record AccessSchedule(int id, String userId, String dayOfWeek, double startHour, double endHour) {}
