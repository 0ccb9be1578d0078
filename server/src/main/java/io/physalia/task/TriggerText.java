package io.physalia.task;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Triggers as they are stored: a line each, e.g. {@code weekly SUNDAY 03:00 max PT4H}. */
final class TriggerText {
    private static final String MAX = " max ";

    private TriggerText() {}

    static String write(List<TaskTrigger> triggers) {
        return triggers.stream().map(TriggerText::line).collect(Collectors.joining("\n"));
    }

    static List<TaskTrigger> read(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(TriggerText::trigger)
                .toList();
    }

    private static String line(TaskTrigger trigger) {
        String when = switch (trigger) {
            case TaskTrigger.Daily(LocalTime time, var _) -> "daily " + time;
            case TaskTrigger.Weekly(DayOfWeek day, LocalTime time, var _) -> "weekly " + day + " " + time;
            case TaskTrigger.Every(Duration interval, var _) -> "every " + interval;
            case TaskTrigger.Startup _ -> "startup";
        };
        return when + trigger.maxRuntime().map(max -> MAX + max).orElse("");
    }

    private static TaskTrigger trigger(String line) {
        int at = line.indexOf(MAX);
        Optional<Duration> max =
                at < 0 ? Optional.empty() : Optional.of(Duration.parse(line.substring(at + MAX.length())));
        List<String> words = Arrays.asList((at < 0 ? line : line.substring(0, at)).split(" "));
        return switch (words.getFirst()) {
            case "daily" -> new TaskTrigger.Daily(LocalTime.parse(words.get(1)), max);
            case "weekly" ->
                new TaskTrigger.Weekly(DayOfWeek.valueOf(words.get(1)), LocalTime.parse(words.get(2)), max);
            case "every" -> new TaskTrigger.Every(Duration.parse(words.get(1)), max);
            case "startup" -> new TaskTrigger.Startup(max);
            default -> throw new IllegalArgumentException("trigger: \"" + line + "\"");
        };
    }
}
