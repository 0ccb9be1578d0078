package io.physalia.jellyfin.task;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.task.TaskTrigger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trigger as clients know it; times are ticks since midnight. */
public record TriggerInfo(
        @Nullable String type,
        @Nullable Long timeOfDayTicks,
        @Nullable Long intervalTicks,
        @Nullable String dayOfWeek,
        @Nullable Long maxRuntimeTicks) {

    static TriggerInfo of(TaskTrigger trigger) {
        Long max = trigger.maxRuntime().map(Ticks::of).orElse(null);
        return switch (trigger) {
            case TaskTrigger.Daily(LocalTime time, var _) ->
                new TriggerInfo("DailyTrigger", ticks(time), null, null, max);
            case TaskTrigger.Weekly(DayOfWeek day, LocalTime time, var _) ->
                new TriggerInfo("WeeklyTrigger", ticks(time), null, name(day), max);
            case TaskTrigger.Every(Duration interval, var _) ->
                new TriggerInfo("IntervalTrigger", null, Ticks.of(interval), null, max);
            case TaskTrigger.Startup _ -> new TriggerInfo("StartupTrigger", null, null, null, max);
        };
    }

    /** @throws Failure {@code INVALID_PARAMETER} */
    TaskTrigger read() {
        Optional<Duration> max =
                Optional.ofNullable(maxRuntimeTicks).filter(ticks -> ticks > 0).map(Ticks::toDuration);
        try {
            return switch (Objects.requireNonNullElse(type, "").toLowerCase(Locale.ROOT)) {
                case "dailytrigger" -> new TaskTrigger.Daily(time(), max);
                case "weeklytrigger" ->
                    new TaskTrigger.Weekly(
                            DayOfWeek.valueOf(
                                    Objects.requireNonNullElse(dayOfWeek, "").toUpperCase(Locale.ROOT)),
                            time(),
                            max);
                case "intervaltrigger" ->
                    new TaskTrigger.Every(Ticks.toDuration(Objects.requireNonNullElse(intervalTicks, 0L)), max);
                case "startuptrigger" -> new TaskTrigger.Startup(max);
                default -> throw new IllegalArgumentException("type");
            };
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "trigger: wrong (expected: a daily, weekly, interval or startup trigger with its time)",
                    e);
        }
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(
                Ticks.toDuration(Objects.requireNonNullElse(timeOfDayTicks, 0L)).toNanos());
    }

    private static long ticks(LocalTime time) {
        return Ticks.of(Duration.ofNanos(time.toNanoOfDay()));
    }

    private static String name(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
