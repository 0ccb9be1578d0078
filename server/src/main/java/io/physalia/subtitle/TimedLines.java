package io.physalia.subtitle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the formats that are made of a line of times and lines of text: SubRip and WebVTT. What cannot be understood is passed over. */
final class TimedLines {
    private static final String TIME = "(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})(?:[.,](\\d{1,9}))?";
    private static final Pattern TIMES = Pattern.compile("\\s*" + TIME + "\\s*--+>\\s*" + TIME + "(.*)");
    private static final Pattern NUMBER = Pattern.compile("\\s*\\d{1,9}\\s*");

    private TimedLines() {}

    static List<Cue> srt(String text) {
        return read(text, Markup::ofSrt);
    }

    static List<Cue> vtt(String text) {
        return read(text, Markup::ofVtt);
    }

    static List<Cue> raw(String text) {
        return read(text, raw -> raw);
    }

    private static List<Cue> read(String text, Function<String, String> markup) {
        List<Cue> cues = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int at = 0;
        while (at < lines.size()) {
            Matcher times = TIMES.matcher(lines.get(at++));
            if (!times.matches()) {
                continue;
            }
            int from = at;
            while (at < lines.size() && !endsCue(lines, at)) {
                at++;
            }
            cue(times, String.join("\n", lines.subList(from, at)), markup).ifPresent(cues::add);
        }
        return cues;
    }

    /** An empty line, or, where that was forgotten, the next cue's number and times. */
    private static boolean endsCue(List<String> lines, int at) {
        String line = lines.get(at);
        boolean isNumberOfNext = NUMBER.matcher(line).matches()
                && at + 1 < lines.size()
                && TIMES.matcher(lines.get(at + 1)).matches();
        return line.isBlank() || isNumberOfNext || TIMES.matcher(line).matches();
    }

    private static Optional<Cue> cue(Matcher times, String raw, Function<String, String> markup) {
        Duration start = time(times, 1);
        Duration end = time(times, 5);
        String text = markup.apply(raw);
        boolean top = Markup.isTop(raw) || isTop(times.group(9));
        return text.isBlank() || end.compareTo(start) < 0
                ? Optional.empty()
                : Optional.of(new Cue(start, end, text, top));
    }

    /** WebVTT's settings: a line near the upper edge. */
    private static boolean isTop(String settings) {
        Matcher line = Pattern.compile("\\bline:(\\d{1,3})(%?)").matcher(settings);
        return line.find() && Integer.parseInt(line.group(1)) < (line.group(2).isEmpty() ? 5 : 40);
    }

    private static Duration time(Matcher times, int group) {
        String fraction = times.group(group + 3);
        long nanos = fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
        return Duration.ofHours(times.group(group) == null ? 0 : Long.parseLong(times.group(group)))
                .plusMinutes(Long.parseLong(times.group(group + 1)))
                .plusSeconds(Long.parseLong(times.group(group + 2)))
                .plusNanos(nanos);
    }
}
