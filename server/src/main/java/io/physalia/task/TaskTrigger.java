package io.physalia.task;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** What makes a task run. Times of day are in the server's time zone. */
public sealed interface TaskTrigger {

    /** The longest that a run may take; then it is stopped. */
    Optional<Duration> maxRuntime();

    /** Each day at a time. */
    record Daily(LocalTime time, Optional<Duration> maxRuntime) implements TaskTrigger {}

    /** Each week on a day at a time. */
    record Weekly(DayOfWeek day, LocalTime time, Optional<Duration> maxRuntime) implements TaskTrigger {}

    /**
     * Again some time after its last run has ended.
     *
     * @param interval at least a minute
     */
    record Every(Duration interval, Optional<Duration> maxRuntime) implements TaskTrigger {
        public Every {
            if (interval.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException("interval: " + interval + " (expected: at least a minute)");
            }
        }
    }

    /** When the server starts. */
    record Startup(Optional<Duration> maxRuntime) implements TaskTrigger {}

    /** The last moment up to {@code now} at which the clock says to run; empty for what does not go by the clock. */
    default Optional<ZonedDateTime> lastDue(ZonedDateTime now) {
        return switch (this) {
            case Daily(LocalTime time, var _) -> {
                LocalDateTime today = now.toLocalDate().atTime(time);
                yield Optional.of(
                        zoned(today.isAfter(now.toLocalDateTime()) ? today.minusDays(1) : today, now.getZone()));
            }
            case Weekly(DayOfWeek day, LocalTime time, var _) -> {
                LocalDateTime last = now.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(day))
                        .atTime(time);
                yield Optional.of(
                        zoned(last.isAfter(now.toLocalDateTime()) ? last.minusWeeks(1) : last, now.getZone()));
            }
            case Every _, Startup _ -> Optional.empty();
        };
    }

    private static ZonedDateTime zoned(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone);
    }
}
